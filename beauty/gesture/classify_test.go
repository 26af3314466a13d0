package gesture

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
)

// TestEveryGestureIsToldApart shows each gesture and each idle hand a few
// hundred times, seen from elsewhere, mirrored and with noise, and counts what
// is made of it.
func TestEveryGestureIsToldApart(t *testing.T) {
	const views = 300
	r := rand.New(rand.NewPCG(3, 4))
	for _, noise := range []float64{0, 0.02, 0.035} {
		table := &strings.Builder{}
		for _, name := range Names() {
			got := count(shown[name], views, noise, r)
			fmt.Fprintf(table, "\n%10s: %v", name, got)
			right, wrong := got[name], views-got[name]-got[None]
			if noise < 0.03 && right < views*95/100 || right < views*85/100 || wrong > views*2/100 {
				t.Errorf("noise %v: of %d times %q it was right %d times, wrong %d", noise, views, name, right, wrong)
			}
		}
		for what, p := range idle {
			got := count(p, views, noise, r)
			fmt.Fprintf(table, "\n%14s: %v", what, got)
			if wrong := views - got[None]; wrong > views*6/100 {
				t.Errorf("noise %v: %d of %d idle hands (%s) were taken for a gesture: %v", noise, wrong, views, what, got)
			}
		}
		t.Logf("noise %v%s", noise, table)
	}
}

func count(p pose, views int, noise float64, r *rand.Rand) map[Name]int {
	got := map[Name]int{}
	for range views {
		h := anyView(r, noise).see(p, r)
		n, sure := classify(&h)
		if (n == None) != (sure == 0) || sure > 1 {
			panic(fmt.Sprintf("%q with confidence %v", n, sure))
		}
		got[n]++
	}
	return got
}

func TestDirectionsMatterWhereTheyMeanSomething(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	straight := view{size: 100, x: 300, y: 300}
	for _, tc := range []struct {
		name  Name
		turns []float64 // by which it is still the same
		off   []float64 // by which it is not
	}{
		{ThumbUp, []float64{-30, 0, 30}, []float64{-90, 90, 180}},
		{ThumbDown, []float64{-30, 0, 30}, []float64{-90, 90, 180}},
		{One, []float64{-50, 0, 50}, []float64{-95, 95, 180}},
		{V, []float64{-90, 0, 90, 180}, nil},
		{OK, []float64{-90, 0, 90, 180}, nil},
		{OpenPalm, []float64{-90, 0, 90, 180}, nil},
		{Rock, []float64{-90, 0, 90, 180}, nil},
		{Call, []float64{-90, 0, 90, 180}, nil},
	} {
		for _, turn := range tc.turns {
			p := shown[tc.name]
			p.turn += turn
			if h := straight.see(p, r); first(classify(&h)) != tc.name {
				t.Errorf("%q turned by %v is taken for %q", tc.name, turn, first(classify(&h)))
			}
		}
		for _, turn := range tc.off {
			p := shown[tc.name]
			p.turn += turn
			if h := straight.see(p, r); first(classify(&h)) == tc.name {
				t.Errorf("%q turned by %v is still taken for it", tc.name, turn)
			}
		}
	}
}

func first(n Name, _ float32) Name { return n }

func TestTheRealOpenPalm(t *testing.T) {
	l := facetest.Load(t, "../face/testdata/opencv-hand-open-palm.landmarks.json")
	h := l.HandIn(l.Width, l.Height)
	if n, sure := classify(&h); n != OpenPalm || sure < 0.9 {
		t.Errorf("the open palm is taken for %q (%.2f)", n, sure)
	}
	small := l.HandIn(l.Width/8, l.Height/8)
	if n, _ := classify(&small); n != OpenPalm {
		t.Errorf("from afar it is taken for %q", n)
	}
}

func TestAHandThatIsHardToSeeIsNoGesture(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	h := view{size: 100, x: 300, y: 300}.see(shown[V], r)
	h.Score = 0.55
	if n, _ := classify(&h); n != None {
		t.Errorf("took %q from a hand with a score of 0.55", n)
	}
}

func TestBothHandsMakeAHeart(t *testing.T) {
	for _, size := range []float64{40, 200} {
		a, b := heartHands(size, 400, 300)
		if s := classifyPair(&a, &b); s < 0.9 {
			t.Errorf("size %v: a heart is a heart by %.2f", size, s)
		}
		if s := classifyPair(&b, &a); s < 0.9 {
			t.Error("not with the hands in the other order")
		}
		for i := range b.Points {
			b.Points[i].X += float32(size)
		}
		if s := classifyPair(&a, &b); s > 0.1 {
			t.Errorf("hands apart are a heart by %.2f", s)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		a, b := anyView(r, 0.02).see(shown[OpenPalm], r), anyView(r, 0.02).see(shown[OpenPalm], r)
		if s := classifyPair(&a, &b); s > 0.3 {
			t.Errorf("two open palms are a heart by %.2f", s)
		}
	}
}

// TestPointsThatAreNoHand feeds what a broken finder might send.
func TestPointsThatAreNoHand(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, v := range []float32{0, nan, inf, -inf, math.MaxFloat32} {
		h := face.Hand{ID: 1, Score: 1}
		for i := range h.Points {
			h.Points[i] = face.Point{X: v, Y: v, Z: v}
		}
		if n, _ := classify(&h); n != None {
			t.Errorf("%v: took %q", v, n)
		}
		if s := classifyPair(&h, &h); s != 0 {
			t.Errorf("%v: a heart by %v", v, s)
		}
		var rec Recognizer
		rec.Observe([]face.Hand{h, h}, start, nil)
	}
}

func BenchmarkClassify(b *testing.B) {
	h := view{size: 100, x: 300, y: 300}.see(shown[V], rand.New(rand.NewPCG(1, 1)))
	b.ReportAllocs()
	for b.Loop() {
		classify(&h)
	}
}
