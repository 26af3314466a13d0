package makeup

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func TestMakeupWithoutStrengthOrFaceLeavesBytes(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	for _, k := range Kinds() {
		if !pixeltest.Same(f, painted(f, []face.Face{fc}, only(k, Looks(k)[1], 0))) {
			t.Errorf("%v at 0 changed the frame", k)
		}
		if !pixeltest.Same(f, painted(f, nil, only(k, Look{}, 1))) {
			t.Errorf("%v without a face changed the frame", k)
		}
	}
}

func TestEveryFaceIsMadeUp(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	left, right := fc, fc
	for i := range fc.Points {
		left.Points[i].X -= 300
		right.Points[i].X += 300
	}
	both := painted(f, []face.Face{left, right}, only(Lips, Look{}, 1))
	for _, one := range []face.Face{left, right} {
		alone := painted(f, []face.Face{one}, only(Lips, Look{}, 1))
		for i := range alone.Y {
			if alone.Y[i] != f.Y[i] && both.Y[i] == f.Y[i] {
				t.Fatal("of two faces one was left out")
			}
		}
	}
}

func TestMakeupNeverWritesOutsideTheFrame(t *testing.T) {
	_, fc := pixeltest.LargeFace(t)
	nan := float32(math.NaN())
	for name, spoil := range map[string]func(p *face.Point, i int){
		"over the border": func(p *face.Point, _ int) { p.X, p.Y = p.X/4-60, p.Y/4-40 },
		"far away":        func(p *face.Point, _ int) { p.X, p.Y = p.X+1e7, p.Y-1e7 },
		"no numbers":      func(p *face.Point, i int) { p.X = nan },
		"some no numbers": func(p *face.Point, i int) {
			if i%7 == 3 {
				p.Y = nan
			}
		},
		"infinite": func(p *face.Point, i int) {
			if i%5 == 1 {
				p.X = float32(math.Inf(1))
			}
		},
		"one spot": func(p *face.Point, _ int) { *p = face.Point{X: 40, Y: 30} },
		"scattered": func(p *face.Point, i int) {
			p.X, p.Y = float32(i*7919%300)-80, float32(i*104729%300)-80
		},
		"huge": func(p *face.Point, _ int) { p.X, p.Y, p.Z = p.X*40-20000, p.Y*40-12000, p.Z*40 },
	} {
		bad := fc
		for i := range bad.Points {
			spoil(&bad.Points[i], i)
		}
		for _, wh := range append(pixeltest.Sizes, [2]int{181, 123}) {
			f := pixeltest.Noisy(wh[0], wh[1], 5)
			for form := range Form(forms) {
				out := painted(f, []face.Face{bad}, func(b *bag) {
					for _, k := range Kinds() {
						b.put(k, Custom(RGB{200, 30, 60}, form), 1)
					}
				})
				pixeltest.CheckPadding(t, name+" Y", out.Y, f.Y, f.YStride, wh[0])
				pixeltest.CheckPadding(t, name+" Cb", out.Cb, f.Cb, f.CStride, (wh[0]+1)/2)
				pixeltest.CheckPadding(t, name+" Cr", out.Cr, f.Cr, f.CStride, (wh[0]+1)/2)
			}
		}
	}
}

func TestMakeupKernelsAgree(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	small := pixeltest.Scaled(f, 321, 181)
	tiny := fc
	for i := range tiny.Points {
		p := &tiny.Points[i]
		p.X, p.Y, p.Z = p.X/4+60, p.Y/4-50, p.Z/4
	}
	for _, tc := range []struct {
		f  *media.Frame
		fc face.Face
	}{{f, fc}, {small, tiny}, {pixeltest.Noisy(127, 65, 3), tiny}} {
		var out [2]*media.Frame
		for i, k := range []kernels{defaultKernels(), goKernels()} {
			var b bag
			for _, kind := range Kinds() {
				b.put(kind, Looks(kind)[2], 0.8)
			}
			out[i] = pixeltest.Clone(tc.f)
			m := New()
			m.k = k
			b.paint(m, out[i], tc.fc)
		}
		if !pixeltest.Same(out[0], out[1]) {
			t.Errorf("%v: the kernels differ", tc.f.Rect)
		}
	}
}
