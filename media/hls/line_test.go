package hls

import (
	"testing"
	"time"
)

// TestARunThatCountsFromAnew: both playlists go on where the server's clock says, without
// that where they were; what is a little off stays as it is.
func TestARunThatCountsFromAnew(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const s = time.Second
	for _, x := range []struct {
		name  string
		steps []struct {
			date time.Duration // after noon; -1: not told
			dts  time.Duration
			want time.Duration
		}
	}{
		{"by dates", []struct{ date, dts, want time.Duration }{
			{0, 600 * s, 600 * s}, {s, 601 * s, 601 * s}, {2300 * time.Millisecond, 602 * s, 602 * s},
			{12300 * time.Millisecond, 3 * s, 612 * s}, {13300 * time.Millisecond, 4 * s, 613 * s}, {20300 * time.Millisecond, 90 * s, 620 * s},
		}},
		{"without dates", []struct{ date, dts, want time.Duration }{
			{-1, 600 * s, 600 * s}, {-1, 601 * s, 601 * s}, {-1, 3 * s, 601 * s}, {-1, 3500 * time.Millisecond, 601500 * time.Millisecond},
		}},
		{"the clock is set back", []struct{ date, dts, want time.Duration }{
			{60 * s, 600 * s, 600 * s}, {0, 601 * s, 600 * s},
		}},
	} {
		var l line
		var shift, next time.Duration
		for i, step := range x.steps {
			var date time.Time
			if step.date >= 0 {
				date = noon.Add(step.date)
			}
			shift, next = l.place(date, step.dts, shift, next)
			if got := step.dts + shift; got != step.want {
				t.Errorf("%s: step %d is at %v, want %v", x.name, i, got, step.want)
			}
		}
	}
	var l line // the sound's playlist joins when a run has changed
	shift, _ := l.place(noon, 600*s, 0, 0)
	shift, _ = l.place(noon.Add(10*s), s, shift, 600*s)
	sound, _ := l.place(noon.Add(10*s), s, 0, 0)
	if shift != 609*s || sound != shift {
		t.Errorf("pictures are shifted by %v, sound by %v", shift, sound)
	}
}
