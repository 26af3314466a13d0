// Package limit bounds how often something may be done, by whom, and in how much
// memory that is known.
package limit

import "time"

// Rate is what a Bucket allows: Burst at once, PerSecond after that.
type Rate struct {
	PerSecond float64
	Burst     float64
}

// Every is a Rate of burst at once and one more every pause.
func Every(pause time.Duration, burst int) Rate {
	return Rate{PerSecond: 1 / pause.Seconds(), Burst: float64(burst)}
}

// Bucket is a token bucket. The zero value has everything left. It is not safe
// for several goroutines.
type Bucket struct {
	used float64
	at   time.Time
}

func (b *Bucket) update(r Rate, now time.Time) {
	if d := now.Sub(b.at); d > 0 {
		b.used = max(0, b.used-d.Seconds()*r.PerSecond)
		b.at = now
	}
}

// Take takes n and returns 0, or takes nothing and returns how long to wait
// until there are as many. More than a burst at once counts as a burst.
func (b *Bucket) Take(r Rate, n float64, now time.Time) time.Duration {
	b.update(r, now)
	n = min(n, r.Burst)
	over := b.used + n - r.Burst
	if over <= 1e-9 {
		b.used += n
		return 0
	}
	if r.PerSecond <= 0 {
		return maxWait
	}
	return max(1, time.Duration(min(over/r.PerSecond, maxWait.Seconds())*float64(time.Second)))
}

const maxWait = 24 * time.Hour

// Force takes n also when it is not there, at most a burst more than that.
func (b *Bucket) Force(r Rate, n float64, now time.Time) {
	b.update(r, now)
	b.used = min(b.used+n, 2*r.Burst)
}

// Give gives n back.
func (b *Bucket) Give(n float64) { b.used = max(0, b.used-n) }

// Full reports whether all has come back, so that the bucket may be forgotten.
func (b *Bucket) Full(r Rate, now time.Time) bool {
	b.update(r, now)
	return b.used == 0
}
