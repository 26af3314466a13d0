package jitter

import "time"

// gap is one missing packet.
type gap struct {
	seq   int64
	since time.Time
	first time.Time // when it was first asked for
	asked time.Time
	tries int
}

func (b *Buffer) openGaps(from, to int64, now time.Time) {
	for seq := from; seq < to; seq++ {
		b.gaps = append(b.gaps, gap{seq: seq, since: now})
		b.counts.Missing++
		b.miss += (1 - b.miss) / missWindow
	}
	b.miss -= b.miss / missWindow
}

// closeGap forgets seq and tells whether it had been asked for.
func (b *Buffer) closeGap(seq int64, now time.Time) (asked bool) {
	for i, g := range b.gaps {
		if g.seq == seq {
			b.gaps = append(b.gaps[:i], b.gaps[i+1:]...)
			if g.tries > 0 {
				b.counts.Recovered++
			}
			if asked := now.Sub(g.first); g.tries == 0 || asked < b.least*7/10 {
				b.noteReorder(now.Sub(g.since)) // no answer is that quick
				b.miss = max(b.miss-1/missWindow, 0)
			} else {
				b.noteRepair(asked)
			}
			return g.tries > 0
		}
	}
	return false
}

// noteRepair learns how long a request takes to be answered. Which of several
// was answered is not known, so the first is taken: that is at worst too long,
// where too short would repeat requests that are under way.
func (b *Buffer) noteRepair(took time.Duration) {
	if b.repair == 0 {
		b.repair = took
	}
	b.repair += (took - b.repair) / 8
}

// noteReorder learns by how much packets overtake each other, so that one which
// is only late is not asked for.
func (b *Buffer) noteReorder(late time.Duration) {
	if late > b.reorder {
		b.reorder += (late - b.reorder) / 4
	} else {
		b.reorder += (late - b.reorder) / 32
	}
}

// reorderWait is how long a gap may be plain reordering.
func (b *Buffer) reorderWait() time.Duration {
	return min(max(b.reorder*5/4, minReorderWait), maxReorderWait)
}

// SetRoundTrip tells the least time an answer can take: the round trip as
// measured otherwise, 0 if it is not known.
func (b *Buffer) SetRoundTrip(d time.Duration) { b.least = d }

// RepairTime is how long an asked-for packet takes to come, smoothed; 0 if none
// did yet.
func (b *Buffer) RepairTime() time.Duration { return b.repair }

// NACKs appends the sequence numbers to request (again) at now to dst. retry is
// how long an answer may take: the round trip with some room.
func (b *Buffer) NACKs(dst []uint16, now time.Time, retry time.Duration) []uint16 {
	patience := b.reorderWait()
	for i := range b.gaps {
		g := &b.gaps[i]
		if g.tries >= maxTries || now.Sub(g.since) < patience {
			continue
		}
		// Each wait is a quarter longer than the one before: a round trip that has
		// become longer must not be met with ever more requests.
		if wait := retry + retry*time.Duration(g.tries-1)/4; g.tries > 0 && now.Sub(g.asked) < wait {
			continue
		}
		if g.tries == 0 {
			g.first = now
		}
		g.tries++
		g.asked = now
		b.counts.NACKs++
		if dst = append(dst, uint16(g.seq)); len(dst) == 64 {
			break
		}
	}
	return dst
}

// Retry is how long to wait for an answer before asking again: the round trip and some room.
// Where much is lost requests and answers are, too. Then it is asked thrice in a round trip,
// which costs less than any parity that does as much (see BenchmarkRepair).
func (b *Buffer) Retry(rtt time.Duration) time.Duration {
	if b.miss > missMuch {
		return max(rtt/3+12*time.Millisecond, 20*time.Millisecond)
	}
	return min(max(rtt*9/8+12*time.Millisecond, 20*time.Millisecond), 250*time.Millisecond)
}

// PatienceFor is what suits a round trip: several requests get their chance, and a keyframe
// on its way to arrive.
func PatienceFor(rtt time.Duration) Patience {
	return Patience{
		GiveUp: min(max(5*rtt, 250*time.Millisecond), 1500*time.Millisecond),
		Again:  250*time.Millisecond + 3*rtt,
	}
}

// Patience bounds the wait for repairs.
type Patience struct {
	// GiveUp is how long a gap may block before a keyframe is asked for.
	GiveUp time.Duration
	// Again is the time between two requests for a keyframe.
	Again time.Duration
}

// WantsKeyframe tells whether to send a PLI now, and remembers that it was sent.
func (b *Buffer) WantsKeyframe(now time.Time, p Patience) bool {
	if !b.started {
		return false
	}
	blocked := len(b.gaps) > 0 && now.Sub(b.gaps[0].since) > p.GiveUp
	if b.needKey {
		blocked = blocked || !b.keyComing || now.Sub(b.keySince) > p.GiveUp
	}
	if !blocked || (!b.lastPLI.IsZero() && now.Sub(b.lastPLI) < p.Again) {
		return false
	}
	b.lastPLI = now
	b.counts.PLIs++
	return true
}

// stuck tells whether a gap at the head has outlived plain reordering and the first repair,
// so that a keyframe behind it is the better way on.
func (b *Buffer) stuck(now time.Time) bool {
	return len(b.gaps) > 0 && now.Sub(b.gaps[0].since) > max(60*time.Millisecond, b.least*3/2)
}

// Waiting tells whether the buffer needs to be looked at soon: packets are
// missing or a keyframe is.
func (b *Buffer) Waiting() bool { return b.started && (b.needKey || len(b.gaps) > 0) }
