package beauty

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// The scene most tests use: a person of skin colour before a grey-blue wall.
const (
	sceneW, sceneH         = 640, 360
	sceneX, sceneY, sceneR = 0.5, 0.5, 0.2
)

var (
	skinTone = [3]float64{150, 112, 148}
	greyWall = [3]float64{90, 134, 124}
	darkWall = [3]float64{40, 132, 126}
	greenery = [3]float64{130, 78, 72}
)

func scene(wall [3]float64) (*media.Frame, func(x, y int) float64) {
	return discScene(sceneW, sceneH, sceneX, sceneY, sceneR, skinTone, wall)
}

func sceneFinder() *facetest.Finder {
	return &facetest.Finder{Mask: discMask(256, 144, sceneX, sceneY, sceneR)}
}

// fromEdge is how far a luma pixel lies outside the scene's person.
func fromEdge(x, y int) float64 {
	return math.Hypot(float64(x)+0.5-sceneX*sceneW, float64(y)+0.5-sceneY*sceneH) - sceneR*sceneW
}

// errors3 gathers differences from what should be there.
type errors3 struct {
	sum, worst float64
	n          int
}

func (e *errors3) add(d float64) {
	d = math.Abs(d)
	e.sum, e.worst, e.n = e.sum+d, max(e.worst, d), e.n+1
}

func (e *errors3) mean() float64 { return e.sum / float64(max(e.n, 1)) }

// judge compares luma with a*person + (1-a)*now for the true a: inside, outside
// and within six pixels of the edge.
func judge(got, was *media.Frame, alpha func(x, y int) float64, now float64) (in, out, edge errors3) {
	for y := range sceneH {
		for x := range sceneW {
			d, a := fromEdge(x, y), alpha(x, y)
			person := float64(was.Y[y*was.YStride+x])
			if a < 1 {
				person = skinTone[0] + 6*math.Sin(float64(x)/5)*math.Cos(float64(y)/7)
			}
			off := float64(got.Y[y*got.YStride+x]) - (a*person + (1-a)*now)
			switch {
			case d < -10:
				in.add(off)
			case d > 10:
				out.add(off)
			default:
				edge.add(off)
			}
		}
	}
	return in, out, edge
}

func TestAPictureGoesBehindThePerson(t *testing.T) {
	f, alpha := scene(greyWall)
	was := clone(f)
	c := NewChain()
	c.SetFinder(sceneFinder())
	c.SetBackground(BackgroundPicture, evenStill(64, 36, color.Gray{Y: 128}))
	c.Process(f)
	in, out, edge := judge(f, was, alpha, 126)
	t.Logf("luma off by %.2f inside (at most %.0f), %.2f outside (%.0f), %.2f at the edge (%.0f)",
		in.mean(), in.worst, out.mean(), out.worst, edge.mean(), edge.worst)
	if in.worst > 3 || out.worst > 3 || edge.mean() > 4 {
		t.Error("the person or the picture is not what it was")
	}
}

// TestTheMaskIsFittedToTheEdges gives a mask that is a pixel of its own off.
func TestTheMaskIsFittedToTheEdges(t *testing.T) {
	for _, r := range []float64{sceneR - 0.004, sceneR + 0.004} {
		f, alpha := scene(darkWall)
		was := clone(f)
		c := NewChain()
		c.SetFinder(&facetest.Finder{Mask: discMask(256, 144, sceneX, sceneY, r)})
		c.SetBackground(BackgroundPicture, evenStill(64, 36, color.Gray{Y: 128}))
		c.Process(f)
		_, _, edge := judge(f, was, alpha, 126)
		t.Logf("mask %+.1f pixels: luma off by %.2f at the edge", (r-sceneR)*sceneW, edge.mean())
		if edge.mean() > 4 {
			t.Error("the edge of the person is not found")
		}
	}
}

func TestThePersonDoesNotBleedIntoTheBlur(t *testing.T) {
	for _, strength := range []float32{0, 0.5, 1} {
		f, _ := scene(darkWall)
		was := clone(f)
		c := NewChain()
		c.SetFinder(sceneFinder())
		c.SetBackground(BackgroundBlur, nil)
		c.SetBackgroundBlur(strength)
		c.Process(f)
		var out, in errors3
		for y := range sceneH {
			for x := range sceneW {
				i := y*f.YStride + x
				switch d := fromEdge(x, y); {
				case d > 6:
					out.add(float64(f.Y[i]) - (darkWall[0] + 8*float64(x)/sceneW))
				case d < -6:
					in.add(float64(f.Y[i]) - float64(was.Y[i]))
				}
			}
		}
		t.Logf("strength %v: wall off by %.2f (at most %.0f), person by %.2f (%.0f)", strength, out.mean(), out.worst, in.mean(), in.worst)
		if out.worst > 6 || in.worst > 2 {
			t.Error("person and wall run into each other")
		}
	}
}

func TestBlurGrowsWithItsStrength(t *testing.T) {
	last := math.Inf(1)
	for _, strength := range []float32{0, 0.25, 0.5, 0.75, 1} {
		f := noisy(sceneW, sceneH, 0)
		c := NewChain()
		c.SetFinder(sceneFinder())
		c.SetBackground(BackgroundBlur, nil)
		if got := c.SetBackgroundBlur(strength); got != strength {
			t.Fatalf("applied %v", got)
		}
		c.Process(f)
		var dev errors3
		for y := range 60 {
			for x := range sceneW {
				dev.add(float64(f.Y[y*f.YStride+x]) - 127.5)
			}
		}
		if dev.mean() >= last {
			t.Errorf("strength %v leaves %.2f, the one before %.2f", strength, dev.mean(), last)
		}
		last = dev.mean()
	}
}

func TestAStillPictureDoesNotFlicker(t *testing.T) {
	// The mask trembles by a pixel of its own from frame to frame, the camera
	// has noise; what is seen at the edge trembles little more than the noise.
	finder := sceneFinder()
	still, _ := scene(greyWall)
	rnd := rand.New(rand.NewPCG(1, 2))
	c := NewChain()
	c.SetFinder(finder)
	c.SetBackground(BackgroundPicture, evenStill(64, 36, color.Gray{Y: 128}))
	var last *media.Frame
	var steps, noise errors3
	for i := range 24 {
		finder.Mask = discMask(256, 144, sceneX+(rnd.Float64()-0.5)/128, sceneY+(rnd.Float64()-0.5)/128, sceneR+(rnd.Float64()-0.5)/200)
		f := clone(still)
		for k := range f.Y {
			f.Y[k] = byteOf(int32(math.Round(float64(f.Y[k]) + rnd.NormFloat64()*2)))
		}
		in := clone(f)
		c.Process(f)
		if i > 8 {
			for y := range sceneH {
				for x := range sceneW {
					if d := fromEdge(x, y); d > -5 && d < 5 {
						k := y*f.YStride + x
						steps.add(float64(f.Y[k]) - float64(last.Y[k]))
						noise.add(float64(in.Y[k]) - float64(still.Y[k]))
					}
				}
			}
		}
		last = f
	}
	t.Logf("from frame to frame the edge changes by %.2f levels; the camera's noise is %.2f", steps.mean(), noise.mean())
	if steps.mean() > 2.2*noise.mean() {
		t.Error("the edge flickers")
	}
}

func TestACutLeavesNoGhost(t *testing.T) {
	finder := sceneFinder()
	c := NewChain()
	c.SetFinder(finder)
	c.SetBackground(BackgroundPicture, evenStill(64, 36, color.Gray{Y: 128}))
	f, _ := scene(darkWall)
	for range 3 {
		c.Process(clone(f))
	}
	// The person is gone from one frame to the next.
	empty := media.NewFrame(sceneW, sceneH)
	for i := range empty.Y {
		empty.Y[i] = byte(darkWall[0])
	}
	for i := range empty.Cb {
		empty.Cb[i], empty.Cr[i] = byte(darkWall[1]), byte(darkWall[2])
	}
	finder.Mask = face.Mask{W: 256, H: 144, P: make([]uint8, 256*144)}
	var g *media.Frame
	for range 2 {
		g = clone(empty)
		c.Process(g)
	}
	for y := range sceneH {
		for x := range sceneW {
			if v := g.Y[y*g.YStride+x]; v < 120 || v > 132 {
				t.Fatalf("at %d,%d there is %d still, the background is 126", x, y, v)
			}
		}
	}
}

func TestWithoutAMaskThePictureStays(t *testing.T) {
	f, _ := scene(greyWall)
	for name, finder := range map[string]face.Finder{
		"no finder": nil, "no mask yet": &facetest.Finder{},
		"a mask that is too short": &facetest.Finder{Mask: face.Mask{W: 9, H: 9, P: make([]uint8, 80)}},
		"a mask without a size":    &facetest.Finder{Mask: face.Mask{P: make([]uint8, 80)}},
	} {
		for _, mode := range []BackgroundMode{BackgroundBlur, BackgroundPicture} {
			c := NewChain()
			c.SetFinder(finder)
			c.SetBackground(mode, evenStill(4, 4, color.White))
			g := clone(f)
			c.Process(g)
			if !same(f, g) {
				t.Errorf("%s, mode %v: the picture changed", name, mode)
			}
		}
	}
	c := NewChain()
	c.SetFinder(sceneFinder())
	if got := c.SetBackground(BackgroundMode(9), nil); got != BackgroundNone {
		t.Errorf("applied mode %v", got)
	}
	g := clone(f)
	c.Process(g)
	if !same(f, g) {
		t.Error("with no background chosen the picture changed")
	}
}

// lateBackdrop has no picture at first.
type lateBackdrop struct {
	after int
	still *Still
}

func (b *lateBackdrop) Frame(at time.Time) *media.Frame {
	if b.after--; b.after >= 0 {
		return nil
	}
	return b.still.Frame(at)
}

func TestTheRoomIsNotShownWhileAPictureIsAwaited(t *testing.T) {
	f, _ := scene(darkWall)
	c := NewChain()
	c.SetFinder(sceneFinder())
	c.SetBackground(BackgroundPicture, &lateBackdrop{1, evenStill(64, 36, color.Gray{Y: 128})})
	blurred, want := clone(f), clone(f)
	c.Process(blurred)
	b := NewChain()
	b.SetFinder(sceneFinder())
	b.SetBackground(BackgroundBlur, nil)
	b.Process(want)
	if !same(blurred, want) {
		t.Error("the first frame is not blurred")
	}
	c.Process(f)
	if v := f.Y[5*f.YStride+5]; v != 126 {
		t.Errorf("then the wall is %d, not the picture's 126", v)
	}
}

func TestBackgroundDoesNotAllocate(t *testing.T) {
	f, _ := scene(greenery)
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
