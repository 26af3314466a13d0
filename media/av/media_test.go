package av

import (
	"errors"
	"io"
	"math"
	"strings"
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

// scene fills f with a smooth moving picture and a moving square.
func scene(f *media.Frame, n int) {
	w, h := f.Width(), f.Height()
	for y := range h {
		for x := range w {
			f.Y[y*f.YStride+x] = byte(110 + 40*math.Sin(float64(x+2*n)/23) + 40*math.Cos(float64(y-n)/17))
		}
	}
	for y := range (h + 1) / 2 {
		for x := range (w + 1) / 2 {
			f.Cb[y*f.CStride+x] = byte(128 + 40*math.Sin(float64(y+n)/31))
			f.Cr[y*f.CStride+x] = byte(128 + 40*math.Cos(float64(x-n)/29))
		}
	}
	left := 3 * n % (w / 2)
	for y := h / 4; y < h/2; y++ {
		for x := left; x < left+w/4; x++ {
			f.Y[y*f.YStride+x] = 220
		}
	}
}

// psnr compares the luma of two frames over the size they share.
func psnr(a, b *media.Frame) float64 {
	var sum float64
	w, h := min(a.Width(), b.Width()), min(a.Height(), b.Height())
	for y := range h {
		for x := range w {
			d := float64(a.Y[y*a.YStride+x]) - float64(b.Y[y*b.YStride+x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255/(sum/float64(w*h)+1e-9))
}

func containsSecret(s string) bool { return strings.Contains(s, "secret") }
