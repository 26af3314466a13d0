package meter

import (
	"math"
	"time"
)

// Jitter is the interarrival jitter of RFC 3550, A.8. It belongs to one goroutine.
type Jitter struct {
	ts  uint32
	at  time.Time
	now float64 // seconds
}

// Add notes a packet of an RTP timestamp, whose clock counts so many ticks a second.
func (j *Jitter) Add(ts uint32, now time.Time, rate int) {
	if !j.at.IsZero() && ts != j.ts {
		if d := math.Abs(now.Sub(j.at).Seconds() - float64(int32(ts-j.ts))/float64(rate)); d < 5 {
			j.now += (d - j.now) / 16
		}
	}
	if j.at.IsZero() || ts != j.ts {
		j.ts, j.at = ts, now
	}
}

// Now is the jitter lately.
func (j *Jitter) Now() time.Duration { return time.Duration(j.now * float64(time.Second)) }
