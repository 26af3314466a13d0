package pack

import (
	"testing"
	"time"
)

func at(ms int) time.Time { return time.Unix(1000, 0).Add(time.Duration(ms) * time.Millisecond) }

func TestClock(t *testing.T) {
	type step struct {
		k         int
		now, pts  int // ms
		wantShift int // of the stream's time against the sender's
	}
	for name, steps := range map[string][]step{
		"as it comes":        {{Picture, 0, 5000, -5000}, {Sound, 3, 5010, -5000}, {Picture, 33, 5033, -5000}},
		"decoding order":     {{Picture, 0, 5000, -5000}, {Picture, 33, 5133, -5000}, {Picture, 66, 5033, -5000}},
		"held up, then all":  {{Picture, 0, 0, 0}, {Picture, 6000, 33, 0}, {Picture, 6001, 66, 0}, {Picture, 6010, 6000, 0}},
		"a pause":            {{Picture, 0, 0, 0}, {Picture, 10000, 10000, 0}},
		"counting anew":      {{Picture, 0, 90000, -90000}, {Sound, 10, 90000, -90000}, {Picture, 1000, 0, 1000}, {Sound, 1010, 10, 1000}},
		"far ahead":          {{Picture, 0, 0, 0}, {Sound, 0, 0, 0}, {Picture, 33, 3600000, 33 - 3600000}, {Sound, 40, 3600007, 33 - 3600000}},
		"sound runs away":    {{Picture, 0, 0, 0}, {Sound, 0, 0, 0}, {Sound, 20, 2020, 0}, {Sound, 40, 4040, -2019}, {Picture, 50, 50, 0}, {Sound, 60, 4060, -2019}, {Picture, 66, 66, 0}},
		"faster than it may": {{Picture, 0, 0, 0}, {Picture, 1, 2000, 0}, {Picture, 2, 4000, 0}},
	} {
		c := &Clock{}
		for i, s := range steps {
			pts := time.Duration(s.pts) * time.Millisecond
			got := c.At(s.k, pts, at(s.now)) - pts
			if want := time.Duration(s.wantShift) * time.Millisecond; got != want {
				t.Errorf("%s, step %d: shift %v, not %v", name, i, got, want)
			}
		}
	}
}

// Reports follow a sender whose clock is slow, and at once one that is ahead.
func TestClockFollowsDrift(t *testing.T) {
	c := &Clock{}
	c.At(Picture, 0, at(0))
	for ms := 100; ms <= 100_000; ms += 100 {
		c.At(Picture, time.Duration(ms)*999*time.Microsecond, at(ms)) // 1 ms slow a second
		if ms%1000 == 0 {
			c.Report(at(ms))
		}
	}
	if _, got := c.Report(at(100_000)); got < 99_890*time.Millisecond || got > 99_910*time.Millisecond {
		t.Errorf("the stream is at %v", got)
	}
	c.At(Picture, 101*time.Second, at(100_100))
	if _, got := c.Report(at(101_001)); got < 101_890*time.Millisecond {
		t.Errorf("after a hurry the stream is at %v", got)
	}
	if n := NTP(time.Unix(0, 5e8)); n != 2208988800<<32|1<<31 {
		t.Errorf("%x", n)
	}
}
