package sticker

import (
	"testing"
	"time"

	art "onair/assets/stickers"
	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

var begin = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func TestStickerKernelsAgree(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	small := fc
	for i := range small.Points {
		p := &small.Points[i]
		p.X, p.Y, p.Z = p.X/4-80, p.Y/4-40, p.Z/4
	}
	aside := fc // half a profile
	for i := range aside.Points {
		p := &aside.Points[i]
		p.X, p.Z = fc.Points[1].X+(p.X-fc.Points[1].X)*0.7-p.Z*0.7, (p.X-fc.Points[1].X)*0.7+p.Z*0.7
	}
	behind := motiontest.OnlyLayer(t, `"anchor": "faceMiddle", "width": 2.1, "depth": "behind", "opacity": 0.7`)
	templates := []*motion.Template{behind}
	for _, name := range art.Names() {
		templates = append(templates, motiontest.Shipped(t, name))
	}
	for i, tm := range templates {
		for _, tc := range []struct {
			f  *media.Frame
			fc face.Face
		}{{f, fc}, {f, aside}, {pixeltest.Noisy(127, 65, 3), small}, {pixeltest.Noisy(66, 50, 0), small}, {pixeltest.Noisy(3, 1, 2), small}} {
			var out [2]*media.Frame
			for n, k := range []kernels{defaultKernels(), goKernels()} {
				st := New()
				st.k = k
				st.NoteGesture("heart", begin)
				faces := []face.Face{tc.fc}
				for step := range 3 {
					out[n] = pixeltest.Clone(tc.f)
					var v pixel.Frame
					v.Of(out[n])
					st.Apply(&v, begin.Add(time.Duration(step)*700*time.Millisecond), tm, false, 1, faces, faces, Over{})
				}
				pixeltest.CheckPadding(t, "Y", out[n].Y, tc.f.Y, tc.f.YStride, tc.f.Width())
				pixeltest.CheckPadding(t, "Cb", out[n].Cb, tc.f.Cb, tc.f.CStride, (tc.f.Width()+1)/2)
			}
			if !pixeltest.Same(out[0], out[1]) {
				t.Errorf("template %d on %v: the kernels differ", i, tc.f.Rect)
			}
		}
	}
}
