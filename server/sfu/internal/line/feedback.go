package line

import (
	"encoding/binary"
	"time"
)

// Feedback is a report on transport-wide numbers (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1), as it came.
type Feedback struct {
	Reference uint32 // in units of 64 ms, 24 bits
	first     uint16
	count     int
	chunks    []byte
}

// Read takes what follows the two SSRCs. Not ok: it is malformed.
func Read(b []byte) (f Feedback, ok bool) {
	if len(b) < 10 {
		return f, false
	}
	f = Feedback{first: binary.BigEndian.Uint16(b), count: int(binary.BigEndian.Uint16(b[2:])), chunks: b[8:]}
	f.Reference = binary.BigEndian.Uint32(b[4:]) >> 8
	return f, true
}

// What a packet's symbol says.
const (
	small = 1 // received, the delta has one byte
	large = 2 // two bytes
)

// Each calls with every packet that is reported, in order, until something is malformed. delta is how much later than the one received
// before a packet came, the first's than the reference.
func (f *Feedback) Each(each func(seq uint16, received bool, delta time.Duration)) {
	end := f.deltas()
	if end < 0 {
		return
	}
	deltas, seq, left := f.chunks[end:], f.first, f.count
	one := func(symbol byte) bool {
		var ticks int64 // of 250 µs
		switch {
		case symbol == small && len(deltas) >= 1:
			ticks, deltas = int64(deltas[0]), deltas[1:]
		case symbol == large && len(deltas) >= 2:
			ticks, deltas = int64(int16(binary.BigEndian.Uint16(deltas))), deltas[2:]
		case symbol == small, symbol == large:
			return false
		}
		each(seq, symbol == small || symbol == large, time.Duration(ticks)*250*time.Microsecond)
		seq++
		return true
	}
	for at := 0; at < end && left > 0; at += 2 {
		c := binary.BigEndian.Uint16(f.chunks[at:])
		n := symbols(c, left)
		for i := range n {
			if !one(symbol(c, i)) {
				return
			}
		}
		left -= n
	}
}

// deltas is where the chunks end; -1 if they do not.
func (f *Feedback) deltas() int {
	at := 0
	for left := f.count; left > 0; at += 2 {
		if at+2 > len(f.chunks) {
			return -1
		}
		n := symbols(binary.BigEndian.Uint16(f.chunks[at:]), left)
		if n == 0 {
			return -1
		}
		left -= n
	}
	return at
}

// symbols is how many a chunk has.
func symbols(c uint16, left int) int {
	switch {
	case c&0x8000 == 0:
		return min(int(c&0x1fff), left)
	case c&0x4000 == 0:
		return min(14, left)
	}
	return min(7, left)
}

func symbol(c uint16, i int) byte {
	switch {
	case c&0x8000 == 0:
		return byte(c >> 13 & 3)
	case c&0x4000 == 0:
		return byte(c >> (13 - i) & 1)
	}
	return byte(c >> (12 - 2*i) & 3)
}
