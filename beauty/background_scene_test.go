package beauty

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// evenStill is a backdrop of one colour.
func evenStill(w, h int, c color.Color) *backdrop.Still {
	return backdrop.NewStill(pixeltest.Even(w, h, c))
}

func sceneFinder() *facetest.Finder {
	return &facetest.Finder{Mask: pixeltest.DiscMask(256, 144, pixeltest.SceneX, pixeltest.SceneY, pixeltest.SceneR)}
}

func TestAPictureGoesBehindThePerson(t *testing.T) {
	f, alpha := pixeltest.Scene(pixeltest.GreyWall)
	was := pixeltest.Clone(f)
	c := NewChain()
	c.SetFinder(sceneFinder())
	c.SetBackground(backdrop.Picture, evenStill(64, 36, color.Gray{Y: 128}))
	c.Process(f)
	in, out, edge := pixeltest.Judge(f, was, alpha, 126)
	t.Logf("luma off by %.2f inside (at most %.0f), %.2f outside (%.0f), %.2f at the edge (%.0f)",
		in.Mean(), in.Worst, out.Mean(), out.Worst, edge.Mean(), edge.Worst)
	if in.Worst > 3 || out.Worst > 3 || edge.Mean() > 4 {
		t.Error("the person or the picture is not what it was")
	}
}

// TestTheMaskIsFittedToTheEdges gives a mask that is a pixel of its own off.
func TestTheMaskIsFittedToTheEdges(t *testing.T) {
	for _, r := range []float64{pixeltest.SceneR - 0.004, pixeltest.SceneR + 0.004} {
		f, alpha := pixeltest.Scene(pixeltest.DarkWall)
		was := pixeltest.Clone(f)
		c := NewChain()
		c.SetFinder(&facetest.Finder{Mask: pixeltest.DiscMask(256, 144, pixeltest.SceneX, pixeltest.SceneY, r)})
		c.SetBackground(backdrop.Picture, evenStill(64, 36, color.Gray{Y: 128}))
		c.Process(f)
		_, _, edge := pixeltest.Judge(f, was, alpha, 126)
		t.Logf("mask %+.1f pixels: luma off by %.2f at the edge", (r-pixeltest.SceneR)*pixeltest.SceneW, edge.Mean())
		if edge.Mean() > 4 {
			t.Error("the edge of the person is not found")
		}
	}
}

func TestThePersonDoesNotBleedIntoTheBlur(t *testing.T) {
	for _, strength := range []float32{0, 0.5, 1} {
		f, _ := pixeltest.Scene(pixeltest.DarkWall)
		was := pixeltest.Clone(f)
		c := NewChain()
		c.SetFinder(sceneFinder())
		c.SetBackground(backdrop.Blur, nil)
		c.SetBackgroundBlur(strength)
		c.Process(f)
		var out, in pixeltest.Errors
		for y := range pixeltest.SceneH {
			for x := range pixeltest.SceneW {
				i := y*f.YStride + x
				switch d := pixeltest.FromEdge(x, y); {
				case d > 6:
					out.Add(float64(f.Y[i]) - (pixeltest.DarkWall[0] + 8*float64(x)/pixeltest.SceneW))
				case d < -6:
					in.Add(float64(f.Y[i]) - float64(was.Y[i]))
				}
			}
		}
		t.Logf("strength %v: wall off by %.2f (at most %.0f), person by %.2f (%.0f)", strength, out.Mean(), out.Worst, in.Mean(), in.Worst)
		if out.Worst > 6 || in.Worst > 2 {
			t.Error("person and wall run into each other")
		}
	}
}

func TestBlurGrowsWithItsStrength(t *testing.T) {
	last := math.Inf(1)
	for _, strength := range []float32{0, 0.25, 0.5, 0.75, 1} {
		f := pixeltest.Noisy(pixeltest.SceneW, pixeltest.SceneH, 0)
		c := NewChain()
		c.SetFinder(sceneFinder())
		c.SetBackground(backdrop.Blur, nil)
		if got := c.SetBackgroundBlur(strength); got != strength {
			t.Fatalf("applied %v", got)
		}
		c.Process(f)
		var dev pixeltest.Errors
		for y := range 60 {
			for x := range pixeltest.SceneW {
				dev.Add(float64(f.Y[y*f.YStride+x]) - 127.5)
			}
		}
		if dev.Mean() >= last {
			t.Errorf("strength %v leaves %.2f, the one before %.2f", strength, dev.Mean(), last)
		}
		last = dev.Mean()
	}
}

func TestAStillPictureDoesNotFlicker(t *testing.T) {
	// The mask trembles by a pixel of its own from frame to frame, the camera
	// has noise; what is seen at the edge trembles little more than the noise.
	finder := sceneFinder()
	still, _ := pixeltest.Scene(pixeltest.GreyWall)
	rnd := rand.New(rand.NewPCG(1, 2))
	c := NewChain()
	c.SetFinder(finder)
	c.SetBackground(backdrop.Picture, evenStill(64, 36, color.Gray{Y: 128}))
	var last *media.Frame
	var steps, noise pixeltest.Errors
	for i := range 24 {
		finder.Mask = pixeltest.DiscMask(256, 144, pixeltest.SceneX+(rnd.Float64()-0.5)/128, pixeltest.SceneY+(rnd.Float64()-0.5)/128, pixeltest.SceneR+(rnd.Float64()-0.5)/200)
		f := pixeltest.Clone(still)
		for k := range f.Y {
			f.Y[k] = pixel.Byte(int32(math.Round(float64(f.Y[k]) + rnd.NormFloat64()*2)))
		}
		in := pixeltest.Clone(f)
		c.Process(f)
		if i > 8 {
			for y := range pixeltest.SceneH {
				for x := range pixeltest.SceneW {
					if d := pixeltest.FromEdge(x, y); d > -5 && d < 5 {
						k := y*f.YStride + x
						steps.Add(float64(f.Y[k]) - float64(last.Y[k]))
						noise.Add(float64(in.Y[k]) - float64(still.Y[k]))
					}
				}
			}
		}
		last = f
	}
	t.Logf("from frame to frame the edge changes by %.2f levels; the camera's noise is %.2f", steps.Mean(), noise.Mean())
	if steps.Mean() > 2.2*noise.Mean() {
		t.Error("the edge flickers")
	}
}

func TestACutLeavesNoGhost(t *testing.T) {
	finder := sceneFinder()
	c := NewChain()
	c.SetFinder(finder)
	c.SetBackground(backdrop.Picture, evenStill(64, 36, color.Gray{Y: 128}))
	f, _ := pixeltest.Scene(pixeltest.DarkWall)
	for range 3 {
		c.Process(pixeltest.Clone(f))
	}
	// The person is gone from one frame to the next.
	empty := media.NewFrame(pixeltest.SceneW, pixeltest.SceneH)
	for i := range empty.Y {
		empty.Y[i] = byte(pixeltest.DarkWall[0])
	}
	for i := range empty.Cb {
		empty.Cb[i], empty.Cr[i] = byte(pixeltest.DarkWall[1]), byte(pixeltest.DarkWall[2])
	}
	finder.Mask = face.Mask{W: 256, H: 144, P: make([]uint8, 256*144)}
	var g *media.Frame
	for range 2 {
		g = pixeltest.Clone(empty)
		c.Process(g)
	}
	for y := range pixeltest.SceneH {
		for x := range pixeltest.SceneW {
			if v := g.Y[y*g.YStride+x]; v < 120 || v > 132 {
				t.Fatalf("at %d,%d there is %d still, the background is 126", x, y, v)
			}
		}
	}
}

func TestWithoutAMaskThePictureStays(t *testing.T) {
	f, _ := pixeltest.Scene(pixeltest.GreyWall)
	for name, finder := range map[string]face.Finder{
		"no finder": nil, "a finder that is unable": &unableFinder{},
		"a mask that is too short": &facetest.Finder{Mask: face.Mask{W: 9, H: 9, P: make([]uint8, 80)}},
		"a mask without a size":    &facetest.Finder{Mask: face.Mask{P: make([]uint8, 80)}},
	} {
		for _, mode := range []backdrop.Mode{backdrop.Blur, backdrop.Picture} {
			c := NewChain()
			c.SetFinder(finder)
			c.SetBackground(mode, evenStill(4, 4, color.White))
			g := pixeltest.Clone(f)
			c.Process(g)
			if !pixeltest.Same(f, g) {
				t.Errorf("%s, mode %v: the picture changed", name, mode)
			}
		}
	}
	c := NewChain()
	c.SetFinder(sceneFinder())
	if got := c.SetBackground(backdrop.Mode(9), nil); got != backdrop.None {
		t.Errorf("applied mode %v", got)
	}
	g := pixeltest.Clone(f)
	c.Process(g)
	if !pixeltest.Same(f, g) {
		t.Error("with no background chosen the picture changed")
	}
}

func TestTheRoomIsNotShownWhileTheFirstMaskIsAwaited(t *testing.T) {
	src := pixeltest.Noisy(pixeltest.SceneW, pixeltest.SceneH, 0)
	for _, mode := range []backdrop.Mode{backdrop.Blur, backdrop.Picture} {
		c := NewChain()
		c.SetFinder(&facetest.Finder{})
		c.SetBackground(mode, evenStill(4, 4, color.White))
		c.SetBackgroundBlur(0)
		f := pixeltest.Clone(src)
		c.Process(f)
		for i, v := range f.Y {
			if d := int(v) - 128; d < -16 || d > 16 {
				t.Fatalf("mode %v: at %d noise is %d still", mode, i, v)
			}
		}
		c.SetFinder(sceneFinder())
		c.Process(f)
		if y := f.Y[5*f.YStride+5]; mode == backdrop.Picture && y != 235 {
			t.Errorf("with a mask the wall is %d, not white", y)
		}
	}
}

// unableFinder has no networks.
type unableFinder struct{ facetest.Finder }

func (*unableFinder) Unable() bool { return true }

// lateBackdrop has no picture at first.
type lateBackdrop struct {
	after int
	still *backdrop.Still
}

func (b *lateBackdrop) Frame(at time.Time) *media.Frame {
	if b.after--; b.after >= 0 {
		return nil
	}
	return b.still.Frame(at)
}

func TestTheRoomIsNotShownWhileAPictureIsAwaited(t *testing.T) {
	f, _ := pixeltest.Scene(pixeltest.DarkWall)
	c := NewChain()
	c.SetFinder(sceneFinder())
	c.SetBackground(backdrop.Picture, &lateBackdrop{1, evenStill(64, 36, color.Gray{Y: 128})})
	blurred, want := pixeltest.Clone(f), pixeltest.Clone(f)
	c.Process(blurred)
	b := NewChain()
	b.SetFinder(sceneFinder())
	b.SetBackground(backdrop.Blur, nil)
	b.Process(want)
	if !pixeltest.Same(blurred, want) {
		t.Error("the first frame is not blurred")
	}
	c.Process(f)
	if v := f.Y[5*f.YStride+5]; v != 126 {
		t.Errorf("then the wall is %d, not the picture's 126", v)
	}
}

func TestBackgroundDoesNotAllocate(t *testing.T) {
	f, _ := pixeltest.Scene(pixeltest.Greenery)
	for _, bc := range backCases {
		c := NewChain()
		c.SetFinder(sceneFinder())
		bc.set(c)
		c.Process(f)
		if n := testing.AllocsPerRun(5, func() { c.Process(f) }); n > 0 {
			t.Errorf("%s: %v allocations a frame", bc.name, n)
		}
	}
}
