package audio

import (
	"context"
	"time"
)

const (
	blockTime = 10 * time.Millisecond
	// idleTime is how often the silent clock looks whether it is its turn.
	idleTime = 50 * time.Millisecond
)

// maxCatchUp is how far the silent clock may be behind before it gives up the
// lost time: the machine slept, and a burst of old blocks helps nobody.
const maxCatchUp = time.Second

// silentClock pulls a block each 10 ms while the speaker does not. The schedule
// is absolute, so that late wake-ups do not add up.
func (p *Playout) silentClock(ctx context.Context) {
	var block [blockLen]float32
	timer := time.NewTimer(0)
	defer timer.Stop()
	start, pulled := time.Now(), time.Duration(0) // pulled since start
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		late := time.Since(start.Add(pulled))
		if late > maxCatchUp {
			start, pulled, late = time.Now(), 0, 0
		}
		mine := true
		for ; mine && late >= 0; late -= blockTime {
			mine = p.pull(block[:], false)
			pulled += blockTime
		}
		if !mine {
			start, pulled = time.Now().Add(idleTime), 0
		}
		timer.Reset(time.Until(start.Add(pulled)))
	}
}
