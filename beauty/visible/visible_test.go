package visible

import (
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// box fills what is within some widths of the face of a point of the mesh.
func box(f *media.Frame, who *face.Face, point int, across, down float32, y, cb, cr uint8) *media.Frame {
	g := pixeltest.Clone(f)
	c, w := who.Points[point], who.Width()
	for j := max(int(c.Y-down*w), 0); j < min(int(c.Y+down*w), f.Height()); j++ {
		for i := max(int(c.X-across*w), 0); i < min(int(c.X+across*w), f.Width()); i++ {
			g.Y[j*g.YStride+i] = y
			g.Cb[j/2*g.CStride+i/2], g.Cr[j/2*g.CStride+i/2] = cb, cr
		}
	}
	return g
}

func view(f *media.Frame) *pixel.Frame {
	v := new(pixel.Frame)
	v.Of(f)
	return v
}

var all = []Part{RightEye, LeftEye, RightBrow, LeftBrow, Lips, RightCheek, LeftCheek, Nose, Forehead, Chin}

// TestWhatCoversAPart covers the mouth and one eye: the others are seen.
func TestWhatCoversAPart(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	for _, c := range []struct {
		name   string
		frame  *media.Frame
		hidden []Part
	}{
		{"nothing", f, nil},
		{"a microphone", box(f, &who, 13, .3, .14, 34, 128, 128), []Part{Lips}},
		{"a white mask", box(f, &who, 13, .3, .2, 205, 128, 127), []Part{Lips}},
		{"a blue mask", box(f, &who, 13, .3, .2, 150, 146, 112), []Part{Lips}},
		{"something over an eye", box(f, &who, 159, .24, .2, 60, 120, 120), []Part{RightEye, RightBrow}},
	} {
		s := New()
		s.Look(view(c.frame), time.Time{}, []face.Face{who}, nil, nil)
		k := s.Of(who.ID)
		for _, p := range all {
			want := float32(1)
			for _, h := range c.hidden {
				if h == p {
					want = 0
				}
			}
			// What is beside it may be partly covered.
			if got := k.Part(p); got != want {
				t.Errorf("%s: part %d is seen to %v", c.name, p, got)
			}
		}
	}
}

// TestHandsAreNoFace lays a hand that the network sees over a face: its own colours say
// nothing of it.
func TestHandsAreNoFace(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	hand := facetest.Load(t, "../face/testdata/opencv-hand-open-palm.landmarks.json").HandIn(400, 300)
	c := who.Points[205]
	for i := range hand.Points {
		hand.Points[i].X += c.X - 140
		hand.Points[i].Y += c.Y - 150
	}
	s := New()
	s.Look(view(f), time.Time{}, []face.Face{who}, []face.Hand{hand}, nil)
	k := s.Of(who.ID)
	for i, p := range hand.Points {
		if got := k.At(outline.Point{X: p.X, Y: p.Y}); got > .05 && inOval(&who, p) {
			t.Errorf("point %d of the hand is taken for the face by %v", i, got)
		}
	}
	if p := who.Points[9]; k.At(outline.Point{X: p.X, Y: p.Y}) < 1 {
		t.Error("what is between the brows is hidden")
	}
}

func inOval(f *face.Face, p face.Point) bool {
	m := outline.Measure(f)
	l := m.Local(p)
	return l.U*l.U < .16*m.Width*m.Width && l.V < .5*m.High && l.V > -.3*m.High
}

// TestPartsFade takes 100 ms for what is covered to go and 150 ms for what is uncovered to
// come, whatever frames' times are like.
func TestPartsFade(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	covered := box(f, &who, 13, .3, .14, 34, 128, 128)
	begin := time.Unix(1000, 0)
	for name, step := range map[string]func(i int) time.Time{
		"30 frames a second": func(i int) time.Time { return begin.Add(time.Duration(i) * time.Second / 30) },
		"times that stand":   func(int) time.Time { return begin },
		"times that go back": func(i int) time.Time { return begin.Add(-time.Duration(i) * time.Hour) },
		"times that jump":    func(i int) time.Time { return begin.Add(time.Duration(i) * time.Hour) },
	} {
		s := New()
		last, n := float32(0), 0
		look := func(g *media.Frame) float32 {
			s.Look(view(g), step(n), []face.Face{who}, nil, nil)
			n++
			v := s.Of(who.ID).Part(Lips)
			if d := v - last; d > longest/fadeIn+.01 || d < -longest/fadeOut-.01 {
				t.Errorf("%s: from %v to %v in a frame", name, last, v)
			}
			last = v
			return v
		}
		if v := look(f); v == 1 {
			t.Errorf("%s: a new face is there at once", name)
		}
		count := func(g *media.Frame, to float32) int {
			for i := range 20 {
				if look(g) == to {
					return i + 1
				}
			}
			t.Errorf("%s: it does not become %v", name, to)
			return 0
		}
		come := count(f, 1) + 1
		gone := count(covered, 0)
		back := count(f, 1)
		if name == "30 frames a second" && (come != 5 || gone < 3 || gone > 6 || back < 5 || back > 8) {
			t.Errorf("in %d frames it came, in %d it went, in %d it came back", come, gone, back)
		}
	}
}

// TestWhatHoversStays gives a part that is seen by just about the threshold.
func TestWhatHoversStays(t *testing.T) {
	p := partly{level: 1}
	for i, seen := range []float32{.32, .35, .31, .4, .44, .31} {
		p.settle(seen, usual, true)
		if p.level != 1 {
			t.Fatalf("look %d, seen by %v: it goes", i, seen)
		}
	}
	p.settle(.2, 1, true)
	for i, seen := range []float32{.32, .44, .31} {
		p.settle(seen, usual, true)
		if p.level != 0 {
			t.Fatalf("look %d, seen by %v: it comes", i, seen)
		}
	}
}

// TestAGoneFaceFades keeps a face for 100 ms after it was last found.
func TestAGoneFaceFades(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	s := New()
	at := time.Unix(1000, 0)
	for range 10 {
		at = at.Add(time.Second / 30)
		s.Look(view(f), at, []face.Face{who}, nil, nil)
	}
	last := float32(1)
	for i := range 5 {
		at = at.Add(time.Second / 30)
		list := s.Look(view(f), at, nil, nil, nil)
		v := float32(0)
		if len(list) > 0 {
			v = s.Of(who.ID).Level()
		}
		if v >= last && last > 0 || i >= 3 && v > 0 {
			t.Errorf("%d frames after, it is there by %v, before by %v", i+1, v, last)
		}
		last = v
	}
}

// TestOtherLightIsNoCover: a face whose light changes at once is seen again soon.
func TestOtherLightIsNoCover(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	blue := pixeltest.Clone(f)
	for i := range blue.Cb {
		blue.Cb[i], blue.Cr[i] = min(blue.Cb[i]+60, 250), blue.Cr[i]-30
	}
	s := New()
	at := time.Unix(1000, 0)
	for i := range 60 {
		at = at.Add(time.Second / 30)
		g := f
		if i >= 10 {
			g = blue
		}
		s.Look(view(g), at, []face.Face{who}, nil, nil)
	}
	for _, p := range all {
		if v := s.Of(who.ID).Part(p); v < 1 {
			t.Errorf("part %d is seen by %v", p, v)
		}
	}
}

// TestOddFacesAreSurvived gives faces as they should not be.
func TestOddFacesAreSurvived(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	for name, odd := range pixeltest.OddFaces(who, 1280, 720) {
		s := New()
		for range 3 {
			s.Look(view(f), time.Time{}, []face.Face{odd}, []face.Hand{{ID: 1}}, nil)
		}
		c := outline.Coverage{X1: 64, Y1: 64, P: make([]uint8, 64*64)}
		s.Of(odd.ID).Within(&c)
		s.Of(odd.ID).At(outline.Landmark(&odd, 1))
		if v := s.Of(odd.ID).Part(Lips); !(v >= 0 && v <= 1) {
			t.Errorf("%s: lips are seen by %v", name, v)
		}
	}
}

func TestLookDoesNotAllocate(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	s, v, list := New(), view(f), []face.Face{who}
	s.Look(v, time.Time{}, list, nil, nil)
	if n := testing.AllocsPerRun(10, func() { s.Look(v, time.Time{}, list, nil, nil) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func BenchmarkLook(b *testing.B) {
	f, who := pixeltest.LargeFace(b)
	s, v, list := New(), view(f), []face.Face{who}
	for b.Loop() {
		s.Look(v, time.Time{}, list, nil, nil)
	}
}

// BenchmarkWithin takes what is not seen out of a mask as large as cheeks are.
func BenchmarkWithin(b *testing.B) {
	f, who := pixeltest.LargeFace(b)
	g := box(f, &who, 13, .3, .14, 34, 128, 128)
	s := New()
	s.Look(view(g), time.Time{}, []face.Face{who}, nil, nil)
	k := s.Of(who.ID)
	p := who.Points[1]
	c := outline.Coverage{X0: int(p.X) - 130, X1: int(p.X) + 130, Y0: int(p.Y) - 60, Y1: int(p.Y) + 60}
	c.P = make([]uint8, 260*120)
	for b.Loop() {
		for i := range c.P {
			c.P[i] = 200
		}
		k.Within(&c)
	}
}
