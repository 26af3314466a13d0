package beauty

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// faceLevels are the parameters of reshape and retouch.
func faceLevels() []string {
	list := []string{"eyeLighten", "toothWhiten", "wrinkleRemove", "pouchRemove", "smileLinesRemove"}
	for _, s := range shapes {
		list = append(list, s.id)
	}
	return list
}

func TestZeroLevelsLeaveAFaceAlone(t *testing.T) {
	for name, s := range sitters(t, 640, 480) {
		c := seen(s.face)
		for _, id := range faceLevels() {
			c.Set(id, 5)
		}
		c.Process(clone(s.frame))
		for _, id := range faceLevels() {
			c.Set(id, 0)
		}
		for choice := range faceShapes {
			c.SetFaceShape(FaceShape(choice))
			f := clone(s.frame)
			c.Process(f)
			if !same(f, s.frame) {
				t.Errorf("%s: bytes changed with every level at 0", name)
			}
		}
	}
}

func TestWithoutAFaceNothingChanges(t *testing.T) {
	s := sitters(t, 640, 480)["gocv-face"]
	for name, c := range map[string]*Chain{"no finder": NewChain(), "no face": seen()} {
		for _, id := range faceLevels() {
			c.Set(id, 9)
		}
		f := clone(s.frame)
		c.Process(f)
		if !same(f, s.frame) {
			t.Errorf("%s: the picture changed", name)
		}
		if n := c.FacesSeen(); n != 0 {
			t.Errorf("%s: %d faces seen", name, n)
		}
	}
}

func TestChainAsksForWhatItsFiltersNeed(t *testing.T) {
	s := sitters(t, 640, 480)["gocv-face"]
	finder := &facetest.Finder{FaceList: []face.Face{s.face}}
	c := NewChain()
	c.SetFinder(finder)
	c.SetWhiteness(0)
	c.Process(clone(s.frame))
	if w, n := finder.Wanted(), finder.Submitted(); w != 0 || n != 0 {
		t.Errorf("an idle chain wants %b and submitted %d pictures", w, n)
	}
	c.Set("eyeScale", 3)
	c.Process(clone(s.frame))
	c.Process(clone(s.frame))
	if w, n := finder.Wanted(), finder.Submitted(); w != face.WantFaces || n != 2 {
		t.Errorf("with large eyes it wants %b and submitted %d pictures", w, n)
	}
	if n := c.FacesSeen(); n != 1 {
		t.Errorf("%d faces seen", n)
	}
	c.Reset()
	c.Process(clone(s.frame))
	if w, n := finder.Wanted(), c.FacesSeen(); w != 0 || n != 0 {
		t.Errorf("after Reset it wants %b and sees %d faces", w, n)
	}
	c.Set("eyeScale", 3)
	c.SetFinder(nil)
	f := clone(s.frame)
	c.Process(f)
	if !same(f, s.frame) {
		t.Error("without a finder the face of the frame before is used")
	}
}

// oddFaces are faces as they should not be and sometimes are.
func oddFaces(f face.Face, w, h float32) map[string]face.Face {
	edit := func(each func(p face.Point) face.Point) face.Face {
		out := f
		for i, p := range f.Points {
			out.Points[i] = each(p)
		}
		return out
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	return map[string]face.Face{
		"one point":     edit(func(face.Point) face.Point { return face.Point{X: 40, Y: 40} }),
		"half outside":  edit(func(p face.Point) face.Point { return face.Point{X: p.X - w/2, Y: p.Y - h/3, Z: p.Z} }),
		"right, below":  edit(func(p face.Point) face.Point { return face.Point{X: p.X + w/2, Y: p.Y + h/3, Z: p.Z} }),
		"far outside":   edit(func(p face.Point) face.Point { return face.Point{X: p.X + 9*w, Y: p.Y - 9*h, Z: p.Z} }),
		"upside down":   edit(func(p face.Point) face.Point { return face.Point{X: w - p.X, Y: h - p.Y, Z: p.Z} }),
		"on its side":   edit(func(p face.Point) face.Point { return face.Point{X: p.Y, Y: w - p.X, Z: p.Z} }),
		"inside out":    edit(func(p face.Point) face.Point { return face.Point{X: w - p.X, Y: p.Y, Z: p.Z} }),
		"a line":        edit(func(p face.Point) face.Point { return face.Point{X: p.X, Y: 50} }),
		"huge":          edit(func(p face.Point) face.Point { return face.Point{X: (p.X - w/2) * 8, Y: (p.Y - h/2) * 8, Z: p.Z} }),
		"tiny":          edit(func(p face.Point) face.Point { return face.Point{X: w/2 + p.X/40, Y: h/2 + p.Y/40, Z: p.Z / 40} }),
		"not a number":  edit(func(p face.Point) face.Point { return face.Point{X: nan, Y: p.Y, Z: p.Z} }),
		"no end":        edit(func(p face.Point) face.Point { return face.Point{X: p.X, Y: inf, Z: -inf} }),
		"out of bounds": edit(func(p face.Point) face.Point { return face.Point{X: 1e30 * (p.X - w/2), Y: -1e30 * p.Y, Z: p.Z} }),
	}
}

func TestOddFacesDoNoHarm(t *testing.T) {
	s := sitters(t, 320, 240)["gocv-face"]
	for name, odd := range oddFaces(s.face, 320, 240) {
		for _, wh := range [][2]int{{320, 240}, {319, 241}, {33, 31}, {3, 3}} {
			c := seen(odd, s.face)
			for _, id := range faceLevels() {
				c.Set(id, 9)
			}
			c.SetSmooth(5)
			f := noisy(wh[0], wh[1], 5)
			before := clone(f)
			c.Process(f)
			checkPadding(t, name, f.Y, before.Y, f.YStride, wh[0])
			checkPadding(t, name, f.Cb, before.Cb, f.CStride, (wh[0]+1)/2)
			checkPadding(t, name, f.Cr, before.Cr, f.CStride, (wh[0]+1)/2)
		}
	}
}

// TestFaceKernelsAgreeWithTheReference is TestKernelsAgreeWithTheReference for
// what needs a face.
func TestFaceKernelsAgreeWithTheReference(t *testing.T) {
	for _, wh := range [][2]int{{640, 480}, {319, 241}} {
		for name, s := range sitters(t, wh[0], wh[1]) {
			for _, id := range append(faceLevels(), "all") {
				a, b := newChain(defaultKernels()), newChain(goKernels())
				for _, c := range []*Chain{a, b} {
					c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.face}})
					for _, k := range faceLevels() {
						if k == id || id == "all" {
							c.Set(k, 9)
						}
					}
				}
				got, want := clone(s.frame), clone(s.frame)
				a.Process(got)
				b.Process(want)
				for p, pair := range map[string][2][]byte{"Y": {got.Y, want.Y}, "Cb": {got.Cb, want.Cb}, "Cr": {got.Cr, want.Cr}} {
					if d := farthest(pair[0], pair[1]); d > 0 {
						t.Errorf("%s %v, %s: %s differs by %d levels", name, wh, id, p, d)
					}
				}
			}
		}
	}
}

// TestSettersAndAFaceAtOnce is for the race detector.
func TestSettersAndAFaceAtOnce(t *testing.T) {
	s := sitters(t, 160, 120)["gocv-face"]
	c := seen(s.face)
	var wg sync.WaitGroup
	for i, id := range faceLevels() {
		wg.Go(func() {
			for n := range 20 {
				c.Set(id, float32((n+i)%10))
				c.SetFaceShape(FaceShape(n % 3))
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			c.SetFinder(nil)
			c.FacesSeen()
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.face}})
		}
	})
	for range 20 {
		c.Process(clone(s.frame))
	}
	wg.Wait()
	for i, id := range faceLevels() {
		if v, _ := c.Value(id); v != float32((19+i)%10) {
			t.Errorf("%s is %v", id, v)
		}
	}
}

func TestFaceFiltersDoNotAllocate(t *testing.T) {
	s := sitters(t, 640, 480)["gocv-face"]
	c := seen(s.face, leant(s.face, 0.3, 640, 480))
	everything(c)
	for _, id := range faceLevels() {
		c.Set(id, 9)
	}
	f := clone(s.frame)
	if n := testing.AllocsPerRun(10, func() { c.Process(f); c.work.shaped() }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// BenchmarkFace gives ms a frame for one face of about 300 pixels width at 720p
// and 450 at 1080p, each effect alone and all of them.
func BenchmarkFace(b *testing.B) {
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		s := sitters(b, wh[0], wh[1]*118/100)["gocv-face"]
		for name, k := range kernelSets() {
			for _, id := range append(faceLevels(), "reshape", "retouch", "both", "everything", "everything+makeup") {
				b.Run(fmt.Sprintf("%dp/%s/%s", wh[1], name, id), func(b *testing.B) {
					c := newChain(k)
					c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.face}})
					benchSet(c, id)
					f := media.NewFrame(s.frame.Width(), s.frame.Height())
					f.CopyFrom(s.frame)
					c.Process(f)
					benchFrames(b, func() {
						f.CopyFrom(s.frame)
						c.Process(f)
					})
				})
			}
		}
	}
}

func benchSet(c *Chain, id string) {
	all := faceLevels()
	switch id {
	case "retouch":
		all = all[:5]
	case "reshape":
		all = all[5:]
	case "both":
	case "everything", "everything+makeup":
		c.SetSmooth(6)
		c.SetWhiteness(5)
		c.SetRuddy(5)
		for _, kind := range MakeupKinds() {
			if id == "everything+makeup" {
				c.SetMakeup(kind, Look{}, 0.5)
			}
		}
	default:
		all = []string{id}
	}
	for _, k := range all {
		c.Set(k, 5)
	}
}
