package meter

import (
	"testing"
	"time"
)

func at(ms int) time.Time { return time.Unix(1000, 0).Add(time.Duration(ms) * time.Millisecond) }

func TestRateForgetsAndCounts(t *testing.T) {
	var r Rate
	for i := range 300 {
		r.Add(100, at(i*10))
	}
	if got := r.PerSecond(at(3000)); got < 9900 || got > 10100 {
		t.Errorf("%v a second", got)
	}
	if got := r.PerSecond(at(6000)); got != 0 {
		t.Errorf("%v a second after 3 s of nothing", got)
	}
	var short Rate
	for i := range 50 {
		short.Add(100, at(i*10))
	}
	if got := short.PerSecond(at(500)); got < 9000 || got > 11000 {
		t.Errorf("%v a second in the first half second", got)
	}
}

func TestWindowQuantiles(t *testing.T) {
	var w Window
	for i := range 1000 {
		w.Add(time.Duration(i%100)*time.Millisecond, at(i*10))
	}
	q := w.Quantiles(at(10000), 0.5, 0.95)
	if q[0] != 50*time.Millisecond || q[1] != 95*time.Millisecond {
		t.Errorf("%v", q)
	}
	if q = w.Quantiles(at(20000), 0.5); q[0] != 0 {
		t.Errorf("old values count: %v", q)
	}
}

func TestFreezesAsTheStandardCounts(t *testing.T) {
	for name, c := range map[string]struct {
		gap   int
		count int
	}{"steady": {33, 0}, "a dropped picture": {66, 0}, "just under": {182, 0}, "over": {184, 1}} {
		var f Freezes
		now := 0
		for range 40 {
			f.Shown(at(now))
			now += 33
		}
		f.Shown(at(now - 33 + c.gap))
		if n, total, _ := f.Totals(); n != c.count || (n > 0 && total != time.Duration(c.gap)*time.Millisecond) {
			t.Errorf("%s: %d freezes, %v", name, n, total)
		}
	}
	var f Freezes
	for i := range 10 {
		f.Shown(at(i * 33))
	}
	f.Pause()
	f.Shown(at(5000))
	if n, _, _ := f.Totals(); n != 0 {
		t.Error("a pause counts as a freeze")
	}
}
