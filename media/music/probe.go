package music

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"

	"onair/media"
	"onair/media/av"
)

// openFile opens what p asks for, for its sound.
func openFile(ctx context.Context, p Param) (*av.Reader, error) {
	if p.Path == "" && p.Data == nil {
		return nil, fs.ErrNotExist
	}
	if p.Data == nil && !strings.Contains(p.Path, "://") {
		// A colon in the name of a missing file would make it a protocol.
		if _, err := os.Stat(p.Path); err != nil {
			return nil, err
		}
	}
	return av.Open(ctx, p.Path, av.OpenOptions{NoVideo: true, Data: p.Data})
}

// FileDuration opens a file or URL for its length, 0 if it has none that is
// known. It waits for the file; errors are those of Code.
func FileDuration(ctx context.Context, path string) (time.Duration, error) {
	r, err := openFile(ctx, Param{Path: path})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.Duration(), nil
}

// Waveform decodes a whole file and returns the largest sample, 0..1, of each
// of n equal stretches, to be drawn. It takes about 0.3 % of the file's length;
// ctx ends it early.
func Waveform(ctx context.Context, path string, n int) ([]float32, error) {
	r, err := openFile(ctx, Param{Path: path})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if err := r.SeekSound(av.SoundRange{}); err != nil {
		return nil, err
	}
	var fine []float32 // a value for every 10 ms
	filled := 0
	for {
		u, err := r.Next()
		if ended(err) {
			return fold(fine, n), nil
		}
		if err != nil {
			return nil, err
		}
		for _, v := range u.Samples {
			if filled%(blockFrames*media.Channels) == 0 {
				fine = append(fine, 0)
			}
			filled++
			fine[len(fine)-1] = max(fine[len(fine)-1], min(v, 1), min(-v, 1))
		}
	}
}

// fold takes the largest of each of n equal stretches.
func fold(fine []float32, n int) []float32 {
	out := make([]float32, max(n, 0))
	for i := range out {
		from, to := i*len(fine)/n, (i+1)*len(fine)/n
		for _, v := range fine[min(from, len(fine)):max(to, min(from+1, len(fine)))] {
			out[i] = max(out[i], v)
		}
	}
	return out
}

// isURL tells a URL from a file's name.
func isURL(path string) bool {
	scheme, _, ok := strings.Cut(path, "://")
	return ok && scheme != "file"
}

// Code is the TRTC code for an error that opening path gave, OK for nil.
func Code(path string, err error) int {
	switch {
	case err == nil:
		return OK
	case errors.Is(err, av.ErrNoMedia):
		return CodeNoAudio
	case isURL(path) && (errors.Is(err, av.ErrBadData) || errors.Is(err, av.ErrNoCodec) && hasScheme(path)):
		return CodeFormat
	case isURL(path):
		return CodeURL
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENAMETOOLONG):
		return CodePath
	case errors.Is(err, av.ErrBadData), errors.Is(err, av.ErrNoCodec), errors.Is(err, syscall.EINVAL), errors.Is(err, io.EOF):
		return CodeFormat
	}
	return CodeOpen
}

// hasScheme reports whether path's protocol is one of those that are meant to
// be used; any other is no usable URL.
func hasScheme(path string) bool {
	scheme, _, _ := strings.Cut(path, "://")
	switch scheme {
	case "http", "https", "rtmp", "rtmps", "rtsp", "hls":
		return true
	}
	return false
}
