package intake

import "time"

// Rules of asking the publisher again.
const (
	gapMax       = 256                   // missing packets followed; a wider gap is a break, not a loss
	gapReorder   = 5 * time.Millisecond  // how long a packet may be late without being asked for
	gapTries     = 8                     // requests a packet
	gapGiveUp    = time.Second           // and the age at which it is given up
	gapMinRepeat = 25 * time.Millisecond // least time between requests for one packet
)

type gap struct {
	seq         int64
	noticed     time.Time
	first, last time.Time // requests
	tries       int
}

// Gaps finds packets that did not come and says when to ask for them. One goroutine uses it.
type Gaps struct {
	Highest int64
	Started bool
	missing []gap // in order of sequence number
	RTT     time.Duration
}

// Received notes a packet. It reports false when the gap before it is too wide to repair.
func (g *Gaps) Received(seq int64, now time.Time) (repairable bool) {
	switch {
	case !g.Started:
		g.Started = true
		g.Highest = seq
		return true
	case seq <= g.Highest:
		g.filled(seq, now)
		return true
	}
	from := g.Highest + 1
	g.Highest = seq
	if seq-from+int64(len(g.missing)) > gapMax {
		g.missing = g.missing[:0]
		return false
	}
	for ; from < seq; from++ {
		g.missing = append(g.missing, gap{seq: from, noticed: now})
	}
	return true
}

func (g *Gaps) filled(seq int64, now time.Time) {
	for i := range g.missing {
		m := &g.missing[i]
		if m.seq != seq {
			continue
		}
		if m.tries == 1 {
			g.sample(now.Sub(m.first))
		}
		g.missing = append(g.missing[:i], g.missing[i+1:]...)
		return
	}
}

// sample keeps a smoothed time from request to repair.
func (g *Gaps) sample(d time.Duration) {
	if g.RTT == 0 {
		g.RTT = d
		return
	}
	g.RTT += (d - g.RTT) / 8
}

// Due appends to dst the packets to ask for now. lost tells that some were given up.
func (g *Gaps) Due(now time.Time, dst []int64) (_ []int64, lost bool) {
	kept := g.missing[:0]
	for _, m := range g.missing {
		if m.tries >= gapTries && now.Sub(m.last) > g.wait(m.tries) || now.Sub(m.noticed) > gapGiveUp {
			lost = true
			continue
		}
		if g.ripe(m, now) {
			if m.tries == 0 {
				m.first = now
			}
			m.last = now
			m.tries++
			dst = append(dst, m.seq)
		}
		kept = append(kept, m)
	}
	g.missing = kept
	return dst, lost
}

func (g *Gaps) ripe(m gap, now time.Time) bool {
	if m.tries == 0 {
		return g.Highest-m.seq >= 3 || now.Sub(m.noticed) >= gapReorder
	}
	return m.tries < gapTries && now.Sub(m.last) >= g.wait(m.tries)
}

// wait is the time to leave after the given number of requests.
func (g *Gaps) wait(tries int) time.Duration {
	d := max(g.RTT*5/4, gapMinRepeat)
	return d << min(tries-1, 3)
}

// Next is how long until Due may have something, 0 if nothing is missing.
func (g *Gaps) Next() time.Duration {
	if len(g.missing) == 0 {
		return 0
	}
	return gapReorder
}
