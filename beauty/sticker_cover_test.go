package beauty

import (
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/motion/motiontest"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// handAt is an upright open hand, its palm's middle at x, y and its palm so many pixels long.
func handAt(t testing.TB, x, y, long float32) face.Hand {
	h := facetest.Load(t, "face/testdata/opencv-hand-open-palm.landmarks.json").HandIn(400, 400)
	wrist, root := h.Points[face.Wrist], h.Points[9]
	k := long / float32(math.Hypot(float64(root.X-wrist.X), float64(root.Y-wrist.Y)))
	mx, my := (wrist.X+root.X)/2, (wrist.Y+root.Y)/2
	for i := range h.Points {
		p := &h.Points[i]
		p.X, p.Y = (p.X-mx)*k+x, (p.Y-my)*k+y
	}
	return h
}

func drawnAt(f *media.Frame, p outline.Point) bool {
	return f.Y[int(p.Y)*f.YStride+int(p.X)] != 120
}

func TestAHandHidesWhatLiesBehindIt(t *testing.T) {
	fc := smallFace(t)
	nose := outline.Landmark(&fc, 4)
	beside := outline.Point{X: nose.X - 45, Y: nose.Y}
	for _, tc := range []struct {
		name, fields  string
		hand          face.Hand
		nose, besides bool
	}{
		{"no hand", `"anchor": "noseTip", "width": 1.4`, face.Hand{}, true, true},
		{"on the nose", `"anchor": "noseTip", "width": 1.4`, handAt(t, nose.X, nose.Y, 14), false, true},
		{"bent", `"anchor": "noseTip", "width": 1.4, "bend": 0.5`, handAt(t, nose.X, nose.Y, 14), false, true},
		{"flat", `"anchor": "noseTip", "width": 1.4, "turn": false`, handAt(t, nose.X, nose.Y, 14), false, true},
		{"beside it", `"anchor": "noseTip", "width": 1.4`, handAt(t, nose.X+200, nose.Y, 14), true, true},
		{"that is asked not to", `"anchor": "noseTip", "width": 1.4, "hands": false`, handAt(t, nose.X, nose.Y, 14), true, true},
		{"before a hat", `"anchor": "headTop", "offset": [0, 1], "width": 3`, handAt(t, nose.X, nose.Y, 14), true, true},
	} {
		s := newStage(motiontest.OnlyLayer(t, tc.fields), fc)
		if tc.hand.ID != 0 {
			s.finder.HandList = []face.Hand{tc.hand}
		}
		f := s.at(0)
		if a, b := drawnAt(f, nose), drawnAt(f, beside); a != tc.nose || b != tc.besides {
			t.Errorf("%s: drawn on the nose %v, beside it %v", tc.name, a, b)
		}
	}
}

// turnedFace is a face turned aside about the middle of its cheeks.
func turnedFace(fc face.Face, angle float64) face.Face {
	s, c := math.Sincos(angle)
	r, l := fc.Points[234], fc.Points[454]
	mx, mz := float64(r.X+l.X)/2, float64(r.Z+l.Z)/2
	for i := range fc.Points {
		p := &fc.Points[i]
		x, z := float64(p.X)-mx, float64(p.Z)-mz
		p.X, p.Z = float32(mx+c*x-s*z), float32(mz+s*x+c*z)
	}
	return fc
}

func TestTemplesGoBehindTheHead(t *testing.T) {
	fc := smallFace(t)
	tm := func(side, x string) string {
		return `"anchor": [6, 168], "pivot": [0, 0.5], "width": 0.4, "offset": [` + x + `, 0], "bend": 0.3, "to": "` + side + `", "depth": "solid"`
	}
	right, left := tm("rightEar", "-0.5"), tm("leftEar", "0.5")
	onFace := func(head face.Face, fields string) (n int) {
		f := newStage(motiontest.OnlyLayer(t, fields), head).at(0)
		lo, hi := head.Points[234].X, head.Points[234].X
		for _, i := range face.FaceOval {
			lo, hi = min(lo, head.Points[i].X), max(hi, head.Points[i].X)
		}
		for y := range f.Height() {
			for x := int(lo) + 5; x < int(hi)-5; x++ {
				n += int(pixel.Bit(f.Y[y*f.YStride+x] != 120))
			}
		}
		return n
	}
	for _, angle := range []float64{0.6, -0.6} {
		head := turnedFace(fc, angle)
		near, far := onFace(head, right), onFace(head, left)
		if angle < 0 {
			near, far = far, near
		}
		if near < 250 || far > 40 {
			t.Errorf("turned by %.1f: %d pixels of the near temple before the face, %d of the far one", angle, near, far)
		}
	}
}

func TestABentPictureGoesRoundTheFace(t *testing.T) {
	fc := turnedFace(smallFace(t), 0.7)
	flat := spotted(newStage(motiontest.OnlyLayer(t, `"anchor": "noseTip", "width": 1.2`), fc).at(0))
	bent := spotted(newStage(motiontest.OnlyLayer(t, `"anchor": "noseTip", "width": 1.2, "bend": 0.8`), fc).at(0))
	// It shows more of its near half than of the far one: its middle moves to the near side.
	if nose := float64(fc.Points[4].X); bent.x > flat.x-3 || bent.x > nose-8 {
		t.Errorf("middle at %.1f bent, %.1f flat, nose at %.1f", bent.x, flat.x, nose)
	}
}

func TestThingsInPerspective(t *testing.T) {
	fc := turnedFace(smallFace(t), 0.7)
	tall := func(x string) int {
		return spotted(newStage(motiontest.OnlyLayer(t, `"anchor": "noseBridge", "width": 0.2, "offset": [`+x+`, 0]`), fc).at(0)).n
	}
	if near, far := tall("-0.8"), tall("0.8"); float64(near) < 1.2*float64(far) {
		t.Errorf("%d pixels at the far side, %d at the near one", far, near)
	}
}

// BenchmarkCoveredStickers is what hands before the glasses cost.
func BenchmarkCoveredStickers(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	for _, hands := range []string{"none", "one"} {
		b.Run(hands, func(b *testing.B) {
			c := NewChain()
			finder := &facetest.Finder{FaceList: []face.Face{fc}}
			if hands == "one" {
				finder.HandList = []face.Hand{handAt(b, fc.Points[4].X, fc.Points[4].Y, 90)}
			}
			c.SetFinder(finder)
			c.SetMotion(motiontest.Shipped(b, "glasses"))
			benchFrames(b, func() {
				f.CopyFrom(src)
				c.Process(f)
			})
		})
	}
}

// TestAGuestIsWornForAWhile: one's own sticker makes room on the face, stays beside it
// elsewhere, and comes back.
func TestAGuestIsWornForAWhile(t *testing.T) {
	fc := smallFace(t)
	nose, chin := outline.Landmark(&fc, 4), outline.Landmark(&fc, 152)
	own := motiontest.OnlyLayer(t, `"anchor": "noseTip", "width": 0.3`)
	guest := motiontest.OnlyLayer(t, `"anchor": "chin", "width": 0.3`)
	s := newStage(own, fc)
	look := func(at time.Duration, wantNose, wantChin bool) {
		t.Helper()
		f := s.at(at)
		if a, b := drawnAt(f, nose), drawnAt(f, chin); a != wantNose || b != wantChin {
			t.Errorf("after %v: own %v, guest %v", at, a, b)
		}
	}
	look(0, true, false)
	if !s.c.ShowMotion(guest, "gift", 3*time.Second, start) {
		t.Fatal("no room for a guest")
	}
	look(100*time.Millisecond, true, false)
	look(300*time.Millisecond, true, true)
	look(time.Second, false, true)
	look(4*time.Second, true, false)
	if n := testing.AllocsPerRun(5, func() { s.c.ShowMotion(guest, "gift", time.Second, start) }); n != 0 {
		t.Errorf("%v allocations for a guest", n)
	}
	frame := motiontest.Template(t, `{"format": "onair-motion/1", "layers": [{"kind": "frame", "pictures": "veil.png"}]}`)
	s = newStage(frame, fc)
	s.c.ShowMotion(guest, "", time.Second, start)
	s.at(0)
	f := s.at(500 * time.Millisecond)
	if !drawnAt(f, outline.Point{X: 5, Y: 5}) || !drawnAt(f, chin) {
		t.Error("a frame goes away for a guest")
	}
	s.c.EndShows()
	s.at(600 * time.Millisecond)
	s.c.SetMotion(nil)
	if n := spotted(s.at(2 * time.Second)).n; n != 0 {
		t.Errorf("%d pixels of a guest that was sent away", n)
	}
}
