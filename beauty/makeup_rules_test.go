package beauty

import (
	"encoding/json"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

func TestMakeupWithoutStrengthOrFaceLeavesBytes(t *testing.T) {
	f, fc := largeFace(t)
	for _, k := range MakeupKinds() {
		if !same(f, madeUp(f, []face.Face{fc}, only(k, MakeupLooks(k)[1], 0))) {
			t.Errorf("%v at 0 changed the frame", k)
		}
		if !same(f, madeUp(f, nil, only(k, Look{}, 1))) {
			t.Errorf("%v without a face changed the frame", k)
		}
	}
}

func TestEveryFaceIsMadeUp(t *testing.T) {
	f, fc := largeFace(t)
	left, right := fc, fc
	for i := range fc.Points {
		left.Points[i].X -= 300
		right.Points[i].X += 300
	}
	both := madeUp(f, []face.Face{left, right}, only(MakeupLips, Look{}, 1))
	for _, one := range []face.Face{left, right} {
		alone := madeUp(f, []face.Face{one}, only(MakeupLips, Look{}, 1))
		for i := range alone.Y {
			if alone.Y[i] != f.Y[i] && both.Y[i] == f.Y[i] {
				t.Fatal("of two faces one was left out")
			}
		}
	}
}

func TestMakeupNeverWritesOutsideTheFrame(t *testing.T) {
	_, fc := largeFace(t)
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
		for _, wh := range append(sizes, [2]int{181, 123}) {
			f := noisy(wh[0], wh[1], 5)
			for form := range Form(forms) {
				out := madeUp(f, []face.Face{bad}, func(c *Chain) {
					for _, k := range MakeupKinds() {
						c.SetMakeup(k, CustomLook(RGB{200, 30, 60}, form), 1)
					}
				})
				checkPadding(t, name+" Y", out.Y, f.Y, f.YStride, wh[0])
				checkPadding(t, name+" Cb", out.Cb, f.Cb, f.CStride, (wh[0]+1)/2)
				checkPadding(t, name+" Cr", out.Cr, f.Cr, f.CStride, (wh[0]+1)/2)
			}
		}
	}
}

func TestMakeupKernelsAgree(t *testing.T) {
	f, fc := largeFace(t)
	small := scaled(f, 321, 181)
	tiny := fc
	for i := range tiny.Points {
		p := &tiny.Points[i]
		p.X, p.Y, p.Z = p.X/4+60, p.Y/4-50, p.Z/4
	}
	for _, tc := range []struct {
		f  *media.Frame
		fc face.Face
	}{{f, fc}, {small, tiny}, {noisy(127, 65, 3), tiny}} {
		var out [2]*media.Frame
		for i, k := range []kernels{defaultKernels(), goKernels()} {
			c := newChain(k)
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{tc.fc}})
			for _, kind := range MakeupKinds() {
				c.SetMakeup(kind, MakeupLooks(kind)[2], 0.8)
			}
			out[i] = clone(tc.f)
			c.Process(out[i])
		}
		if !same(out[0], out[1]) {
			t.Errorf("%v: the kernels differ", tc.f.Rect)
		}
	}
}

func TestMakeupDoesNotAllocate(t *testing.T) {
	f, fc := largeFace(t)
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
	for _, k := range MakeupKinds() {
		c.SetMakeup(k, Look{}, 0.5)
	}
	if n := testing.AllocsPerRun(10, func() { c.Process(f) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestSetMakeupTellsWhatItApplied(t *testing.T) {
	c := NewChain()
	for _, k := range MakeupKinds() {
		if got := c.SetMakeup(k, Look{}, 7); got != 1 {
			t.Errorf("%v: applied %v", k, got)
		}
		if l, v := c.Makeup(k); v != 1 || l != MakeupLooks(k)[0] {
			t.Errorf("%v is %+v, %v", k, l, v)
		}
		custom := CustomLook(RGB{1, 2, 3}, 99)
		c.SetMakeup(k, custom, 0.5)
		if l, v := c.Makeup(k); v != 0.5 || l.Name != "custom" || l.Form != FormPlain || l.Color != custom.Color {
			t.Errorf("%v is %+v, %v", k, l, v)
		}
		if v, err := c.Value(k.ParamID()); v != 0.5 || err != nil {
			t.Errorf("%s is %v, %v", k.ParamID(), v, err)
		}
		seen := map[string]bool{}
		for _, l := range MakeupLooks(k) {
			found, ok := LookNamed(k, l.Name)
			if seen[l.Name] || !ok || found != l || l.Color == (RGB{}) {
				t.Errorf("%v: preset %+v", k, l)
			}
			seen[l.Name] = true
			text, err := json.Marshal(l)
			var back Look
			if err != nil || json.Unmarshal(text, &back) != nil || back != l {
				t.Errorf("%v: %s came back as %+v", k, text, back)
			}
		}
		if n := len(MakeupLooks(k)); n < 3 || n > 6 {
			t.Errorf("%v has %d presets", k, n)
		}
	}
	if got := c.SetMakeup(MakeupKind(9), Look{}, 1); got != 0 {
		t.Errorf("an unknown kind applied %v", got)
	}
	c.Reset()
	for _, k := range MakeupKinds() {
		if l, v := c.Makeup(k); v != 0 || l != MakeupLooks(k)[0] {
			t.Errorf("%v is %+v, %v after Reset", k, l, v)
		}
	}
	var rgb RGB
	for _, bad := range []string{"", "#12345", "123456", "#12345g", "#1234567"} {
		if rgb.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for a colour", bad)
		}
	}
}
