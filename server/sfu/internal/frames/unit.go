package frames

import (
	"encoding/binary"
	"time"
)

// Most of one picture; what exceeds it is no picture that anybody encodes.
const (
	unitBytes = 4 << 20
	unitNALs  = 512
)

// Picture is one coded picture: its NAL units.
type Picture struct {
	NALs [][]byte
	Key  bool
	PTS  time.Duration // when it is shown
	DTS  time.Duration // and decoded
}

// Pictures puts H.264 pictures together from RTP payloads in order (RFC 6184, packetization mode 1).
type Pictures struct {
	now     Picture
	ts      uint32
	started bool
	bytes   int
	part    []byte // the NAL unit that comes in fragments
	Broken  bool   // what came since Drop cannot be put together
	out     []Picture
}

// Drop forgets what was begun.
func (a *Pictures) Drop() { *a = Pictures{out: a.out} }

// Push takes a packet in and returns the pictures that are whole by it, valid until the next Push. A picture ends with the marker,
// or with the next time; dts is the packet's. Broken is set by what is no H.264.
func (a *Pictures) Push(p *Packet, dts time.Duration) []Picture {
	a.out = a.out[:0]
	if a.started && p.TS != a.ts {
		a.finish()
	}
	if !a.started {
		a.started, a.ts = true, p.TS
		a.now = Picture{PTS: dts + p.Late, DTS: dts}
	}
	if !a.unpack(p.Payload) || a.bytes > unitBytes || len(a.now.NALs) > unitNALs {
		a.Broken = true
		return nil
	}
	if p.Marker {
		a.finish()
	}
	return a.out
}

func (a *Pictures) finish() {
	a.Broken = a.Broken || a.part != nil
	if len(a.now.NALs) > 0 && !a.Broken {
		a.out = append(a.out, a.now)
	}
	a.now, a.started, a.bytes, a.part = Picture{}, false, 0, nil
}

// unpack takes one payload apart.
func (a *Pictures) unpack(b []byte) bool {
	if len(b) == 0 {
		return true // such as padding alone
	}
	switch typ := b[0] & 0x1f; {
	case typ >= 1 && typ <= 23:
		a.add(b)
		return a.part == nil
	case typ == 24: // STAP-A
		for b = b[1:]; len(b) > 0; {
			if len(b) < 2 {
				return false
			}
			n := int(binary.BigEndian.Uint16(b))
			if n == 0 || len(b) < 2+n {
				return false
			}
			a.add(b[2 : 2+n])
			b = b[2+n:]
		}
		return a.part == nil
	case typ == 28: // FU-A
		return a.fragment(b)
	}
	return false
}

func (a *Pictures) fragment(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	first, last := b[1]&0x80 != 0, b[1]&0x40 != 0
	if first == (a.part != nil) {
		return false
	}
	if first {
		a.part = append(make([]byte, 0, 4*len(b)), b[0]&0xe0|b[1]&0x1f)
	}
	a.part = append(a.part, b[2:]...)
	if len(a.part) > unitBytes {
		return false
	}
	if last {
		a.add(a.part)
		a.part = nil
	}
	return true
}

// add takes a NAL unit in; delimiters and filling are left out.
func (a *Pictures) add(nal []byte) {
	switch nal[0] & 0x1f {
	case 9, 12:
		return
	case 5:
		a.now.Key = true
	}
	a.now.NALs = append(a.now.NALs, nal)
	a.bytes += len(nal)
}
