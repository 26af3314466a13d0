package face_test

import (
	"testing"

	"onair/beauty/face"
)

// aside is a detection of a head that is turned to the right of the picture.
func aside(x, y, size float32) face.Detection {
	d := detection(x, y, size)
	d.Keys[0], d.Keys[1] = [2]float32{x, y - .2*size}, [2]float32{x + .05*size, y - .2*size}
	d.Keys[2], d.Keys[3] = [2]float32{x + .25*size, y + .05*size}, [2]float32{x + .1*size, y + .25*size}
	return d
}

// inProfile is a camera before which a head has turned into profile, where the landmarks' network
// does not know it any more.
func inProfile(t *testing.T) (*camera, *fakeModels) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .4)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(10)
	for turned := .1; turned < 1; turned += .1 {
		m.set(func(m *fakeModels) { m.turned = turned })
		c.run(2)
	}
	if len(c.faces()) != 1 {
		t.Fatal("there is no face")
	}
	m.set(func(m *fakeModels) { m.score, m.detect = .1, []face.Detection{aside(.5, .5, .4)} })
	return c, m
}

func TestAHeadInProfileIsHeldWhileADetectorSeesIt(t *testing.T) {
	c, m := inProfile(t)
	id := c.faces()[0].ID
	c.run(90)
	if f := c.faces(); len(f) != 1 || f[0].ID != id {
		t.Fatalf("%d faces after three seconds in profile", len(f))
	}
	m.set(func(m *fakeModels) { m.score, m.turned = 1, .8 })
	c.run(4)
	looked := m.count("detect")
	c.run(10)
	if f := c.faces(); len(f) != 1 || f[0].ID != id {
		t.Errorf("%d faces when it turns back", len(f))
	}
	if m.count("detect") != looked {
		t.Error("the detector is asked about what the landmarks know")
	}
}

// TestWhatADetectorSeesOtherwiseIsNoHeadInProfile: a face from the front the landmarks would know.
func TestWhatADetectorSeesOtherwiseIsNoHeadInProfile(t *testing.T) {
	front := detection(.5, .5, .4)
	front.Keys[2] = [2]float32{.5, .55}
	other := aside(.5, .5, .4)
	for i := range other.Keys {
		other.Keys[i][0] = 1 - other.Keys[i][0]
	}
	for name, d := range map[string]face.Detection{"from the front": front, "turned to the other side": other} {
		c, m := inProfile(t)
		m.set(func(m *fakeModels) { m.detect = []face.Detection{d} })
		c.run(10)
		if n := len(c.faces()); n != 0 {
			t.Errorf("%s: %d faces", name, n)
		}
	}
}

// TestAHeadInProfileIsFoundFromNothing: by a detector that sees it so twice and points that agree,
// whatever the landmarks' network thinks of them.
func TestAHeadInProfileIsFoundFromNothing(t *testing.T) {
	for _, v := range []struct {
		name   string
		detect face.Detection
		turned float64
		faces  int
	}{
		{"in profile", aside(.5, .5, .4), 1, 1},
		{"points that look elsewhere", aside(.5, .5, .4), -1, 0},
		{"points from the front", aside(.5, .5, .4), 0, 0},
	} {
		m := newFake()
		m.score, m.turned, m.detect = .1, v.turned, []face.Detection{v.detect}
		c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
		c.run(10)
		if n := len(c.faces()); n != v.faces {
			t.Errorf("%s: %d faces", v.name, n)
		}
	}
}

// TestAHeadInProfileThatHasGoneIsNotShown: a third of a second later at the latest, though it was
// held before.
func TestAHeadInProfileThatHasGoneIsNotShown(t *testing.T) {
	for _, before := range []int{0, 30} {
		c, m := inProfile(t)
		c.run(before)
		m.set(func(m *fakeModels) { m.detect = nil })
		c.run(10)
		if n := len(c.faces()); n != 0 {
			t.Errorf("held for %d pictures: %d faces after it has gone", before, n)
		}
	}
}

// TestAHeadInProfileMovesWithWhatTheDetectorSees: its points are old ones.
func TestAHeadInProfileMovesWithWhatTheDetectorSees(t *testing.T) {
	c, m := inProfile(t)
	c.run(10)
	before := c.faces()[0]
	m.set(func(m *fakeModels) { m.detect = []face.Detection{aside(.55, .5, .4)} })
	c.run(4)
	after := c.faces()
	if len(after) != 1 || after[0].Points[1].X < before.Points[1].X+5 {
		t.Errorf("it stays where it was, or is gone: %d faces", len(after))
	}
}
