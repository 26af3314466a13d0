package sticker

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/motion/motiontest"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func TestDrapeKernelsAgree(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	pic := motiontest.OnlyLayer(t, `"anchor": "noseTip"`).Layers[0].Pictures[0]
	lights := [outline.MaxFaces]Light{{Cb: -20, Cr: 31, Skin: 70}}
	var out [2]*media.Frame
	for n, k := range []kernels{defaultKernels(), goKernels()} {
		dr := NewDrape()
		dr.k = k
		out[n] = pixeltest.Clone(f)
		var v pixel.Frame
		v.Of(out[n])
		dr.Apply(&v, pic, []face.Face{fc}, nil, &lights)
		pixeltest.CheckPadding(t, "Y", out[n].Y, f.Y, f.YStride, f.Width())
	}
	if !pixeltest.Same(out[0], out[1]) {
		t.Error("the kernels differ")
	}
	if pixeltest.Same(out[0], f) {
		t.Error("nothing is painted")
	}
}
