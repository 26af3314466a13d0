package beauty

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// halves is a makeup picture that is red at the left and blue at the right, with a clear top.
func halves(t testing.TB) *motion.Picture {
	img := image.NewNRGBA(image.Rect(0, 0, 256, 256))
	for y := 64; y < 256; y++ {
		for x := range 256 {
			c := color.NRGBA{230, 20, 20, 255}
			if x >= 128 {
				c = color.NRGBA{20, 20, 230, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	p, err := motion.ReadTexture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func bothChroma(f *media.Frame, p outline.Point) (cb, cr int) {
	i := int(p.Y)/2*f.CStride + int(p.X)/2
	return int(f.Cb[i]), int(f.Cr[i])
}

func TestATextureLiesOnTheFace(t *testing.T) {
	src, fc := pixeltest.LargeFace(t)
	f := pixeltest.Clone(src)
	c := NewChain()
	finder := &facetest.Finder{FaceList: []face.Face{fc}}
	c.SetFinder(finder)
	c.SetTexture(halves(t))
	c.Process(f)
	at := func(i int) outline.Point { return outline.Landmark(&fc, i) }
	same := func(p outline.Point) bool {
		return f.Y[int(p.Y)*f.YStride+int(p.X)] == src.Y[int(p.Y)*src.YStride+int(p.X)]
	}
	for _, i := range []int{50, 205, 101, 187} { // the person's right cheek
		if cb, cr := bothChroma(f, at(i)); cr < 180 || cb > 120 {
			t.Errorf("point %d of the right cheek has Cb %d, Cr %d", i, cb, cr)
		}
	}
	for _, i := range []int{280, 425, 330, 411} {
		if cb, cr := bothChroma(f, at(i)); cb < 180 || cr > 130 {
			t.Errorf("point %d of the left cheek has Cb %d, Cr %d", i, cb, cr)
		}
	}
	for _, i := range []int{468, 473} { // irises
		if !same(at(i)) {
			t.Errorf("an eye is painted at %d", i)
		}
	}
	if !same(at(10)) || !same(outline.Point{X: 3, Y: 3}) {
		t.Error("what is clear is painted, or what is no face")
	}
	// A hand at the cheek is before it.
	f.CopyFrom(src)
	finder.HandList = []face.Hand{handAt(t, at(50).X, at(50).Y, 50)}
	c.Process(f)
	if !same(at(50)) || same(at(280)) {
		t.Error("a hand is painted, or the other cheek is not")
	}
	c.SetTexture(nil)
	f.CopyFrom(src)
	c.Process(f)
	if !pixeltest.Same(f, src) {
		t.Error("it stays when it was taken off")
	}
}

// A makeup picture is lit as the face is that wears it.
func TestATextureIsInTheLightOfTheFace(t *testing.T) {
	src, fc := pixeltest.LargeFace(t)
	worn := func(change func(f *media.Frame)) (luma, cb, cr float64) {
		f := pixeltest.Clone(src)
		change(f)
		c := NewChain()
		c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
		c.SetTexture(halves(t))
		c.Process(f)
		spots := []int{280, 425, 330, 411} // where it is blue
		for _, i := range spots {
			p := outline.Landmark(&fc, i)
			b, r := bothChroma(f, p)
			luma, cb, cr = luma+float64(f.Y[int(p.Y)*f.YStride+int(p.X)]-16)/4, cb+float64(b-128)/4, cr+float64(r-128)/4
		}
		return luma, cb, cr
	}
	luma, cb, cr := worn(func(*media.Frame) {})
	dark, darkCb, _ := worn(func(f *media.Frame) {
		for i, v := range f.Y {
			f.Y[i] = uint8(16 + (int(v)-16)*3/10)
		}
		for i, v := range f.Cb {
			f.Cb[i] = uint8(128 + (int(v)-128)*3/10)
		}
		for i, v := range f.Cr {
			f.Cr[i] = uint8(128 + (int(v)-128)*3/10)
		}
	})
	if dark > 0.65*luma || darkCb > 0.75*cb || darkCb < 0.2*cb {
		t.Errorf("in three tenths of the light: luma %.0f and Cb %.0f; in all of it %.0f and %.0f", dark, darkCb, luma, cb)
	}
	_, _, lampCr := worn(func(f *media.Frame) {
		for i, v := range f.Cr {
			f.Cr[i] = uint8(min(int(v)+20, 255))
		}
	})
	if lampCr < cr+3 {
		t.Errorf("by a red lamp Cr %.0f, by a white one %.0f", lampCr, cr)
	}
}

func TestTexturesOnOddFaces(t *testing.T) {
	src, fc := pixeltest.LargeFace(t)
	p := halves(t)
	for name, odd := range pixeltest.OddFaces(fc, float32(src.Width()), float32(src.Height())) {
		c := NewChain()
		c.SetFinder(&facetest.Finder{FaceList: []face.Face{odd, turnedFace(odd, 1.2)}})
		c.SetTexture(p)
		f := pixeltest.Clone(src)
		c.Process(f)
		pixeltest.CheckPadding(t, name, f.Y, src.Y, src.YStride, src.Width())
	}
}

func TestTexturesDoNotAllocate(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
	c.SetTexture(halves(t))
	if n := testing.AllocsPerRun(10, func() { c.Process(f) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// BenchmarkTexture is 720p with a face 300 pixels wide.
func BenchmarkTexture(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
	c.SetTexture(halves(b))
	benchFrames(b, func() {
		f.CopyFrom(src)
		c.Process(f)
	})
}
