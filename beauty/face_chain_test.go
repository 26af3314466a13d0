package beauty

import (
	"fmt"
	"sync"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/shape"
	"onair/media"
)

// faceLevels are the parameters of reshape and retouch.
func faceLevels() []string {
	list := []string{"eyeLighten", "toothWhiten", "wrinkleRemove", "pouchRemove", "smileLinesRemove"}
	for _, s := range shape.Kinds {
		list = append(list, s.ID)
	}
	return list
}

func TestZeroLevelsLeaveAFaceAlone(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 640, 480) {
		c := seen(s.Face)
		for _, id := range faceLevels() {
			c.Set(id, 5)
		}
		c.Process(pixeltest.Clone(s.Frame))
		for _, id := range faceLevels() {
			c.Set(id, 0)
		}
		for choice := range 3 {
			c.SetFaceShape(shape.FaceShape(choice))
			f := pixeltest.Clone(s.Frame)
			c.Process(f)
			if !pixeltest.Same(f, s.Frame) {
				t.Errorf("%s: bytes changed with every level at 0", name)
			}
		}
	}
}

func TestWithoutAFaceNothingChanges(t *testing.T) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	for name, c := range map[string]*Chain{"no finder": NewChain(), "no face": seen()} {
		for _, id := range faceLevels() {
			c.Set(id, 9)
		}
		f := pixeltest.Clone(s.Frame)
		c.Process(f)
		if !pixeltest.Same(f, s.Frame) {
			t.Errorf("%s: the picture changed", name)
		}
		if n := c.FacesSeen(); n != 0 {
			t.Errorf("%s: %d faces seen", name, n)
		}
	}
}

// TestSixFacesAreSeenAtMost: the seventh, the smallest, is left out.
func TestSixFacesAreSeenAtMost(t *testing.T) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	c := seen(s.Face, s.Face, s.Face, s.Face, s.Face, s.Face, s.Face)
	c.Set("eyeScale", 3)
	c.Process(pixeltest.Clone(s.Frame))
	if n := c.FacesSeen(); n != outline.MaxFaces {
		t.Errorf("%d faces seen", n)
	}
}

// seen is a chain that sees these faces.
func seen(faces ...face.Face) *Chain {
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: faces})
	return c
}

func TestChainAsksForWhatItsFiltersNeed(t *testing.T) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	finder := &facetest.Finder{FaceList: []face.Face{s.Face}}
	c := NewChain()
	c.SetFinder(finder)
	c.SetWhiteness(0)
	c.Process(pixeltest.Clone(s.Frame))
	if w, n := finder.Wanted(), finder.Submitted(); w != 0 || n != 0 {
		t.Errorf("an idle chain wants %b and submitted %d pictures", w, n)
	}
	c.Set("eyeScale", 3)
	c.Process(pixeltest.Clone(s.Frame))
	c.Process(pixeltest.Clone(s.Frame))
	if w, n := finder.Wanted(), finder.Submitted(); w != face.WantFaces || n != 2 {
		t.Errorf("with large eyes it wants %b and submitted %d pictures", w, n)
	}
	if n := c.FacesSeen(); n != 1 {
		t.Errorf("%d faces seen", n)
	}
	c.Reset()
	c.Process(pixeltest.Clone(s.Frame))
	if w, n := finder.Wanted(), c.FacesSeen(); w != 0 || n != 0 {
		t.Errorf("after Reset it wants %b and sees %d faces", w, n)
	}
	c.Set("eyeScale", 3)
	c.SetFinder(nil)
	f := pixeltest.Clone(s.Frame)
	c.Process(f)
	if !pixeltest.Same(f, s.Frame) {
		t.Error("without a finder the face of the frame before is used")
	}
}

func TestOddFacesDoNoHarm(t *testing.T) {
	s := pixeltest.Sitters(t, 320, 240)["gocv-face"]
	for name, odd := range pixeltest.OddFaces(s.Face, 320, 240) {
		for _, wh := range [][2]int{{320, 240}, {319, 241}, {33, 31}, {3, 3}} {
			c := seen(odd, s.Face)
			for _, id := range faceLevels() {
				c.Set(id, 9)
			}
			c.SetSmooth(5)
			f := pixeltest.Noisy(wh[0], wh[1], 5)
			before := pixeltest.Clone(f)
			c.Process(f)
			pixeltest.CheckPadding(t, name, f.Y, before.Y, f.YStride, wh[0])
			pixeltest.CheckPadding(t, name, f.Cb, before.Cb, f.CStride, (wh[0]+1)/2)
			pixeltest.CheckPadding(t, name, f.Cr, before.Cr, f.CStride, (wh[0]+1)/2)
		}
	}
}

// TestSettersAndAFaceAtOnce is for the race detector.
func TestSettersAndAFaceAtOnce(t *testing.T) {
	s := pixeltest.Sitters(t, 160, 120)["gocv-face"]
	c := seen(s.Face)
	var wg sync.WaitGroup
	for i, id := range faceLevels() {
		wg.Go(func() {
			for n := range 20 {
				c.Set(id, float32((n+i)%10))
				c.SetFaceShape(shape.FaceShape(n % 3))
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			c.SetFinder(nil)
			c.FacesSeen()
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.Face}})
		}
	})
	for range 20 {
		c.Process(pixeltest.Clone(s.Frame))
	}
	wg.Wait()
	for i, id := range faceLevels() {
		if v, _ := c.Value(id); v != float32((19+i)%10) {
			t.Errorf("%s is %v", id, v)
		}
	}
}

func TestFaceFiltersDoNotAllocate(t *testing.T) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	c := seen(s.Face, pixeltest.Leant(s.Face, 0.3, 640, 480))
	everything(c)
	for _, id := range faceLevels() {
		c.Set(id, 9)
	}
	f := pixeltest.Clone(s.Frame)
	if n := testing.AllocsPerRun(10, func() { c.Process(f); c.work.shape.Shaped(c.work.faces) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// BenchmarkFace gives ms a frame for one face of about 300 pixels width at 720p
// and 450 at 1080p, each effect alone and all of them.
func BenchmarkFace(b *testing.B) {
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		s := pixeltest.Sitters(b, wh[0], wh[1]*118/100)["gocv-face"]
		for _, id := range append(faceLevels(), "reshape", "retouch", "both", "everything", "everything+makeup") {
			b.Run(fmt.Sprintf("%dp/%s", wh[1], id), func(b *testing.B) {
				c := NewChain()
				c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.Face}})
				benchSet(c, id)
				f := media.NewFrame(s.Frame.Width(), s.Frame.Height())
				f.CopyFrom(s.Frame)
				c.Process(f)
				benchFrames(b, func() {
					f.CopyFrom(s.Frame)
					c.Process(f)
				})
			})
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
		for _, kind := range makeup.Kinds() {
			if id == "everything+makeup" {
				c.SetMakeup(kind, makeup.Look{}, 0.5)
			}
		}
	default:
		all = []string{id}
	}
	for _, k := range all {
		c.Set(k, 5)
	}
}
