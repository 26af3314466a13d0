package rtc

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

// loadRule chooses how many encodings the processor has time for. Those beside the largest
// go first: they are for poor lines, and most look at the largest.
type loadRule struct {
	most     int // encodings at once, 1 to 3
	over     time.Time
	under    time.Time
	patience time.Duration
	more     time.Time // when one more was last tried
}

// next is how many there may be now. busy is what coding one picture takes at present,
// all encodings together, one more of them cost, and interval the time between pictures.
func (l *loadRule) next(n int, busy, cost, interval time.Duration, now time.Time) int {
	if l.most == 0 {
		l.most, l.patience, l.over, l.under = maxLayers, loadAgain, now, now
	}
	if float64(busy) <= loadHigh*float64(interval) {
		l.over = now
	}
	if float64(busy+cost) >= loadLow*float64(interval) {
		l.under = now
	}
	switch most := min(l.most, n); {
	case most > 1 && now.Sub(l.over) >= loadFor:
		if !l.more.IsZero() && now.Sub(l.more) < loadTrial {
			l.patience = min(2*l.patience, loadAtMost)
		}
		l.most = most - 1
		l.over, l.under = now, now
	case most < n && now.Sub(l.under) >= l.patience:
		l.most = most + 1
		l.over, l.under, l.more = now, now, now
	case !l.more.IsZero() && now.Sub(l.more) >= 3*loadTrial && most == n:
		l.patience = loadAgain
	}
	return min(l.most, n)
}
