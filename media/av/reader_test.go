package av

import (
	"errors"
	"io"
	"os"
	"testing"
)

func TestQuickReader(t *testing.T) {
	for _, n := range os.Args {
		_ = n
	}
	dir := os.Getenv("QDIR")
	es, _ := os.ReadDir(dir)
	for _, ent := range es {
		r, err := Open(t.Context(), dir+"/"+ent.Name(), OpenOptions{})
		if err != nil {
			t.Log(ent.Name(), err)
			continue
		}
		nv, na := 0, 0
		var lastv, lasta any
		for {
			u, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Error(err)
				break
			}
			if u.Frame != nil {
				nv++
				lastv = u.PTS
				u.Frame.Release()
			} else {
				na += len(u.Samples) / 2
				lasta = u.PTS
			}
		}
		w, h := r.VideoSize()
		t.Log(ent.Name(), r.Duration(), w, h, r.FrameRate(), nv, na, lastv, lasta)
		t.Log(r.SeekStart())
		u, err := r.Next()
		t.Log(u.PTS, u.Frame != nil, len(u.Samples), err)
		r.Close()
	}
}
