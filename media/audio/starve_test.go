package audio

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestStarvedDevicesAreNoticed(t *testing.T) {
	for _, c := range []struct {
		name string
		ppm  float64
		gaps []int // reads before which the device runs out, for 6 ms
		want int32
	}{
		{"steady", 0, nil, 0},
		{"fast clock", 150, nil, 0},
		{"slow clock", -150, nil, 0},
		{"twice", -50, []int{400, 1200}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s starveWatch
			r := rand.New(rand.NewPCG(1, 2))
			at, took := time.Duration(0), time.Duration(0)
			for n := range 3000 {
				for _, g := range c.gaps {
					if n == g {
						at += 6 * time.Millisecond
					}
				}
				at += time.Duration(float64(blockTime) * (1 - c.ppm*1e-6))
				if n%2 == 1 { // two blocks at once
					took = time.Duration(n+1) * blockTime
				}
				late := time.Duration(r.ExpFloat64() * float64(2*time.Millisecond))
				s.look(at+late, took)
			}
			if got := s.times.Load(); got != c.want {
				t.Errorf("ran out %d times, not %d", got, c.want)
			}
		})
	}
}

func TestBuffersGrowOnlyWhenItHappensAgain(t *testing.T) {
	var g growth
	t0 := time.Unix(50, 0)
	for i, c := range []struct {
		times int32
		after time.Duration
		want  bool
	}{
		{0, 0, false}, {1, time.Second, false}, {1, 2 * time.Second, false},
		{2, time.Minute, false}, {3, time.Minute + 5*time.Second, true}, {5, 3 * time.Minute, true},
	} {
		if got := g.due(c.times, t0.Add(c.after)); got != c.want {
			t.Errorf("step %d: %v", i, got)
		}
	}
}

func TestBuffersShrinkAfterACalmWhile(t *testing.T) {
	t0 := time.Unix(50, 0)
	at := func(s int) time.Time { return t0.Add(time.Duration(s) * time.Second) }
	g := growth{began: t0}
	if g.due(5, at(3)) {
		t.Error("what runs out while a program starts counts")
	}
	if g.shrinkDue(0, at(14)) || !g.shrinkDue(0, at(16)) {
		t.Error("not after fifteen seconds")
	}
	if g.due(6, at(22)) || g.shrinkDue(0, at(35)) || !g.shrinkDue(0, at(38)) {
		t.Error("it ran out again, and that did not count")
	}
	if g.shrinkDue(1, at(43)) || !g.shrinkDue(1, at(120)) || g.shrinkDue(2, at(150)) || !g.shrinkDue(2, at(800)) {
		t.Error("shrinking does not become rarer")
	}
	if g.shrinkDue(1000, at(1800)) || !g.shrinkDue(1000, at(1900)) {
		t.Error("shrinking is given up")
	}
	if shrinks(2, at(0), at(60)) != 2 || shrinks(2, at(0), at(130)) != 0 {
		t.Error("a shorter buffer that did for minutes counts as too short")
	}
}
