// Package drawclock gives Fyne's caches a clock of our own.
//
// Fyne forgets how to draw what it has not drawn for a minute, by the time of
// day. After a stall (a suspended machine, a debugger, a grab by another
// program) that is everything, and the window stays as it is. So Fyne gets a
// clock that stands still with the program; docs/adr/0311 has the reasons.
package drawclock

import (
	"sync"
	"time"
	_ "unsafe" // for go:linkname

	_ "fyne.io/fyne/v2/canvas" // has the caches
)

// fyneNow is the clock of Fyne's caches.
//
//go:linkname fyneNow fyne.io/fyne/v2/internal/cache.timeNow
var fyneNow func() time.Time

// longestFrame is the most that the clock advances between two readings; it is
// read with every picture, sixty times a second.
const longestFrame = time.Second

// steadyClock is the time of now without the gaps between readings.
func steadyClock(now func() time.Time) func() time.Time {
	var mu sync.Mutex
	last := now()
	at := last
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		// Round drops the monotonic part, which stands still while a machine sleeps.
		t := now()
		step := t.Round(0).Sub(last.Round(0))
		last = t
		at = at.Add(min(max(step, 0), longestFrame))
		return at
	}
}

// Set gives Fyne's caches a clock.
func Set(now func() time.Time) { fyneNow = now }

// Keep makes what is shown survive a stall.
func Keep() { fyneNow = steadyClock(time.Now) }
