package gesture

import (
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/face"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// film runs hands past a Recognizer, one picture every 33 ms.
type film struct {
	r    Recognizer
	at   time.Time
	rnd  *rand.Rand
	list []Event
}

func newFilm() *film { return &film{at: start, rnd: rand.New(rand.NewPCG(1, 2))} }

func (f *film) roll(pictures int, hands ...face.Hand) {
	for range pictures {
		f.at = f.at.Add(33 * time.Millisecond)
		f.list = f.r.Observe(hands, f.at, f.list)
	}
}

func (f *film) hand(p pose) face.Hand {
	return view{size: 120, x: 400, y: 300}.see(p, f.rnd)
}

func (f *film) expect(t *testing.T, what string, want ...Name) {
	t.Helper()
	var got []Name
	for _, e := range f.list {
		got = append(got, e.Name)
		if e.Confidence < 0.5 || e.Confidence > 1 || e.Hands[0] == 0 || e.At.IsZero() {
			t.Errorf("%s: odd event %+v", what, e)
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%s: events %q, want %q", what, got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: events %q, want %q", what, got, want)
		}
	}
}

func TestOneEventForEachShowing(t *testing.T) {
	f := newFilm()
	v, rest := f.hand(shown[V]), f.hand(idle["relaxed"])
	f.roll(4, v)
	f.expect(t, "a glimpse of 130 ms")
	f.roll(90, v)
	f.expect(t, "three seconds", V)
	if wait := f.list[0].At.Sub(start); wait < holdTime || wait > holdTime+100*time.Millisecond {
		t.Errorf("the event came %v after the hand", wait)
	}
	f.roll(30, rest)
	f.roll(30, v)
	f.expect(t, "shown again after a second", V, V)
	f.roll(8, rest)
	f.roll(15, v)
	f.expect(t, "dropped for a quarter of a second only", V, V)
	f.roll(30, f.hand(shown[OpenPalm]))
	f.expect(t, "another gesture", V, V, OpenPalm)
}

func TestAMissedPictureDoesNotMatter(t *testing.T) {
	f := newFilm()
	v, rest := f.hand(shown[V]), f.hand(idle["relaxed"])
	for range 6 {
		f.roll(3, v)
		f.roll(1, rest)
		f.roll(3, v)
		f.roll(1)
	}
	f.expect(t, "a gesture with holes", V)
}

func TestWaveringHandsSettleNothing(t *testing.T) {
	f := newFilm()
	for range 20 {
		f.roll(4, f.hand(shown[V]))
		f.roll(4, f.hand(shown[OpenPalm]))
	}
	f.expect(t, "two gestures in turn")
}

func TestAHandThatGetsANewNumberDoesNotFireAgain(t *testing.T) {
	f := newFilm()
	v := f.hand(shown[V])
	f.roll(20, v)
	v.ID = 2
	f.roll(20, v)
	f.expect(t, "the tracker lost it for a moment", V)
}

func TestAHeartOfTwoHandsIsOneEventOfBoth(t *testing.T) {
	f := newFilm()
	a, b := heartHands(100, 400, 300)
	f.roll(30, a, b)
	f.expect(t, "heart", Heart)
	if f.list[0].Hands != [2]int{7, 9} {
		t.Errorf("shown by %v", f.list[0].Hands)
	}
}

func TestTwoHandsAreFollowedApart(t *testing.T) {
	f := newFilm()
	a, b := f.hand(shown[V]), f.hand(shown[Fist])
	b.ID = 2
	for i := range b.Points {
		b.Points[i].X += 500
	}
	f.roll(30, a, b)
	if len(f.list) != 2 || f.list[0].Name == f.list[1].Name {
		t.Fatalf("events %+v", f.list)
	}
	for _, e := range f.list {
		if want := map[Name]int{V: 1, Fist: 2}[e.Name]; e.Hands != [2]int{want} {
			t.Errorf("%q by hand %v, want %d", e.Name, e.Hands, want)
		}
	}
}

func TestOldPicturesArePassedOver(t *testing.T) {
	var r Recognizer
	v := newFilm().hand(shown[V])
	for i := range 100 {
		if e := r.Observe([]face.Hand{v}, start.Add(-time.Duration(i)*33*time.Millisecond), nil); len(e) > 0 {
			t.Fatalf("event %+v from pictures that run backwards", e)
		}
	}
}

func TestManyHandsStayBounded(t *testing.T) {
	f := newFilm()
	v := f.hand(shown[V])
	for i := range 200 {
		v.ID = i + 1
		f.roll(1, v)
	}
	if len(f.r.tracks) > maxTracks {
		t.Errorf("%d tracks", len(f.r.tracks))
	}
	f.roll(30)
	if len(f.r.tracks) != 0 {
		t.Errorf("%d tracks of hands that are gone", len(f.r.tracks))
	}
}

func TestObserveDoesNotAllocate(t *testing.T) {
	f := newFilm()
	hands := []face.Hand{f.hand(shown[V])}
	f.roll(30, hands...)
	if n := testing.AllocsPerRun(100, func() {
		f.at = f.at.Add(33 * time.Millisecond)
		f.list = f.r.Observe(hands, f.at, f.list[:0])
	}); n > 0 {
		t.Errorf("%v allocations a picture", n)
	}
}
