package av

import (
	"image"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/media"
)

// resident is the process's memory in bytes, of the Go heap as little as can be.
func resident(t *testing.T) int {
	t.Helper()
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc on this system, so the process's memory is not known: ", err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(b))[1])
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

// TestNothingLeaks opens, uses and closes everything again and again. What is
// opened takes some megabytes each time, so a leak shows.
func TestNothingLeaks(t *testing.T) {
	f := media.NewFrame(640, 360)
	scene(f, 1)
	long, back := newEncoder(t, VideoEncoderConfig{Codec: H264, Width: 640, Height: 360}), newDecoder(t, H264)
	var pool media.FramePool
	tone, err := os.ReadFile("testdata/tone.ogg")
	if err != nil {
		t.Fatal(err)
	}
	for name, use := range map[string]func(){
		"H.264 encoder": func() { useEncoder(t, H264, f) },
		"VP8 encoder":   func() { useEncoder(t, VP8, f) },
		"decoders": func() {
			for _, c := range []Codec{H264, VP8, VP9, AV1} {
				d := newQuietDecoder(t, c)
				d.Decode([]byte{0, 0, 0, 1, 0x67, 1, 2, 3}, nil)
				d.Close()
			}
		},
		"reader": func() {
			r, err := Open(t.Context(), "testdata/turned.mp4", OpenOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for range 6 {
				if _, err := r.Next(); err != nil {
					t.Fatal(err)
				}
			}
			if err := r.SeekStart(); err != nil {
				t.Fatal(err)
			}
			r.Close()
		},
		"long stream": func() {
			p, err := long.Encode(f, false)
			if err != nil {
				t.Fatal(err)
			}
			if g, err := back.Decode(p.Data, &pool); err == nil && g != nil {
				g.Release()
			}
			back.Decode(p.Data[:len(p.Data)/2], &pool)
		},
		"sound ranges from memory": func() {
			r, err := Open(t.Context(), "tone.ogg", OpenOptions{NoVideo: true, Data: tone})
			if err != nil {
				t.Fatal(err)
			}
			for _, from := range []time.Duration{100 * time.Millisecond, 0} {
				if err := r.SeekSound(SoundRange{From: from, Join: true, More: true}); err != nil {
					t.Fatal(err)
				}
				if _, err := r.Next(); err != nil {
					t.Fatal(err)
				}
			}
			r.Close()
			if r, err := Open(t.Context(), "tone.ogg", OpenOptions{Data: tone[:50]}); err == nil {
				r.Close()
			}
		},
		"failing reader": func() {
			if _, err := Open(t.Context(), "testdata/README.md", OpenOptions{}); err == nil {
				t.Fatal("README.md is a film")
			}
		},
		"opus": func() {
			e, err := NewOpusEncoder(OpusConfig{})
			if err != nil {
				t.Fatal(err)
			}
			d, err := NewOpusDecoder()
			if err != nil {
				t.Fatal(err)
			}
			p, err := e.Encode(make([]float32, 2*OpusFrame), nil)
			if err != nil {
				t.Fatal(err)
			}
			d.Decode(p, nil)
			e.Close()
			d.Close()
		},
		"scalers": func() {
			for _, s := range []*Scaler{NewScaler(), newScaler(nil)} {
				m := image.NewRGBA(image.Rect(0, 0, 333, 222))
				if err := s.RGBA(m, f); err != nil {
					t.Fatal(err)
				}
				s.Close()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			for range 30 {
				use()
			}
			before := resident(t)
			for range 200 {
				use()
			}
			grown := resident(t) - before
			t.Logf("grown by %d kB", grown>>10)
			if grown > 16<<20 {
				t.Errorf("%d kB more after 200 rounds", grown>>10)
			}
		})
	}
}

func newQuietDecoder(t *testing.T, c Codec) *VideoDecoder {
	t.Helper()
	d, err := NewVideoDecoder(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func useEncoder(t *testing.T, c Codec, f *media.Frame) {
	t.Helper()
	e, err := NewVideoEncoder(VideoEncoderConfig{Codec: c, Width: f.Width(), Height: f.Height()})
	if err != nil {
		t.Fatal(err)
	}
	d := newQuietDecoder(t, c)
	p, err := e.Encode(f, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Decode(p.Data, nil); err != nil {
		t.Fatal(err)
	}
	e.Close()
	d.Close()
}
