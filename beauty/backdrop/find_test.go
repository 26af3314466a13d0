package backdrop

import (
	"math"
	"math/rand/v2"
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

func TestTheKeyFoundIsSteady(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	var k keyFinder
	var first Key
	clean, _ := pixeltest.Scene(pixeltest.Greenery)
	for i := range 12 * keyEvery {
		f := pixeltest.Clone(clean)
		for j := range f.Cb {
			f.Cb[j] = pixel.Byte(int32(f.Cb[j]) + int32(rnd.IntN(9)) - 4)
			f.Cr[j] = pixel.Byte(int32(f.Cr[j]) + int32(rnd.IntN(9)) - 4)
		}
		var v pixel.Frame
		v.Of(f)
		key, ok := k.find(&v, Key{})
		if !ok {
			t.Fatal("no key")
		}
		if i == 0 {
			first = key
		}
		if d := math.Hypot(float64(key.cb-first.cb), float64(key.cr-first.cr)); d > 2 {
			t.Fatalf("the key wanders by %.1f levels", d)
		}
	}
	if d := math.Hypot(float64(first.cb)-(pixeltest.Greenery[1]-128), float64(first.cr)-(pixeltest.Greenery[2]-128)); d > 12 {
		t.Errorf("the key is %+v, the wall %v", first, pixeltest.Greenery)
	}
}
