package skin

import (
	"fmt"
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// stage is skin with the cells it goes by.
type stage struct {
	cells pixel.Cells
	skin  *Skin
	view  pixel.Frame
}

func newStage(k kernels) *stage {
	s := new(stage)
	s.skin = New(&s.cells, nil)
	s.skin.k = k
	return s
}

// show begins another frame.
func (s *stage) show(f *media.Frame) *pixel.Frame {
	s.view.Of(f)
	s.cells.Begin(&s.view)
	s.skin.Begin(nil, nil)
	return &s.view
}

// TestSkinKernelsAgreeWithTheReference runs the C kernels against the plain Go
// ones, effect by effect, over two frames each.
func TestSkinKernelsAgreeWithTheReference(t *testing.T) {
	face := pixeltest.Load(t, "gocv-face.jpg")
	frames := []*media.Frame{face, pixeltest.Scaled(face, 321, 243)}
	for _, wh := range pixeltest.Sizes {
		frames = append(frames, pixeltest.Noisy(wh[0], wh[1], 5))
	}
	for name, do := range map[string]func(s *Skin, f *pixel.Frame){
		"smooth":           func(s *Skin, f *pixel.Frame) { s.Smooth(f, StyleSmooth, 6.0/9) },
		"nature":           func(s *Skin, f *pixel.Frame) { s.Smooth(f, StyleNature, 1) },
		"pitu":             func(s *Skin, f *pixel.Frame) { s.Smooth(f, StylePitu, 4.0/9) },
		"smooth+sharpness": func(s *Skin, f *pixel.Frame) { s.Smooth(f, StyleSmooth, 6.0/9); s.Sharpen(f, 6.0/9) },
		"whiteness":        func(s *Skin, f *pixel.Frame) { s.Whiten(f, ToneLight, 5.0/9) },
		"even":             func(s *Skin, f *pixel.Frame) { s.Even(f, .6, 1) },
		"ruddy":            func(s *Skin, f *pixel.Frame) { s.Redden(f, 5.0/9) },
		"all": func(s *Skin, f *pixel.Frame) {
			s.Smooth(f, StyleSmooth, 1)
			s.Sharpen(f, 1)
			s.Whiten(f, ToneTan, 1)
			s.Redden(f, 1)
		},
	} {
		for _, f := range frames {
			a, b := newStage(defaultKernels()), newStage(goKernels())
			for range 2 {
				got, want := pixeltest.Clone(f), pixeltest.Clone(f)
				do(a.skin, a.show(got))
				do(b.skin, b.show(want))
				for p, pair := range map[string][2][]byte{"Y": {got.Y, want.Y}, "Cb": {got.Cb, want.Cb}, "Cr": {got.Cr, want.Cr}} {
					if d := pixeltest.Farthest(pair[0], pair[1]); d > 1 {
						t.Errorf("%s on %v: %s differs by %d levels", name, f.Rect, p, d)
					}
				}
			}
		}
	}
}

// BenchmarkSkinKernels shows where the time goes, 720p.
func BenchmarkSkinKernels(b *testing.B) {
	f := pixeltest.Scaled(pixeltest.Load(b, "astronaut.png"), 1280, 720)
	for name, k := range map[string]kernels{"default": defaultKernels(), "go": goKernels()} {
		st := newStage(k)
		v := st.show(f)
		st.skin.Smooth(v, StyleSmooth, 6.0/9)
		s, c := st.skin, &st.cells
		loops := []struct {
			name string
			run  func()
		}{
			{"skin", func() { k.skin(v, c.Sum, c.LW, c.LH, s.raw) }},
			{"weigh", func() { k.weigh(v, c.Sum, c.LW, c.LH, s.fit.tables, &s.where, s.raw) }},
			{"products", func() { k.products(c.Sum, s.raw, s.cA, s.cB, s.cC, s.box.xy) }},
			{"slant", func() { k.slant(&s.box, s.cA, s.cB, 4, 6) }},
			{"guided", func() { k.guided(c.Sum, s.box.xx, s.box.yy, s.soft, 4) }},
			{"boxSum4", func() { k.boxSum(c.Sq, s.box.sq, s.part.tmp[0], c.LW, c.LH, 4) }},
			{"guide", func() { s.guide(s.raw, s.soft) }},
			{"settle", func() { k.settle(s.mask, s.soft) }},
			{"boxSum", func() { k.boxSum(c.Sq, s.box.sq, s.part.tmp[0], c.LW, c.LH, 3) }},
			{"slopes", func() { k.slopes(c.Sum, s.cA, s.cB, s.cC, c.LW, c.LH) }},
			{"flatness", func() { k.flatness(&s.box, s.cA, s.cB, c.LW, c.LH, limits{3, 100, 10}) }},
			{"combine", func() { k.combine(s.box.xx, s.box.yy, c.Sum, s.mask, s.gain, s.bias, 49, 1, 1) }},
			{"linear", func() { k.linear(&v.Y, s.gain, s.bias, c.LW, c.LH, pixel.Cell, c.Rows, 0, v.Y.H) }},
			{"sharpen", func() { k.sharpen(&v.Y, s.mask, c.LW, c.LH, 99, -90, c.Rows) }},
			{"lift", func() { k.lift(&v.Y, s.mask, c.LW, c.LH, tone{1000, -2, 72, 184}, c.Rows, 0, v.Y.H) }},
			{"tint", func() { k.tint(&v.Cb, s.mask, c.LW, c.LH, tint{-8, -30, 0}, c.Rows, 0, v.Cb.H) }},
		}
		for _, l := range loops {
			b.Run(fmt.Sprintf("%s/%s", name, l.name), func(b *testing.B) {
				for b.Loop() {
					l.run()
				}
			})
		}
	}
}
