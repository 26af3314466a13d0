package intake

// What a sequence number may do (RFC 3550 appendix A.1).
const (
	seqForward = 1000 // a jump ahead that is loss
	seqBack    = 500  // a step back that is lateness
	seqHole    = 2    // what is skipped at a break, so that viewers notice it
)

// Unwrapper turns a publisher's 16-bit sequence numbers into the track's own, which only grow and whose lower half is what viewers
// see. It follows a publisher that jumps once two packets in a row agree. That no number is ever used for two packets is also what
// keeps SRTP's counters towards the viewers unique.
type Unwrapper struct {
	highest int64  // the track's number of the newest packet
	in      uint16 // and the publisher's
	floor   int64  // numbers below belong to before a break
	suspect uint16 // the number that would confirm a jump
	jumped  bool
	started bool
}

// Next returns the track's number of a packet. Not ok: the packet is to be dropped. broke tells of a break before it.
func (u *Unwrapper) Next(seq uint16) (n int64, ok, broke bool) {
	if !u.started {
		u.started = true
		u.in = seq
		u.highest = int64(seq) + 1<<16 // a cycle up, so that none is negative
		u.floor = u.highest - seqBack
		return u.highest, true, false
	}
	step := int64(int16(seq - u.in))
	if step > seqForward || step < -seqBack {
		if !u.jumped || seq != u.suspect {
			u.jumped, u.suspect = true, seq+1
			return 0, false, false
		}
		u.jumped = false
		u.highest += seqHole
		u.in, u.floor = seq, u.highest
		return u.highest, true, true
	}
	u.jumped = false
	n = u.highest + step
	if step > 0 {
		u.highest, u.in = n, seq
	}
	return n, n >= u.floor, false
}

// Original returns the publisher's number of a recent packet.
func (u *Unwrapper) Original(n int64) uint16 { return u.in + uint16(n-u.highest) }
