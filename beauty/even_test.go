package beauty

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// chromaAt is the mean of Cr over a square of a face.
func chromaAt(f *media.Frame, at outline.Point, half int) float64 {
	sum, n := 0.0, 0
	for y := int(at.Y)/2 - half; y <= int(at.Y)/2+half; y++ {
		for x := int(at.X)/2 - half; x <= int(at.X)/2+half; x++ {
			sum, n = sum+float64(f.Cr[y*f.CStride+x]), n+1
		}
	}
	return sum / float64(n)
}

// TestRednessIsEvened reddens one cheek: it comes back towards the other one, and lips
// stay as red as they are.
func TestRednessIsEvened(t *testing.T) {
	clean, who := pixeltest.LargeFace(t)
	red := pixeltest.Clone(clean)
	at := outline.Landmark(&who, 50)
	for y := range red.Height() / 2 {
		for x := range red.Width() / 2 {
			d := outline.Point{X: float32(2 * x), Y: float32(2 * y)}.Minus(at).Length() / (.12 * who.Width())
			red.Cr[y*red.CStride+x] += uint8(8 * math.Exp(-float64(d*d)))
		}
	}
	c := seen(who)
	c.SetEvenRedness(9)
	f := pixeltest.Clone(red)
	c.Process(f)
	was, is := chromaAt(red, at, 6)-chromaAt(clean, at, 6), chromaAt(f, at, 6)-chromaAt(clean, at, 6)
	t.Logf("a cheek %.1f levels too red is %.1f afterwards", was, is)
	if is > .5*was || is < -was {
		t.Errorf("a cheek %.1f levels too red is %.1f afterwards", was, is)
	}
	for i, k := range face.LipsOuter {
		p := outline.Landmark(&who, k).To(outline.Landmark(&who, face.LipsInner[i]), .5)
		if a, b := chromaAt(red, p, 0), chromaAt(f, p, 0); math.Abs(a-b) > 3 {
			t.Errorf("lips at point %d went from Cr %.0f to %.0f", k, a, b)
		}
	}
	mean := func(f *media.Frame) float64 {
		sum := 0.0
		for _, k := range []int{50, 280, 205, 425, 151} {
			sum += chromaAt(f, outline.Landmark(&who, k), 6) / 5
		}
		return sum
	}
	if a, b := mean(clean), mean(f); math.Abs(a-b) > 3 {
		t.Errorf("the face's redness went from %.1f to %.1f", a, b)
	}
}
