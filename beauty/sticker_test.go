package beauty

import (
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/motion"
	"onair/beauty/motion/motiontest"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

var start = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func grey(w, h int) *media.Frame {
	f := media.NewFrame(w, h)
	for i := range f.Y {
		f.Y[i] = 120
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 128, 128
	}
	return f
}

// stage runs a chain with a template over grey frames.
type stage struct {
	c      *Chain
	finder *facetest.Finder
	w, h   int
}

func newStage(tm *motion.Template, faces ...face.Face) *stage {
	s := &stage{c: NewChain(), finder: &facetest.Finder{FaceList: faces}, w: 640, h: 360}
	s.c.SetFinder(s.finder)
	s.c.SetMotion(tm)
	return s
}

func (s *stage) at(d time.Duration) *media.Frame {
	f := grey(s.w, s.h)
	f.Time = start.Add(d)
	s.c.Process(f)
	return f
}

// blot describes the pixels that are no longer grey.
type blot struct {
	n      int
	x, y   float64 // centre
	angle  float64 // of the long axis
	spread float64 // mean distance from the centre
}

func spotted(f *media.Frame) (s blot) {
	var xx, yy, xy float64
	each := func(visit func(x, y float64)) {
		for y := range f.Height() {
			for x := range f.Width() {
				if f.Y[y*f.YStride+x] != 120 {
					visit(float64(x)+0.5, float64(y)+0.5)
				}
			}
		}
	}
	each(func(x, y float64) { s.n++; s.x += x; s.y += y })
	s.x, s.y = s.x/float64(s.n), s.y/float64(s.n)
	each(func(x, y float64) {
		x, y = x-s.x, y-s.y
		xx, yy, xy = xx+x*x, yy+y*y, xy+x*y
		s.spread += math.Hypot(x, y) / float64(s.n)
	})
	s.angle = 0.5 * math.Atan2(2*xy, xx-yy)
	return s
}

// smallFace is a face 100 pixels wide in a frame of 640 by 360.
func smallFace(t testing.TB) face.Face {
	fc := facetest.Load(t, "testdata/astronaut.landmarks.json").FaceIn(512, 512)
	for i := range fc.Points {
		fc.Points[i].X += 90
		fc.Points[i].Y += 60
	}
	return fc
}

// moved turns a face by angle, makes it larger by k, about 320, 180, and shifts it.
func moved(fc face.Face, k, angle, dx, dy float64) face.Face {
	s, c := math.Sincos(angle)
	for i := range fc.Points {
		p := &fc.Points[i]
		x, y := k*(float64(p.X)-320), k*(float64(p.Y)-180)
		p.X, p.Y = float32(c*x-s*y+320+dx), float32(s*x+c*y+180+dy)
		p.Z *= float32(k)
	}
	return fc
}

func TestStickersFollowTheFace(t *testing.T) {
	fc := smallFace(t)
	tm := motiontest.OnlyLayer(t, `"anchor": "noseTip", "width": 0.8, "turn": false`)
	rest := spotted(newStage(tm, fc).at(0))
	for _, tc := range []struct {
		name           string
		k, angle, x, y float64
	}{
		{"shifted", 1, 0, 37, -22}, {"turned", 1, 0.5, 0, 0}, {"turned back", 1, -0.9, 10, 0},
		{"larger", 1.6, 0, 0, 0}, {"smaller", 0.5, 0, 0, 0}, {"all", 1.3, 0.3, -40, 20},
	} {
		got := spotted(newStage(tm, moved(fc, tc.k, tc.angle, tc.x, tc.y)).at(0))
		s, c := math.Sincos(tc.angle)
		x, y := tc.k*(rest.x-320), tc.k*(rest.y-180)
		wx, wy := c*x-s*y+320+tc.x, s*x+c*y+180+tc.y
		turn := math.Remainder(got.angle-rest.angle-tc.angle, math.Pi)
		if math.Hypot(got.x-wx, got.y-wy) > 1 || math.Abs(turn) > 0.03 || math.Abs(got.spread/rest.spread/tc.k-1) > 0.05 {
			t.Errorf("%s: at %.1f,%.1f (want %.1f,%.1f), turned by %.2f too much, %.2f times as large (want %v)",
				tc.name, got.x, got.y, wx, wy, turn, got.spread/rest.spread, tc.k)
		}
	}
}

func TestStickerHasTheSizeAndPlaceItAsksFor(t *testing.T) {
	fc := smallFace(t)
	p, ok := outline.PoseOf(&fc)
	if !ok {
		t.Fatal("no pose")
	}
	unit := [...]float32{
		motion.FaceWidth: p.Width, motion.FaceHeight: p.Height,
		motion.EyeDistance: p.Eyes, motion.MouthWidth: p.Mouth,
	}
	for _, tc := range []struct {
		fields string
		by     motion.Measure
	}{
		{`"anchor": 4, "rotate": false, "width": 0.5`, motion.FaceWidth},
		{`"anchor": 4, "rotate": false, "width": 0.5, "by": "faceHeight"`, motion.FaceHeight},
		{`"anchor": 4, "rotate": false, "width": 1.5, "by": "eyeDistance"`, motion.EyeDistance},
		{`"anchor": 4, "rotate": false, "width": 1.5, "by": "mouthWidth"`, motion.MouthWidth},
	} {
		tm := motiontest.OnlyLayer(t, tc.fields)
		got := spotted(newStage(tm, fc).at(0))
		width := float64(tm.Layers[0].Place.Width * unit[tc.by])
		if area := width * width / 2; math.Abs(float64(got.n)/area-1) > 0.12 {
			t.Errorf("%s: %d pixels, want %.0f", tc.fields, got.n, area)
		}
		if math.Hypot(got.x-float64(fc.Points[4].X), got.y-float64(fc.Points[4].Y)) > 0.7 {
			t.Errorf("%s: at %.1f,%.1f, the tip of the nose at %v", tc.fields, got.x, got.y, fc.Points[4])
		}
	}
	// By its pivot and offset the picture moves by half its width, and a width.
	base := spotted(newStage(motiontest.OnlyLayer(t, `"anchor": 4, "rotate": false, "width": 0.5`), fc).at(0))
	piv := spotted(newStage(motiontest.OnlyLayer(t, `"anchor": 4, "rotate": false, "width": 0.5, "pivot": [0, 0.5]`), fc).at(0))
	off := spotted(newStage(motiontest.OnlyLayer(t, `"anchor": 4, "rotate": false, "width": 0.5, "offset": [0, 0.5]`), fc).at(0))
	wide := float64(p.Width)
	if math.Abs(piv.x-base.x-0.25*wide) > 1 || math.Abs(off.y-base.y-0.5*wide) > 1 {
		t.Errorf("pivot moved it by %.1f, offset by %.1f, the face is %.1f wide", piv.x-base.x, off.y-base.y, wide)
	}
}

func TestTurnedHeadNarrowsThePicture(t *testing.T) {
	fc := smallFace(t)
	turned := fc
	c, s := float32(math.Cos(0.8)), float32(math.Sin(0.8))
	for i, p := range fc.Points {
		x := p.X - fc.Points[168].X
		turned.Points[i].X, turned.Points[i].Z = fc.Points[168].X+x*c+p.Z*s, -x*s+p.Z*c
	}
	tm := motiontest.OnlyLayer(t, `"anchor": 168, "width": 0.8`)
	front, side := spotted(newStage(tm, fc).at(0)), spotted(newStage(tm, turned).at(0))
	if k := float64(side.n) / float64(front.n); k < 0.55 || k > 0.85 {
		t.Errorf("a head turned by 46 degrees shows %.2f of the picture", k)
	}
}

func TestLayersBehindAreHiddenByTheFace(t *testing.T) {
	fc := smallFace(t)
	front := newStage(motiontest.OnlyLayer(t, `"anchor": "faceMiddle", "width": 2.5`), fc).at(0)
	behind := newStage(motiontest.OnlyLayer(t, `"anchor": "faceMiddle", "width": 2.5, "depth": "behind"`), fc).at(0)
	nose := int(fc.Points[4].Y)*front.YStride + int(fc.Points[4].X)
	if front.Y[nose] == 120 || behind.Y[nose] != 120 {
		t.Errorf("at the nose: in front %d, behind %d", front.Y[nose], behind.Y[nose])
	}
	if a, b := spotted(front), spotted(behind); b.n < 100 || b.n > a.n {
		t.Errorf("%d pixels in front, %d behind", a.n, b.n)
	}
	ear := int(fc.Points[234].Y)*front.YStride + int(fc.Points[234].X) - 20
	if behind.Y[ear] != front.Y[ear] || front.Y[ear] == 120 {
		t.Error("beside the face the layer is hidden too")
	}
}

func TestUpToSixFaces(t *testing.T) {
	base := smallFace(t)
	var faces []face.Face
	for i := range 7 {
		f := moved(base, 0.25, 0, float64(i*75-225), 0)
		f.ID = i + 1
		faces = append(faces, f)
	}
	one := spotted(newStage(motiontest.OnlyLayer(t, `"width": 0.5`), faces[0]).at(0))
	if all := spotted(newStage(motiontest.OnlyLayer(t, `"width": 0.5`), faces...).at(0)); all.n < 6*one.n*95/100 || all.n > 6*one.n*105/100 {
		t.Errorf("seven faces: %d pixels, one: %d", all.n, one.n)
	}
	two := motiontest.Template(t, `{"format": "onair-motion/1", "faces": 2, "layers": [{"pictures": "red.png", "width": 0.5}]}`)
	if n := spotted(newStage(two, faces...).at(0)).n; n < 2*one.n*95/100 || n > 2*one.n*105/100 {
		t.Errorf("two of seven faces: %d pixels, one: %d", n, one.n)
	}
}

func TestOverlayCoversTheFrame(t *testing.T) {
	for _, wh := range append(pixeltest.Sizes, [2]int{640, 360}, [2]int{321, 243}) {
		for fit, whole := range map[string]bool{"stretch": true, "cover": true, "contain": wh[0] == 2*wh[1]} {
			s := newStage(motiontest.OnlyLayer(t, `"kind": "frame", "fit": "`+fit+`"`))
			s.w, s.h = wh[0], wh[1]
			f := s.at(0)
			if n := spotted(f).n; whole && wh[0] > 8 && n < wh[0]*wh[1]-2*(wh[0]+wh[1]) || n == 0 && wh[0] > 8 {
				t.Errorf("%s over %v: %d pixels", fit, wh, n)
			}
		}
	}
	s := newStage(motiontest.Template(t, `{"format": "onair-motion/1", "layers": [{"kind": "frame", "pictures": "veil.png"}]}`))
	f := s.at(0)
	want := 120 + (235-120)*128/255
	if d := int(f.Y[180*f.YStride+320]) - want; max(d, -d) > 1 {
		t.Errorf("half white over grey is %d, want %d", f.Y[180*f.YStride+320], want)
	}
	if s.finder.Wanted() != 0 {
		t.Errorf("a frame asks for %v", s.finder.Wanted())
	}
	// Another frame size, and another template, leave nothing of the first.
	s.w, s.h = 320, 180
	if got := s.at(time.Second); got.Y[0] < 120 {
		t.Error("a frame of another size is not covered")
	}
	s.c.SetMotion(nil)
	if n := spotted(s.at(2 * time.Second)).n; n != 0 {
		t.Errorf("without a template %d pixels", n)
	}
}

func TestTemplatesWithoutAFinder(t *testing.T) {
	c := NewChain()
	c.SetMotion(motiontest.OnlyLayer(t, `"anchor": 4`))
	f := grey(64, 36)
	c.Process(f)
	if spotted(f).n != 0 {
		t.Error("a sticker without a face")
	}
}
