package rtc

import "time"

// soundLine gives packets of sound RTP timestamps that follow the samples, not
// the clock that stamped them: they grow by exactly one packet's samples, so a
// capture clock's jitter does not reach the listener. How capture time relates
// to them is smoothed, and told by the sender reports. A hole in the sound moves
// the timestamps on by as much.
type soundLine struct {
	started bool
	ts      uint32  // of the next packet
	wall    float64 // smoothed capture wall clock of ts, nanoseconds after base
	base    int64
}

const (
	packetSamples = 960
	packetNano    = float64(20 * time.Millisecond)
	// soundHole is how far capture may be off before it is a hole.
	soundHole = float64(60 * time.Millisecond)
	soundGain = 0.02
)

// next takes the capture wall clock of a packet's first sample and returns its
// timestamp and the smoothed capture time that belongs to it.
func (l *soundLine) next(wallNano int64) (ts uint32, captured int64) {
	if !l.started {
		l.started, l.base, l.wall = true, wallNano, 0
	}
	off := float64(wallNano-l.base) - l.wall
	switch {
	case off > soundHole:
		l.ts += uint32(off * audioRate / 1e9)
		l.wall = float64(wallNano - l.base)
	case off < -soundHole: // the capture clock was set back
		l.wall = float64(wallNano - l.base)
	default:
		l.wall += off * soundGain
	}
	ts, captured = l.ts, l.base+int64(l.wall)
	l.ts += packetSamples
	l.wall += packetNano
	return ts, captured
}

// frameGate lets at most fps pictures a second through, evenly, by their
// capture times.
type frameGate struct{ due time.Time }

// pass tells whether the picture captured at t goes through.
func (g *frameGate) pass(t time.Time, fps float64) bool {
	step := time.Duration(float64(time.Second) / fps)
	// A quarter of a step early is on time: cameras tremble.
	if early := g.due.Sub(t); early > step/4 && early < 2*time.Second {
		return false
	}
	if t.Sub(g.due) > step {
		g.due = t
	}
	g.due = g.due.Add(step)
	return true
}
