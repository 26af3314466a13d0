package encodings

import "time"

const (
	// loadHigh is the share of a picture's time that coding may take for loadFor before one
	// encoding less is sent, loadLow the share that it may come to with one more.
	loadHigh, loadLow = 0.6, 0.45
	loadFor           = 2 * time.Second
	// loadAgain is the wait before one more is tried; each time that was too much within
	// loadTrial, twice as long, up to loadAtMost.
	loadAgain, loadAtMost, loadTrial = 20 * time.Second, 5 * time.Minute, 20 * time.Second
)

// LoadRule chooses how many encodings the processor has time for.
type LoadRule struct {
	most  int // encodings at once, 1 to Max
	over  time.Time
	under time.Time
	more  tries
}

// Work is what coding takes.
type Work struct {
	Sent     int           // encodings
	Busy     time.Duration // of coding a picture, all that are sent together
	More     time.Duration // that one more would cost
	Interval time.Duration // between pictures
}

// Next is how many of n there may be now.
func (l *LoadRule) Next(n int, w Work, now time.Time) int {
	if l.most == 0 {
		l.most, l.over, l.under = Max, now, now
		l.more = tries{first: loadAgain, most: loadAtMost, trial: loadTrial, holds: 3 * loadTrial}
	}
	if float64(w.Busy) <= loadHigh*float64(w.Interval) {
		l.over = now
	}
	if float64(w.Busy+w.More) >= loadLow*float64(w.Interval) {
		l.under = now
	}
	switch most := min(l.most, n); {
	case min(most, w.Sent) > 1 && now.Sub(l.over) >= loadFor:
		l.more.failed(now)
		l.most = min(most, w.Sent) - 1
		l.over, l.under = now, now
	case most < n && now.Sub(l.under) >= l.more.after():
		l.most = most + 1
		l.over, l.under = now, now
		l.more.begin(now)
	}
	l.more.look(now)
	return min(l.most, n)
}
