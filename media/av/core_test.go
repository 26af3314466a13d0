package av

import (
	"image"
	"math"
	"testing"

	"onair/media"
)

// scene fills f with a smooth moving picture and a moving square.
func scene(f *media.Frame, n int) {
	w, h := f.Width(), f.Height()
	for y := range h {
		for x := range w {
			f.Y[y*f.YStride+x] = byte(60 + 50*math.Sin(float64(x+2*n)/23) + 50*math.Cos(float64(y-n)/17))
		}
	}
	for y := range (h + 1) / 2 {
		for x := range (w + 1) / 2 {
			f.Cb[y*f.CStride+x] = byte(128 + 40*math.Sin(float64(y+n)/31))
			f.Cr[y*f.CStride+x] = byte(128 + 40*math.Cos(float64(x-n)/29))
		}
	}
	for y := h / 4; y < h/2; y++ {
		for x := (n * 3) % (w / 2); x < (n*3)%(w/2)+w/4; x++ {
			f.Y[y*f.YStride+x] = 220
		}
	}
}

// psnr compares the luma of two frames over a's size.
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

func TestQuick(t *testing.T) {
	for _, codec := range []Codec{H264, VP8} {
		e, err := NewVideoEncoder(VideoEncoderConfig{Codec: codec, Width: 321, Height: 181})
		if err != nil {
			t.Fatal(err)
		}
		d, err := NewVideoDecoder(codec)
		if err != nil {
			t.Fatal(err)
		}
		f := media.NewFrame(321, 181)
		s := NewScaler()
		for i := range 90 {
			scene(f, i)
			p, err := e.Encode(f, i == 20)
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 && (p.Keyframe != (i == 20 || i == 80)) {
				t.Error(i, p.Keyframe)
			}
			g, err := d.Decode(p.Data, nil)
			if err != nil || g == nil {
				t.Fatal(err, g)
			}
			if i%30 == 29 {
				t.Log(codec, i, len(p.Data), p.Keyframe, g.Rect, psnr(f, g))
			}
			m := image.NewRGBA(image.Rect(0, 0, 100, 50))
			if err := s.RGBA(m, g); err != nil {
				t.Fatal(err)
			}
		}
		s.Close()
		e.Close()
		d.Close()
	}
	o, err := NewOpusEncoder(OpusConfig{ExpectedLoss: 10})
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Encode(make([]float32, 1920), nil)
	t.Log(len(p), err)
	o.Close()
}
