package rtc

import (
	"sync"
	"time"

	"onair/media/rtc/internal/clock"
)

// senderLine carries a received stream's RTP timestamps over into local capture
// times, by the newest sender report. Until the first one it takes the first
// packet to have been captured when it came.
type senderLine struct {
	rate   int
	wall   clock.Wall
	offset time.Duration

	mu    sync.Mutex
	ts    uint32
	nano  int64
	known bool // by a report
	guess bool
}

// report takes a sender report.
func (l *senderLine) report(ts uint32, ntp uint64) {
	l.mu.Lock()
	l.ts, l.nano, l.known = ts, clock.FromNTP(ntp)+int64(l.offset), true
	l.mu.Unlock()
}

// captured is when the sample with timestamp ts was captured, by the local
// clock; sure tells whether a report says so.
func (l *senderLine) captured(ts uint32, arrived time.Time) (at time.Time, sure bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known && !l.guess {
		l.ts, l.nano, l.guess = ts, l.wall.Nano(arrived), true
	}
	ticks := int64(int32(ts - l.ts))
	return l.wall.Time(l.nano + ticks*int64(time.Second)/int64(l.rate)), l.known
}
