package beauty

import (
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel/pixeltest"
)

// faces with the mouth open, and the eyes shut.
func gape(fc face.Face) face.Face {
	fc.Points[14].Y += 0.6 * (fc.Points[308].X - fc.Points[78].X)
	return fc
}

func TestTriggers(t *testing.T) {
	rest := smallFace(t)
	rest.Points[14] = rest.Points[13]
	gaping, blinking := gape(rest), pixeltest.Shut(rest)
	if m := gaping.MouthOpen(); m < 0.4 {
		t.Fatalf("the open mouth is open by %v", m)
	}
	const ms = time.Millisecond
	type moment struct {
		at      time.Duration
		face    *face.Face
		gesture string
		shown   bool
	}
	for name, tc := range map[string]struct {
		fields string
		run    []moment
	}{
		"while the mouth is open": {`"when": "mouthOpen"`, []moment{
			{0, &rest, "", false}, {40 * ms, &gaping, "", true}, {900 * ms, &gaping, "", true}, {940 * ms, &rest, "", false},
			{980 * ms, &gaping, "", true}, {1000 * ms, nil, "", false}}},
		"for a second after a blink": {`"when": {"on": "blink", "for": 1}`, []moment{
			{0, &rest, "", false}, {40 * ms, &blinking, "", true}, {80 * ms, &rest, "", true}, {1030 * ms, &rest, "", true},
			{1050 * ms, &rest, "", false}, {1100 * ms, &blinking, "", true}, {3000 * ms, &blinking, "", false},
			{3040 * ms, &rest, "", false}, {3080 * ms, &blinking, "", true}}},
		"after a gesture": {`"when": {"on": "gesture", "name": "heart", "for": 0.5}`, []moment{
			{0, &rest, "", false}, {40 * ms, &rest, "thumbUp", false}, {80 * ms, &rest, "heart", true}, {120 * ms, &rest, "", true},
			{300 * ms, &rest, "heart", true}, {780 * ms, &rest, "", true}, {820 * ms, &rest, "", false}}},
		"always": {`"when": "always"`, []moment{{0, &rest, "", true}, {time.Hour, &rest, "", true}, {time.Hour + ms, nil, "", false}}},
		"a frame of any face's mouth": {`"kind": "frame", "when": "mouthOpen"`, []moment{
			{0, &rest, "", false}, {40 * ms, &gaping, "", true}, {80 * ms, &rest, "", false}}},
	} {
		s := newStage(motiontest.OnlyLayer(t, tc.fields))
		for _, m := range tc.run {
			s.finder.FaceList = nil
			if m.face != nil {
				s.finder.FaceList = []face.Face{*m.face}
			}
			if m.gesture != "" {
				s.c.NoteGesture(m.gesture, start.Add(m.at))
			}
			if got := spotted(s.at(m.at)).n > 0; got != m.shown {
				t.Errorf("%s: at %v shown is %v", name, m.at, got)
			}
		}
	}
}

func TestEachFaceIsAnsweredAlone(t *testing.T) {
	rest := smallFace(t)
	rest.Points[14] = rest.Points[13]
	left, right := moved(rest, 1, 0, -150, 0), gape(moved(rest, 1, 0, 150, 0))
	right.ID = 2
	f := newStage(motiontest.OnlyLayer(t, `"anchor": 4, "when": "mouthOpen"`), left, right).at(0)
	if s := spotted(f); s.n == 0 || s.x < 400 {
		t.Errorf("shown at %.0f, the open mouth is at %.0f", s.x, right.Points[13].X)
	}
}

func TestParticlesComeFromTheMouthThatOpened(t *testing.T) {
	rest := smallFace(t)
	rest.Points[14] = rest.Points[13]
	left, right := moved(rest, 1, 0, -180, 0), moved(rest, 1, 0, 180, 0)
	right.ID = 2
	s := newStage(motiontest.OnlyLayer(t, `"kind": "rain", "from": "anchor", "when": "mouthOpen", "spread": 0, "life": 0.5, "rate": 40, "sway": 0`), left, right)
	s.at(0)
	s.finder.FaceList[1] = gape(right)
	s.at(100 * time.Millisecond)
	if at := spotted(s.at(400 * time.Millisecond)); at.n == 0 || at.x < 420 {
		t.Errorf("particles at %.0f, the open mouth at %.0f", at.x, right.Points[13].X)
	}
}

func TestStaleGesturesAreForgotten(t *testing.T) {
	s := newStage(motiontest.OnlyLayer(t, `"kind": "frame", "when": {"on": "gesture", "name": "v"}`))
	s.c.NoteGesture("v", start.Add(-time.Minute))
	for range 20 {
		s.c.NoteGesture("fist", start)
	}
	if spotted(s.at(0)).n != 0 {
		t.Error("a gesture of a minute ago is answered")
	}
	s.c.NoteGesture("v", start.Add(40*time.Millisecond))
	if spotted(s.at(40*time.Millisecond)).n == 0 {
		t.Error("a fresh gesture is not answered")
	}
	if s.finder.Wanted()&face.WantHands == 0 {
		t.Error("nobody looks for hands")
	}
}

func TestSoundsOfATemplate(t *testing.T) {
	rest := smallFace(t)
	rest.Points[14] = rest.Points[13]
	gaping := gape(rest)
	var heard []string
	record := func(e motion.SoundEvent) {
		what := e.Sound.Name
		if e.Loop {
			what += " loop"
		}
		if e.Stop {
			what += " stop"
		}
		heard = append(heard, what)
	}
	s := newStage(motiontest.Template(t, `{"format": "onair-motion/1", "layers": [
		{"pictures": "red.png", "when": "mouthOpen", "sound": "pop.wav"},
		{"kind": "frame", "pictures": "veil.png", "when": "mouthOpen", "sound": "pop.wav", "soundLoop": true}]}`), rest)
	s.c.OnMotionSound(record)
	at := time.Duration(0)
	step := func(fc face.Face, want ...string) {
		t.Helper()
		heard = nil
		s.finder.FaceList = []face.Face{fc}
		at += 40 * time.Millisecond
		s.at(at)
		if len(heard) != len(want) {
			t.Fatalf("heard %q, want %q", heard, want)
		}
		for i := range want {
			if heard[i] != want[i] {
				t.Fatalf("heard %q, want %q", heard, want)
			}
		}
	}
	step(rest)
	step(gaping, "pop.wav", "pop.wav loop")
	step(gaping)
	step(rest, "pop.wav stop")
	step(gaping, "pop.wav", "pop.wav loop")
	s.c.SetMotionMute(true)
	step(gaping, "pop.wav stop", "pop.wav stop")
	step(rest)
	step(gaping)
	s.c.SetMotionMute(false)
	step(gaping, "pop.wav loop")
	s.c.SetMotion(nil)
	step(gaping, "pop.wav stop")
	step(gaping)
	s.c.OnMotionSound(nil)
	s.c.SetMotion(motiontest.OnlyLayer(t, `"sound": "pop.wav"`))
	step(rest)
}

func TestRain(t *testing.T) {
	tm := motiontest.OnlyLayer(t, `"kind": "rain", "rate": 10, "life": 3, "size": [0.05, 0.06], "speed": [0.3, 0.4]`)
	s := newStage(tm)
	first := s.at(0)
	if spotted(first).n < 200 {
		t.Errorf("the rain begins with %d pixels", spotted(first).n)
	}
	if again := newStage(tm).at(0); !pixeltest.Same(first, again) {
		t.Error("the same moment looks different the second time")
	}
	if later := s.at(40 * time.Millisecond); pixeltest.Same(first, later) {
		t.Error("the rain does not move")
	}
	// With time particles sink and go, and others come.
	if n := spotted(s.at(time.Hour)).n; n < 200 {
		t.Errorf("after an hour there are %d pixels", n)
	}
	if s.finder.Wanted() != 0 {
		t.Errorf("rain asks for %v", s.finder.Wanted())
	}

	burst := newStage(motiontest.OnlyLayer(t, `"kind": "rain", "from": "bottom", "rate": 20, "life": 1,
		"when": {"on": "gesture", "name": "v", "for": 1}`))
	burst.at(0)
	burst.c.NoteGesture("v", start.Add(time.Second))
	burst.at(time.Second)
	up := spotted(burst.at(1900 * time.Millisecond))
	if up.n == 0 || up.y < 180 {
		t.Errorf("rising from the bottom: %d pixels at %.0f", up.n, up.y)
	}
	if spotted(burst.at(2500*time.Millisecond)).n == 0 {
		t.Error("particles born in time are gone early")
	}
	if n := spotted(burst.at(3100 * time.Millisecond)).n; n != 0 {
		t.Errorf("after the last one's life %d pixels", n)
	}

	fc := smallFace(t)
	mouth := newStage(motiontest.OnlyLayer(t, `"kind": "rain", "from": "anchor", "anchor": "mouth", "spread": 0, "life": 0.6, "rate": 30`), fc)
	if at := spotted(mouth.at(time.Second)); at.n == 0 || at.y > float64(fc.Points[13].Y)+4 || at.x < float64(fc.Points[13].X)-60 || at.x > float64(fc.Points[13].X)+60 {
		t.Errorf("out of the mouth: %+v, the mouth is at %v", at, fc.Points[13])
	}
}

// sober, raised and winking are the face with the mouth drawn down, the brows up and one
// eye shut.
func sober(fc face.Face) face.Face {
	eyes := fc.EyeDistance()
	fc.Points[61].X, fc.Points[291].X = fc.Points[61].X+.1*eyes, fc.Points[291].X-.1*eyes
	fc.Points[61].Y, fc.Points[291].Y = fc.Points[61].Y+.14*eyes, fc.Points[291].Y+.14*eyes
	return fc
}

func raised(fc face.Face, by float32) face.Face {
	by *= fc.EyeDistance()
	fc.Points[105].Y, fc.Points[334].Y = fc.Points[105].Y-by, fc.Points[334].Y-by
	return fc
}

func winking(fc face.Face) face.Face {
	w := pixeltest.Shut(fc)
	for _, i := range face.LeftEye {
		w.Points[i] = fc.Points[i]
	}
	return w
}

// TestExpressions: each sets off its own layer and no other, a blink and a turned head no
// wink, and brows count from where they rest.
func TestExpressions(t *testing.T) {
	smiling := smallFace(t)
	rest := sober(smiling)
	wink, brows, blink := winking(rest), raised(rest, .15), pixeltest.Shut(rest)
	if smiling.Smile() < .6 || rest.Smile() > .35 {
		t.Fatalf("smiles of %.2f and %.2f", smiling.Smile(), rest.Smile())
	}
	usual, high := raised(rest, .06), raised(rest, .2)
	const step = 40 * time.Millisecond
	faces := func(f *face.Face, n int) (list []*face.Face) {
		for range n {
			list = append(list, f)
		}
		return list
	}
	for name, tc := range map[string]struct {
		when  string
		run   [][]*face.Face
		shown []bool // at the end of each
	}{
		"smile":              {"smile", [][]*face.Face{faces(&rest, 2), faces(&smiling, 1), faces(&rest, 1), faces(&brows, 3)}, []bool{false, true, false, false}},
		"wink":               {"wink", [][]*face.Face{faces(&rest, 2), faces(&wink, 1), faces(&wink, 2), faces(&rest, 1), faces(&blink, 4)}, []bool{false, false, true, false, false}},
		"brows":              {"browsUp", [][]*face.Face{faces(&rest, 2), faces(&brows, 1), faces(&rest, 1), faces(&smiling, 2), faces(&wink, 3)}, []bool{false, true, false, false, false}},
		"brows always up":    {"browsUp", [][]*face.Face{faces(&usual, 1), faces(&high, 1)}, []bool{false, true}},
		"a wink is no blink": {"blink", [][]*face.Face{faces(&wink, 4), faces(&blink, 1)}, []bool{false, true}},
	} {
		s := newStage(motiontest.OnlyLayer(t, `"when": "`+tc.when+`"`))
		at := time.Duration(0)
		for i, list := range tc.run {
			var got bool
			for _, f := range list {
				s.finder.FaceList = []face.Face{*f}
				got = spotted(s.at(at)).n > 0
				at += step
			}
			if got != tc.shown[i] {
				t.Errorf("%s: part %d shown is %v", name, i, got)
			}
		}
	}
}
