package beauty

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"onair/beauty/backdrop"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func greyBehind() *backdrop.Still { return evenStill(64, 36, color.Gray{Y: 128}) }

func TestTheGreenWallIsReplaced(t *testing.T) {
	for _, tc := range []struct {
		name string
		wall [3]float64
		key  color.Color
	}{
		{"green, found", pixeltest.Greenery, nil},
		{"pale green, found", [3]float64{150, 106, 96}, nil},
		{"blue, found", [3]float64{70, 190, 110}, nil},
		{"green, set", pixeltest.Greenery, color.NRGBA{30, 200, 40, 255}},
		{"magenta, set", [3]float64{100, 190, 200}, color.NRGBA{200, 20, 210, 255}},
	} {
		f, alpha := pixeltest.Scene(tc.wall)
		was := pixeltest.Clone(f)
		c := NewChain()
		c.SetGreenScreen(greyBehind())
		c.SetGreenScreenKey(tc.key)
		c.Process(f)
		in, out, edge := pixeltest.Judge(f, was, alpha, 126)
		t.Logf("%s: luma off by %.2f inside (at most %.0f), %.2f outside (%.0f), %.2f at the edge (%.0f)",
			tc.name, in.Mean(), in.Worst, out.Mean(), out.Worst, edge.Mean(), edge.Worst)
		if in.Worst > 2 || out.Worst > 2 || edge.Mean() > 3 {
			t.Errorf("%s: person or picture are not what they should be", tc.name)
		}
	}
}

func TestUnevenLightAndNoiseOnTheWall(t *testing.T) {
	f, _ := pixeltest.Scene(pixeltest.Greenery)
	rnd := rand.New(rand.NewPCG(4, 4))
	for y := range pixeltest.SceneH {
		for x := range pixeltest.SceneW {
			i := y*f.YStride + x
			if pixeltest.FromEdge(x, y) > 4 { // from three quarters of the light to full
				k := 0.75 + 0.25*float64(x)/pixeltest.SceneW
				f.Y[i] = pixel.Byte(int32(16 + (float64(f.Y[i])-16)*k + rnd.NormFloat64()*3))
				if x%2 == 0 && y%2 == 0 {
					j := y/2*f.CStride + x/2
					f.Cb[j] = pixel.Byte(int32(128 + (float64(f.Cb[j])-128)*k + rnd.NormFloat64()*3))
					f.Cr[j] = pixel.Byte(int32(128 + (float64(f.Cr[j])-128)*k + rnd.NormFloat64()*3))
				}
			}
		}
	}
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(f)
	var out pixeltest.Errors
	for y := range pixeltest.SceneH {
		for x := range pixeltest.SceneW {
			if pixeltest.FromEdge(x, y) > 10 {
				out.Add(float64(f.Y[y*f.YStride+x]) - 126)
			}
		}
	}
	if out.Mean() > 0.5 || out.Worst > 8 {
		t.Errorf("the wall shows through: %.2f levels in the mean, %.0f at most", out.Mean(), out.Worst)
	}
}

func TestGreenLightOnThePersonIsTakenOff(t *testing.T) {
	lit := func(spill float32) (cb, cr float64) {
		f, _ := pixeltest.DiscScene(pixeltest.SceneW, pixeltest.SceneH, pixeltest.SceneX, pixeltest.SceneY, pixeltest.SceneR, [3]float64{160, 118, 116}, pixeltest.Greenery)
		c := NewChain()
		c.SetGreenScreen(greyBehind())
		if _, err := c.Set("screen.spill", spill); err != nil {
			t.Fatal(err)
		}
		c.Process(f)
		i := pixeltest.SceneH/4*f.CStride + pixeltest.SceneW/4
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
	f := pixeltest.Load(t, "astronaut.png")
	g := pixeltest.Clone(f)
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
	f := pixeltest.Load(t, "astronaut.png")
	g := pixeltest.Clone(f)
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(g)
	if !pixeltest.Same(f, g) {
		t.Error("there is no green wall, yet the picture changed")
	}
	wall, _ := pixeltest.Scene(pixeltest.Greenery)
	g = pixeltest.Clone(wall)
	c = NewChain()
	c.SetGreenScreen(&lateBackdrop{1, greyBehind()})
	c.Process(g)
	if !pixeltest.Same(wall, g) {
		t.Error("the backdrop has no picture yet, and the frame changed")
	}
	c.SetGreenScreen(nil)
	c.Process(g)
	if !pixeltest.Same(wall, g) {
		t.Error("switched off, and the frame changed")
	}
}

func TestTheKeyStaysWhenTheWallIsCovered(t *testing.T) {
	wall, _ := pixeltest.Scene(pixeltest.Greenery)
	c := NewChain()
	c.SetGreenScreen(greyBehind())
	c.Process(pixeltest.Clone(wall))
	// A strip of wall is left, too little to be found.
	f := pixeltest.Clone(wall)
	for y := range pixeltest.SceneH {
		for x := 8; x < pixeltest.SceneW; x++ {
			f.Y[y*f.YStride+x] = 90
			f.Cb[y/2*f.CStride+x/2], f.Cr[y/2*f.CStride+x/2] = 120, 140
		}
	}
	for range 16 { // twice as long as until it is looked for again
		g := pixeltest.Clone(f)
		c.Process(g)
		if v := g.Y[180*g.YStride+2]; v < 122 || v > 130 {
			t.Fatalf("what is left of the wall is %d, the picture is 126", v)
		}
	}
}

// TestScreenParametersDoWhatTheySay turns each knob and sees the matte follow.
func TestScreenParametersDoWhatTheySay(t *testing.T) {
	person := func(id string, v float32) (sum float64) {
		f, _ := pixeltest.DiscScene(pixeltest.SceneW, pixeltest.SceneH, pixeltest.SceneX, pixeltest.SceneY, pixeltest.SceneR, [3]float64{160, 112, 108}, pixeltest.Greenery)
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
