package rtc

import (
	"testing"
	"time"
)

func TestStandstill(t *testing.T) {
	const tick = 50 * time.Millisecond
	start := time.Now()
	wall := start.Round(0)
	for name, c := range map[string]struct {
		looks []time.Time
		stood bool // at the last look
	}{
		"first look":         {[]time.Time{start}, false},
		"as it should be":    {[]time.Time{start, start.Add(tick), start.Add(2 * tick)}, false},
		"a busy machine":     {[]time.Time{start, start.Add(6 * time.Second)}, false},
		"suspended":          {[]time.Time{start, start.Add(35 * time.Second)}, true},
		"told once":          {[]time.Time{start, start.Add(35 * time.Second), start.Add(35*time.Second + tick)}, false},
		"asleep":             {[]time.Time{wall, wall.Add(time.Hour)}, true},
		"the clock put back": {[]time.Time{wall, wall.Add(-time.Hour), wall.Add(-time.Hour + tick)}, false},
	} {
		var s standstill
		stood := false
		for _, at := range c.looks {
			stood = s.look(at)
		}
		if stood != c.stood {
			t.Errorf("%s: %t, want %t", name, stood, c.stood)
		}
	}
}
