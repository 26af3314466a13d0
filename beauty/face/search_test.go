package face_test

import (
	"testing"
	"time"

	"onair/beauty/face"
)

// TestWhoSitsDownIsFoundWithinATenthOfASecond: the whole picture is searched every other
// time, and every part of it in between.
func TestWhoSitsDownIsFoundWithinATenthOfASecond(t *testing.T) {
	const turns = face.FaceTurns
	seen := map[int]bool{}
	for n := range 2 * face.Between {
		turn := face.FaceTurn(n)
		if n%2 == 0 && turn != 0 {
			t.Errorf("search %d is not of the whole picture", n)
		}
		seen[turn] = true
	}
	if len(seen) != turns {
		t.Errorf("%d of %d parts are searched", len(seen), turns)
	}
	for before := range 9 { // pictures without anybody
		m := newFake()
		c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
		c.run(before)
		m.set(func(m *fakeModels) { m.detect = []face.Detection{detection(.5, .5, .3)} })
		begin := c.now()
		for len(c.faces()) == 0 {
			c.run(1)
			if took := c.now().Sub(begin); took > 100*time.Millisecond {
				t.Errorf("after %d empty pictures it takes %v", before, took)
				break
			}
		}
	}
}

// TestABodyIsLookedForNowAndThen: for skin, five masks a second do.
func TestABodyIsLookedForNowAndThen(t *testing.T) {
	m := newFake()
	c := newCamera(t, m, face.Options{}, face.WantBody)
	c.run(60)
	if n := m.count("segment"); n < 8 || n > 12 {
		t.Errorf("%d masks in two seconds", n)
	}
	var mask face.Mask
	if !c.tr.Person(&mask) {
		t.Error("there is no mask")
	}
	c.tr.Want(face.WantBody | face.WantPerson)
	before := m.count("segment")
	c.run(30)
	if n := m.count("segment") - before; n != 30 {
		t.Errorf("%d masks in 30 pictures for the background", n)
	}
}

// TestWhatIsNoFaceDoesNotHoldUpTheSearch: a thing that detectors take for a face, and
// landmarks do not, is in the whole picture; the rest is searched all the same.
func TestWhatIsNoFaceDoesNotHoldUpTheSearch(t *testing.T) {
	m := newFake()
	m.detect, m.score = []face.Detection{detection(.5, .5, .3)}, .1
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(4 * face.Between)
	if near := m.count("near"); near == 0 {
		t.Error("only the whole picture was searched")
	}
	if len(c.faces()) != 0 {
		t.Error("it is followed")
	}
}

// TestHandsAtAFace: for what covers a face, palms are searched for only where faces are,
// now and then, and what was found is followed.
func TestHandsAtAFace(t *testing.T) {
	m := newFake()
	c := newCamera(t, m, face.Options{}, face.WantFaces|face.WantTouch)
	c.run(30)
	if n := m.count("palms"); n != 0 {
		t.Errorf("%d searches without a face", n)
	}
	m.set(func(m *fakeModels) { m.detect = []face.Detection{detection(.5, .5, .2)} })
	c.run(60)
	if n := m.count("palms"); n < 3 || n > 6 {
		t.Errorf("%d searches in two seconds with a face", n)
	}
	m.set(func(m *fakeModels) { m.palms = []face.Detection{detection(.5, .5, .1)} })
	c.run(20)
	if len(c.hands()) == 0 {
		t.Fatal("no hand is found at the face")
	}
	c.tr.Want(face.WantFaces | face.WantTouch | face.WantHands)
	c.tr.Want(face.WantFaces | face.WantTouch)
	if len(c.hands()) == 0 {
		t.Error("the hand is forgotten when it is no longer pressing")
	}
	c.tr.Want(face.WantFaces)
	if len(c.hands()) != 0 {
		t.Error("there is a hand that nobody wants")
	}
}
