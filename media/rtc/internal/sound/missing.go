package sound

import "time"

// asked is a packet that was asked for.
type asked struct {
	seq   int64
	at    time.Time
	tries int
}

const (
	maxTries = 4
	// askBack is how many packets back are asked for: a second.
	askBack = 50
	// overtakes is how long after packets came out of turn one more is waited for.
	overtakes = 5 * time.Second
)

// Missing appends the numbers of packets to ask for (again) at now to dst; retry is how long
// an answer may take. What has been played, or made up, is not asked for.
func (b *Buffer) Missing(dst []uint16, now time.Time, retry time.Duration) []uint16 {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.playing {
		return dst
	}
	newest := b.highest
	if !b.overtook.IsZero() && now.Sub(b.overtook) < overtakes {
		newest--
	}
	for seq := max(b.next, b.highest-askBack); seq < newest; seq++ {
		if b.at(seq) != nil {
			continue
		}
		a := &b.asked[seq%ringSize]
		if a.seq != seq {
			*a = asked{seq: seq}
		}
		if a.tries < maxTries && (a.tries == 0 || now.Sub(a.at) >= retry) {
			a.at, a.tries = now, a.tries+1
			dst = append(dst, uint16(seq))
		}
	}
	return dst
}

// outOfTurn notes that a packet came that nobody had asked for, behind newer ones.
func (b *Buffer) outOfTurn(seq int64, now time.Time) {
	if seq < b.highest && b.asked[seq%ringSize].seq != seq {
		b.overtook = now
	}
}
