package line

import "time"

// overtakes is how much newer packets may be that come before one: what has not come then is lost.
const overtakes = 60 * time.Millisecond

// missing are packets that were reported not to have come, while they may yet.
type missing struct {
	seqs   [64]uint16
	n      int
	lost   int   // for certain, and not yet counted
	newest int32 // when the newest packet that came was sent, in ms
}

// add notes one. Where there are too many the oldest is lost.
func (m *missing) add(seq uint16) {
	for _, s := range m.seqs[:m.n] {
		if s == seq {
			return
		}
	}
	if m.n == len(m.seqs) {
		m.n, m.lost = copy(m.seqs[:], m.seqs[1:]), m.lost+1
	}
	m.seqs[m.n] = seq
	m.n++
}

// asked notes that the receiver takes a packet for lost, which may count.
func (m *missing) asked(seq uint16, counts bool) {
	for i, s := range m.seqs[:m.n] {
		if s == seq {
			if m.n = i + copy(m.seqs[i:], m.seqs[i+1:m.n]); counts {
				m.lost++
			}
			return
		}
	}
}

// settle takes out what has come since, and returns how many are known to be lost. What was sent before the estimate was lowered
// for a queue is not counted: it has been answered.
func (m *missing) settle(l *Line) (lost int) {
	keep := m.seqs[:0]
	for _, seq := range m.seqs[:m.n] {
		switch s := &l.sent[seq%Kept]; {
		case s.seq != seq || s.size == 0, time.Duration(s.at)*time.Millisecond < l.emptied:
		case m.newest-s.at > int32(overtakes.Milliseconds()):
			m.lost++
		default:
			keep = append(keep, seq)
		}
	}
	m.n = len(keep)
	lost, m.lost = m.lost, 0
	return lost
}
