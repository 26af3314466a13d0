package av

import (
	"image"
	"testing"

	"onair/media"
)

// steady reports an error if f, once warm, allocates Go memory.
func steady(t *testing.T, what string, f func()) {
	t.Helper()
	for range 5 {
		f()
	}
	if n := testing.AllocsPerRun(50, f); n > 0 {
		t.Errorf("%s: %v allocations a call", what, n)
	}
}

func TestNoAllocationInTheSteadyState(t *testing.T) {
	f := media.NewFrame(320, 180)
	scene(f, 1)
	for _, codec := range []Codec{H264, VP8} {
		e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: 320, Height: 180})
		d := newDecoder(t, codec)
		var pool media.FramePool
		var packets [][]byte
		for i := range 60 {
			p := encode(t, e, f, i == 0)
			packets = append(packets, append([]byte(nil), p.Data...))
		}
		encode(t, e, f, true) // the buffer's largest packet
		steady(t, codec.String()+" encode", func() { encode(t, e, f, false) })
		i := 0
		steady(t, codec.String()+" decode", func() {
			g, err := d.Decode(packets[i%60], &pool)
			if err != nil || g == nil {
				t.Fatal(g, err)
			}
			g.Release()
			i++
		})
	}
	scalers(t, func(t *testing.T, s *Scaler) {
		small := media.NewFrame(160, 90)
		steady(t, "scale", func() { s.I420(small, f) })
	})
	scalers(t, func(t *testing.T, s *Scaler) {
		rgba := image.NewRGBA(image.Rect(0, 0, 160, 90))
		steady(t, "to RGBA", func() { s.RGBA(rgba, f) })
	})
	scalers(t, func(t *testing.T, s *Scaler) {
		rgba := image.NewRGBA(image.Rect(0, 0, 160, 90))
		steady(t, "from RGBA", func() { s.fromRGBA(f, rgba) })
	})
}

func TestFromImageDoesNotAllocate(t *testing.T) {
	f, m := media.NewFrame(160, 90), image.NewYCbCr(image.Rect(0, 0, 320, 180), image.YCbCrSubsampleRatio422)
	scalers(t, func(t *testing.T, s *Scaler) {
		steady(t, "from a camera's YCbCr", func() { s.FromImage(f, m) })
	})
}

func TestOpusDoesNotAllocate(t *testing.T) {
	pcm := voice(OpusFrame)
	e, err := NewOpusEncoder(OpusConfig{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	d := newOpusDecoder(t)
	packet, out := make([]byte, 0, 1500), make([]float32, 0, 2*OpusFrame)
	steady(t, "Opus", func() {
		p, err := e.Encode(pcm, packet)
		if err != nil {
			t.Fatal(err)
		}
		if out, err = d.Decode(p, out); err != nil {
			t.Fatal(err)
		}
		if out, err = d.Conceal(out); err != nil {
			t.Fatal(err)
		}
	})
}

func TestReaderDoesNotAllocate(t *testing.T) {
	pool := &media.FramePool{}
	r := open(t, "face720p.mp4", OpenOptions{Pool: pool})
	i := 0
	steady(t, "read", func() {
		if i++; i%55 == 0 {
			return
		}
		u, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		u.Frame.Release()
	})
}
