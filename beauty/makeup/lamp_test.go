package makeup

import (
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// TestLampIsToldBySkin adds a lamp's colour to a face: what is told moves by most of it.
func TestLampIsToldBySkin(t *testing.T) {
	clean, who := pixeltest.LargeFace(t)
	var v pixel.Frame
	v.Of(clean)
	before := lampOf(&v, &who, nil)
	for name, by := range map[string]lamp{"warm": {cb: -30, cr: 15}, "cold": {cb: 14, cr: -9}, "magenta": {cb: 24, cr: 34}, "green": {cb: -15, cr: -20}} {
		f := pixeltest.Clone(clean)
		for y := range f.Height() / 2 {
			for x := range f.Width() / 2 {
				bright := (float32(f.Y[2*y*f.YStride+2*x]) - 16) / 219
				i := y*f.CStride + x
				f.Cb[i] = pixel.Byte(int32(float32(f.Cb[i]) + by.cb*bright + .5))
				f.Cr[i] = pixel.Byte(int32(float32(f.Cr[i]) + by.cr*bright + .5))
			}
		}
		v.Of(f)
		got := lampOf(&v, &who, nil)
		got.cb, got.cr = got.cb-before.cb, got.cr-before.cr
		for _, k := range [][2]float32{{got.cb, by.cb}, {got.cr, by.cr}} {
			if share := k[0] / k[1]; share < .5 || share > 1.2 {
				t.Errorf("%s: %v is told as %v", name, by, got)
			}
		}
	}
	if before.cb < -20 || before.cb > 20 || before.cr < -20 || before.cr > 20 {
		t.Errorf("a face in usual light is lit by %v", before)
	}
}
