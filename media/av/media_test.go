package av

import (
	"errors"
	"io"
	"testing"

	"onair/media"
)

// faceFrames decodes the first two seconds of a face, 1280x720.
func faceFrames(t testing.TB) []*media.Frame {
	t.Helper()
	r, err := Open(t.Context(), "testdata/face720p.mp4", OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out []*media.Frame
	for {
		u, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if u.Frame != nil {
			out = append(out, u.Frame)
		}
	}
}
