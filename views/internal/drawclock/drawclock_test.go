package drawclock

import (
	"testing"
	"time"
)

func TestFynesCachesHaveAClockThatCanBeSet(t *testing.T) {
	// A link to a name that Fyne does not have any more would be a variable of
	// our own: nil.
	if fyneNow == nil {
		t.Fatal("this version of Fyne has no internal/cache.timeNow: see docs/adr/0311")
	}
}

func TestTheClockOfCachesStandsStillWithTheProgram(t *testing.T) {
	now := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)
	clock := steadyClock(func() time.Time { return now })
	start := clock()
	for range 10 {
		now = now.Add(16 * time.Millisecond)
		clock()
	}
	if got := clock().Sub(start); got != 160*time.Millisecond {
		t.Errorf("ten pictures took %v", got)
	}
	now = now.Add(8 * time.Hour) // the lid was shut
	if got := clock().Sub(start); got > 2*time.Second {
		t.Errorf("a stall counts as %v", got)
	}
	now = now.Add(-time.Hour) // the time of day was set
	if got := clock().Sub(start); got > 2*time.Second || got < 160*time.Millisecond {
		t.Errorf("a clock set back counts as %v", got)
	}
}
