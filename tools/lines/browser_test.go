package main

import (
	"testing"
	"time"
)

// shown are pictures each 40 ms with so many lines, from a time on.
func shown(from, to, lines float64) (out [][3]float64) {
	for ; from < to; from += 40 {
		out = append(out, [3]float64{from, lines, 1})
	}
	return out
}

// TestSince: standstills, lines and what is counted are those between the first picture and the end.
func TestSince(t *testing.T) {
	before := sight{Began: 1000, Streams: []stream{{Kind: "audio", ConcealedSamples: 480, SilentConcealedSamples: 480}}}
	s := before
	s.Pictures = append(shown(2000, 4000, 720), shown(4600, 7000, 360)...)
	s.Pictures = append(s.Pictures, shown(7240, 13000, 720)...)
	s.Streams = []stream{{Kind: "audio", ConcealedSamples: 480 + 960 + 48, SilentConcealedSamples: 480 + 48}}
	r := s.since(before, 10*time.Second, 6000)
	if r.first != time.Second || r.longest != 640*time.Millisecond || r.over200 != 2 || r.over500 != 1 {
		t.Errorf("first after %v, longest %v, %d over 200 ms, %d over 500 ms", r.first, r.longest, r.over200, r.over500)
	}
	if r.again != 1240*time.Millisecond || r.best < 0.73 || r.best > 0.75 || r.lines < 622 || r.lines > 631 {
		t.Errorf("again after %v, best for %.3f, %.0f lines", r.again, r.best, r.lines)
	}
	if r.madeUp != 20*time.Millisecond || r.silent != time.Millisecond {
		t.Errorf("%v made up, %v silent", r.madeUp, r.silent)
	}
}

// TestABusyPage: pictures that the screen had and the page did not see are no standstill.
func TestABusyPage(t *testing.T) {
	s := sight{Pictures: shown(0, 1000, 720)}
	s.Pictures = append(s.Pictures, [3]float64{1300, 720, 10})
	if r := s.since(sight{}, time.Second+350*time.Millisecond, 0); r.over200 != 0 {
		t.Errorf("a standstill of %v", r.longest)
	}
}

// TestTheEndStands: a picture that stays until the end is a standstill.
func TestTheEndStands(t *testing.T) {
	s := sight{Pictures: shown(0, 1000, 720)}
	if r := s.since(sight{}, 4*time.Second, 0); r.over500 != 1 || r.longest < 3*time.Second || r.lines > 0.51*720 {
		t.Errorf("%d over 500 ms, longest %v, %.0f lines", r.over500, r.longest, r.lines)
	}
}
