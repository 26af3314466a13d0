package beauty

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"onair/media"
)

func greyBehind() *Still { return evenStill(64, 36, color.Gray{Y: 128}) }

func TestTheGreenWallIsReplaced(t *testing.T) {
	for _, tc := range []struct {
		name string
		wall [3]float64
		key  color.Color
	}{
		{"green, found", greenery, nil},
		{"pale green, found", [3]float64{150, 106, 96}, nil},
		{"blue, found", [3]float64{70, 190, 110}, nil},
		{"green, set", greenery, color.NRGBA{30, 200, 40, 255}},
		{"magenta, set", [3]float64{100, 190, 200}, color.NRGBA{200, 20, 210, 255}},
	} {
		f, alpha := scene(tc.wall)
		was := clone(f)
		c := NewChain()
		c.SetGreenScreen(greyBehind())
		c.SetGreenScreenKey(tc.key)
		c.Process(f)
		in, out, edge := judge(f, was, alpha, 126)
		t.Logf("%s: luma off by %.2f inside (at most %.0f), %.2f outside (%.0f), %.2f at the edge (%.0f)",
			tc.name, in.mean(), in.worst, out.mean(), out.worst, edge.mean(), edge.worst)
		if in.worst > 2 || out.worst > 2 || edge.mean() > 3 {
			t.Errorf("%s: person or picture are not what they should be", tc.name)
		}
	}
}

func TestUnevenLightAndNoiseOnTheWall(t *testing.T) {
	f, _ := scene(greenery)
	rnd := rand.New(rand.NewPCG(4, 4))
	for y := range sceneH {
		for x := range sceneW {
			i := y*f.YStride + x
			if fromEdge(x, y) > 4 { // from three quarters of the light to full
				k := 0.75 + 0.25*float64(x)/sceneW
				f.Y[i] = byteOf(int32(16 + (float64(f.Y[i])-16)*k + rnd.NormFloat64()*3))
				if x%2 == 0 && y%2 == 0 {
					j := y/2*f.CStride + x/2
					f.Cb[j] = byteOf(int32(128 + (float64(f.Cb[j])-128)*k + rnd.NormFloat64()*3))
					f.Cr[j] = byteOf(int32(128 + (float64(f.Cr[j])-128)*k + rnd.NormFloat64()*3))
				}
			}
		}
	}
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(f)
	var out errors3
	for y := range sceneH {
		for x := range sceneW {
			if fromEdge(x, y) > 10 {
				out.add(float64(f.Y[y*f.YStride+x]) - 126)
			}
		}
	}
	if out.mean() > 0.5 || out.worst > 8 {
		t.Errorf("the wall shows through: %.2f levels in the mean, %.0f at most", out.mean(), out.worst)
	}
}

func TestGreenLightOnThePersonIsTakenOff(t *testing.T) {
	lit := func(spill float32) (cb, cr float64) {
		f, _ := discScene(sceneW, sceneH, sceneX, sceneY, sceneR, [3]float64{160, 118, 116}, greenery)
		c := NewChain()
		c.SetGreenScreen(greyBehind())
		if _, err := c.Set("screen.spill", spill); err != nil {
			t.Fatal(err)
		}
		c.Process(f)
		i := sceneH/4*f.CStride + sceneW/4
		return float64(f.Cb[i]), float64(f.Cr[i])
	}
	b0, r0 := lit(0)
	b1, r1 := lit(1)
	was, is := math.Hypot(b0-128, r0-128), math.Hypot(b1-128, r1-128)
	t.Logf("the tint of grey in green light falls from %.1f to %.1f", was, is)
	if is > 0.3*was {
		t.Error("green light stays on the person")
	}
}

func TestSkinAndClothesKeepTheirColour(t *testing.T) {
	f := loadFrame(t, "testdata/astronaut.png")
	g := clone(f)
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.SetGreenScreenKey(color.NRGBA{20, 180, 40, 255})
	c.Process(g)
	for name, at := range map[string][2]int{"forehead": {210, 85}, "cheek": {200, 140}, "suit": {100, 420}, "flag": {50, 200}} {
		i, j := at[1]*f.YStride+at[0], at[1]/2*f.CStride+at[0]/2
		d := max(math.Abs(float64(f.Y[i])-float64(g.Y[i])), math.Abs(float64(f.Cb[j])-float64(g.Cb[j])), math.Abs(float64(f.Cr[j])-float64(g.Cr[j])))
		if d > 3 {
			t.Errorf("%s differs by %.0f levels", name, d)
		}
	}
}

func TestWithoutAWallThePictureStays(t *testing.T) {
	f := loadFrame(t, "testdata/astronaut.png")
	g := clone(f)
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(g)
	if !same(f, g) {
		t.Error("there is no green wall, yet the picture changed")
	}
	wall, _ := scene(greenery)
	g = clone(wall)
	c = NewChain()
	c.SetGreenScreen(&lateBackdrop{1, greyBehind()})
	c.Process(g)
	if !same(wall, g) {
		t.Error("the backdrop has no picture yet, and the frame changed")
	}
	c.SetGreenScreen(nil)
	c.Process(g)
	if !same(wall, g) {
		t.Error("switched off, and the frame changed")
	}
}

func TestTheKeyStaysWhenTheWallIsCovered(t *testing.T) {
	wall, _ := scene(greenery)
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(clone(wall))
	// A strip of wall is left, too little to be found.
	f := clone(wall)
	for y := range sceneH {
		for x := 8; x < sceneW; x++ {
			f.Y[y*f.YStride+x] = 90
			f.Cb[y/2*f.CStride+x/2], f.Cr[y/2*f.CStride+x/2] = 120, 140
		}
	}
	for range 2 * keyEvery {
		g := clone(f)
		c.Process(g)
		if v := g.Y[180*g.YStride+2]; v < 122 || v > 130 {
			t.Fatalf("what is left of the wall is %d, the picture is 126", v)
		}
	}
}

func TestTheKeyFoundIsSteady(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	var k keyFinder
	var first chromaKey
	clean, _ := scene(greenery)
	for i := range 12 * keyEvery {
		f := clone(clean)
		for j := range f.Cb {
			f.Cb[j] = byteOf(int32(f.Cb[j]) + int32(rnd.IntN(9)) - 4)
			f.Cr[j] = byteOf(int32(f.Cr[j]) + int32(rnd.IntN(9)) - 4)
		}
		var v frame
		v.of(f)
		key, ok := k.find(&v, chromaKey{})
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
	if d := math.Hypot(float64(first.cb)-(greenery[1]-128), float64(first.cr)-(greenery[2]-128)); d > 12 {
		t.Errorf("the key is %+v, the wall %v", first, greenery)
	}
}

// TestScreenParametersDoWhatTheySay turns each knob and sees the matte follow.
func TestScreenParametersDoWhatTheySay(t *testing.T) {
	person := func(id string, v float32) (sum float64) {
		f, _ := discScene(sceneW, sceneH, sceneX, sceneY, sceneR, [3]float64{160, 112, 108}, greenery)
		c := NewChain()
		c.SetGreenScreen(evenStill(64, 36, color.Black))
		c.SetGreenScreenKey(color.NRGBA{30, 200, 40, 255})
		if _, err := c.Set(id, v); err != nil {
			t.Fatal(err)
		}
		c.Process(f)
		return meanLuma(f)
	}
	if a, b := person("screen.similarity", 0.2), person("screen.similarity", 1); a <= b+1 {
		t.Errorf("more similarity keys out no more: mean luma %.1f and %.1f", a, b)
	}
	if a, b := person("screen.smoothness", 0), person("screen.smoothness", 1); a == b {
		t.Error("smoothness changes nothing")
	}
}

func meanLuma(f *media.Frame) float64 {
	s := 0
	for y := range f.Height() {
		for _, v := range f.Y[y*f.YStride:][:f.Width()] {
			s += int(v)
		}
	}
	return float64(s) / float64(f.Width()*f.Height())
}
