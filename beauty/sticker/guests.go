package sticker

import (
	"sync"
	"time"

	"onair/beauty/motion"
)

// Guests are templates that are worn for a while beside one's own, one after the other. Safe
// for use from several goroutines.
type Guests struct {
	mu   sync.Mutex
	line line
}

// Bounds of the line.
const (
	MaxGuests = 8                // that wait, beside the one that is worn
	MaxGuest  = 20 * time.Second // one is worn at most
	stale     = 30 * time.Second // what has waited for longer is not worn any more
	comes     = 400 * time.Millisecond
	goes      = 500 * time.Millisecond
)

// guest is one of them.
type guest struct {
	t     *motion.Template
	name  string
	stay  time.Duration
	asked time.Time
}

// line is who is worn, since when, and who waits.
type line struct {
	now   guest
	since time.Time // of the frame it came with; zero: with the next one
	ends  bool      // who is worn is to go now
	wait  [MaxGuests]guest
	n     int
}

// add is the line with one more; false: it is full. What is worn already, or waits last, stays
// for longer instead.
func (l line) add(g guest) (line, bool) {
	g.stay = min(g.stay, MaxGuest)
	last := &l.now
	if l.n > 0 {
		last = &l.wait[l.n-1]
	}
	switch {
	case last.t != nil && last.name == g.name && g.name != "":
		last.stay = min(last.stay+g.stay, MaxGuest)
		return l, true
	case l.now.t == nil:
		l.now, l.since = g, time.Time{}
		return l, true
	case l.n == len(l.wait):
		return l, false
	}
	l.wait[l.n] = g
	l.n++
	return l, true
}

// at is the line with a frame, and how much is seen of who is worn, 0 to 1.
func (l line) at(frame time.Time) (line, float32) {
	for l.now.t != nil {
		if l.since.IsZero() || frame.Before(l.since) {
			l.since = frame
		}
		if l.ends {
			l.ends, l.now.stay = false, min(l.now.stay, frame.Sub(l.since)+goes)
		}
		late := l.since.Sub(l.now.asked) > stale
		if age := frame.Sub(l.since); age < l.now.stay && !late {
			in, out := float32(age)/float32(comes), float32(l.now.stay-age)/float32(goes)
			return l, min(max(in, 0.02), out, 1)
		}
		l = l.next()
	}
	l.ends = false
	return l, 0
}

// next is the line without who is worn.
func (l line) next() line {
	l.now, l.since = guest{}, time.Time{}
	if l.n > 0 {
		l.now = l.wait[0]
		copy(l.wait[:], l.wait[1:l.n])
		l.n--
		l.wait[l.n] = guest{}
	}
	return l
}

// Add has a template worn for a time of up to MaxGuest, after those before it; false: too many
// wait. One of the same name as the last of them has that one stay for longer. at is now.
func (g *Guests) Add(t *motion.Template, name string, stay time.Duration, at time.Time) (ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.line, ok = g.line.add(guest{t, name, stay, at})
	return ok
}

// Clear takes off who is worn, softly, and sends all others home.
func (g *Guests) Clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.line.wait, g.line.n = [MaxGuests]guest{}, 0
	g.line.ends = true
}

// Next is who is worn in a frame, and how much is seen of it, 0 to 1; nil: nobody.
func (g *Guests) Next(frame time.Time) (t *motion.Template, seen float32) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.line, seen = g.line.at(frame)
	return g.line.now.t, seen
}

// Now is who is worn, or nil.
func (g *Guests) Now() *motion.Template {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.line.now.t
}
