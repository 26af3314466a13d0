package face_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/beauty/face"
	"onair/media"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// camera gives a tracker pictures, 30 a second.
type camera struct {
	t    *testing.T
	tr   *face.Tracker
	pool media.FramePool
	n    int
	w, h int
}

func newCamera(t *testing.T, m face.Models, o face.Options, want face.Want) *camera {
	t.Helper()
	c := &camera{t: t, tr: face.NewTracker(m, o), w: 320, h: 160}
	t.Cleanup(func() { c.tr.Close() })
	c.tr.Want(want)
	return c
}

func (c *camera) now() time.Time { return clipStart.Add(time.Duration(c.n) * clipStep) }

// submit offers a picture without waiting for anything.
func (c *camera) submit() {
	f := c.pool.Get(c.w, c.h)
	defer f.Release()
	c.n++
	f.Time = c.now()
	c.tr.Submit(f)
}

// run submits n pictures, each looked at before the next.
func (c *camera) run(n int) {
	for range n {
		c.submit()
		c.tr.Wait()
	}
}

func (c *camera) faces() []face.Face { return c.tr.Faces(c.now(), nil) }
func (c *camera) hands() []face.Hand { return c.tr.Hands(c.now(), nil) }

func TestNothingIsLookedForUntilWanted(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, 0)
	c.run(10)
	if len(m.calls) > 0 || len(c.faces()) > 0 {
		t.Fatalf("networks ran: %v", m.calls)
	}
	c.tr.Want(face.WantFaces)
	c.run(10)
	if len(c.faces()) != 1 {
		t.Fatalf("%d faces", len(c.faces()))
	}
	if m.count("hand")+m.count("palms")+m.count("segment") > 0 {
		t.Errorf("other networks ran: %v", m.calls)
	}
	c.tr.Want(0)
	if len(c.faces()) != 0 {
		t.Error("a face is remembered at rest")
	}
	before := m.count("detect") + m.count("landmarks")
	c.run(10)
	if m.count("detect")+m.count("landmarks") != before {
		t.Error("networks ran at rest")
	}
}

func TestTheDetectorRestsWhileAFaceIsFollowed(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(60) // until the face rests
	detected, looked := m.count("detect"), m.count("landmarks")
	c.run(30)
	if n := m.count("detect") - detected; n != 0 {
		t.Errorf("the detector ran %d times with as many faces as wanted", n)
	}
	if n := m.count("landmarks") - looked; n != 15 {
		t.Errorf("points were looked for in %d of 30 pictures", n)
	}
}

func TestALostFaceIsLetGoAndFoundAgain(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(10)
	first := c.faces()
	if len(first) != 1 {
		t.Fatalf("%d faces", len(first))
	}
	c.run(20)
	if again := c.faces(); len(again) != 1 || again[0].ID != first[0].ID {
		t.Fatal("the face got another number while in view")
	}
	m.set(func(m *fakeModels) { m.score, m.detect = .1, nil })
	c.run(8)
	if n := len(c.faces()); n != 0 {
		t.Errorf("%d faces after it has gone", n)
	}
	m.set(func(m *fakeModels) { m.score, m.detect = 1, []face.Detection{detection(.4, .5, .2)} })
	c.run(6)
	if again := c.faces(); len(again) != 1 || again[0].ID == first[0].ID || again[0].ID == 0 {
		t.Errorf("after it has come back: %d faces", len(again))
	}
}

func TestAMissIsForgiven(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(10)
	id := c.faces()[0].ID
	m.set(func(m *fakeModels) { m.score = .1 })
	c.run(2)
	m.set(func(m *fakeModels) { m.score = 1 })
	c.run(4)
	if f := c.faces(); len(f) != 1 || f[0].ID != id {
		t.Error("a face was let go at once")
	}
}

func TestUpToSixFacesLargestFirst(t *testing.T) {
	m := newFake()
	for i, x := range []float32{.08, .22, .36, .5, .64, .78, .92} {
		m.detect = append(m.detect, detection(x, .5, .05+.01*float32(i)))
	}
	c := newCamera(t, m, face.Options{}, face.WantFaces)
	c.run(20)
	list := c.faces()
	if len(list) != 6 {
		t.Fatalf("%d faces", len(list))
	}
	for i := range list[1:] {
		if list[i].Width() < list[i+1].Width() || list[i].ID == list[i+1].ID {
			t.Errorf("face %d is %.1f wide, the next one %.1f", i, list[i].Width(), list[i+1].Width())
		}
	}
}

func TestAFaceThatIsNotSeenForLongIsNotShown(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{}, face.WantFaces)
	c.run(10)
	if n := len(c.tr.Faces(c.now().Add(200*time.Millisecond), nil)); n != 1 {
		t.Errorf("%d faces after 0.2 s without a picture", n)
	}
	if n := len(c.tr.Faces(c.now().Add(2*time.Second), nil)); n != 0 {
		t.Errorf("%d faces after 2 s without a picture", n)
	}
}

func TestAnotherPictureSizeBeginsAnew(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(10)
	id := c.faces()[0].ID
	c.w, c.h = 160, 320
	m.set(func(m *fakeModels) { m.detect = nil })
	c.run(1)
	if len(c.faces()) != 0 {
		t.Error("a face of the old size is kept")
	}
	m.set(func(m *fakeModels) { m.detect = []face.Detection{detection(.5, .5, .2)} })
	c.run(6)
	if f := c.faces(); len(f) != 1 || f[0].ID == id {
		t.Error("no new face was found")
	}
}

func TestSubmitNeverWaitsForANetwork(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces)
	c.run(10)
	hold := make(chan struct{})
	m.set(func(m *fakeModels) { m.hold = hold })
	looked := m.count("landmarks")
	for range 30 { // returns although nothing is looked at
		c.submit()
		c.faces()
	}
	close(hold)
	m.set(func(m *fakeModels) { m.hold = nil })
	c.tr.Wait()
	if n := m.count("landmarks") - looked; n > 2 {
		t.Errorf("%d pictures were looked at, not the newest alone", n)
	}
	if len(c.faces()) != 1 {
		t.Error("the face was lost")
	}
}

func TestCloseWhileANetworkRuns(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{}, face.WantFaces)
	c.run(10)
	hold := make(chan struct{})
	m.set(func(m *fakeModels) { m.hold = hold })
	c.submit()
	c.submit()
	closed := make(chan struct{})
	go func() {
		c.tr.Close()
		close(closed)
	}()
	close(hold)
	<-closed
	c.tr.Close()
	c.submit()
	if len(c.faces()) != 0 {
		t.Error("a closed tracker has faces")
	}
}

func TestHandsAndPerson(t *testing.T) {
	m := newFake()
	m.palms = []face.Detection{detection(.3, .5, .1), detection(.7, .5, .1), detection(.5, .2, .1)}
	c := newCamera(t, m, face.Options{}, face.WantHands|face.WantPerson)
	c.run(20)
	list := c.hands()
	if len(list) != 2 || !list[0].Left || list[0].ID == list[1].ID {
		t.Fatalf("%d hands", len(list))
	}
	if m.count("detect")+m.count("landmarks") > 0 {
		t.Error("faces were looked for")
	}
	var mask face.Mask
	if !c.tr.Person(&mask) || mask.W != 8 || mask.H != 4 || len(mask.P) != 32 || mask.P[31] != 31 {
		t.Errorf("the mask is %v", mask)
	}
	c.tr.Want(face.WantHands)
	if c.tr.Person(&mask) {
		t.Error("there is a mask that nobody wants")
	}
}

func TestAFailingNetworkIsReportedOnce(t *testing.T) {
	m := newFake()
	m.err = errBroken
	var log bytes.Buffer
	c := newCamera(t, m, face.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}, face.WantFaces|face.WantHands|face.WantPerson)
	c.run(20)
	if n := strings.Count(log.String(), "broken"); n != 1 {
		t.Errorf("reported %d times: %s", n, log.String())
	}
}

// TestWhatComesTooLateIsDropped asks for something else while a network runs.
func TestWhatComesTooLateIsDropped(t *testing.T) {
	m := newFake()
	m.detect = []face.Detection{detection(.5, .5, .2)}
	c := newCamera(t, m, face.Options{MaxFaces: 1}, face.WantFaces|face.WantPerson)
	c.run(10)
	hold := make(chan struct{})
	m.set(func(m *fakeModels) { m.hold = hold })
	c.submit()
	c.submit()
	c.tr.Want(face.WantHands)
	close(hold)
	m.set(func(m *fakeModels) { m.hold = nil })
	c.tr.Wait()
	if n := len(c.faces()); n != 0 {
		t.Errorf("%d faces that nobody wants", n)
	}
	if c.tr.Person(&face.Mask{}) {
		t.Error("a mask that nobody wants")
	}
	c.tr.Want(face.WantFaces)
	c.run(10)
	if len(c.faces()) != 1 {
		t.Error("no face when it is wanted again")
	}
}
