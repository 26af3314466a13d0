package rtpread

import "encoding/binary"

// Header is what the relay needs of an RTP header (RFC 3550 section 5.1).
type Header struct {
	Marker      bool
	PayloadType uint8
	Seq         uint16
	TS          uint32
	SSRC        uint32
	TWCC        uint16 // transport-wide sequence number
	HasTWCC     bool
}

// ParseRTP reads an RTP packet from outside. payload is a part of b. twccID is the negotiated number of the transport-wide
// sequence extension, 0 if none.
func ParseRTP(b []byte, twccID uint8) (h Header, payload []byte, ok bool) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return h, nil, false
	}
	h.Marker = b[1]&0x80 != 0
	h.PayloadType = b[1] & 0x7f
	h.Seq = binary.BigEndian.Uint16(b[2:])
	h.TS = binary.BigEndian.Uint32(b[4:])
	h.SSRC = binary.BigEndian.Uint32(b[8:])
	off := 12 + 4*int(b[0]&0x0f)
	if b[0]&0x10 != 0 {
		if len(b) < off+4 {
			return h, nil, false
		}
		profile := binary.BigEndian.Uint16(b[off:])
		end := off + 4 + 4*int(binary.BigEndian.Uint16(b[off+2:]))
		if len(b) < end {
			return h, nil, false
		}
		if twccID != 0 {
			h.TWCC, h.HasTWCC = findTWCC(profile, b[off+4:end], twccID)
		}
		off = end
	}
	end := len(b)
	if b[0]&0x20 != 0 {
		end -= int(b[len(b)-1])
	}
	if off > end {
		return h, nil, false
	}
	return h, b[off:end], true
}

// findTWCC looks through header extensions in the one-byte and two-byte forms of RFC 8285.
func findTWCC(profile uint16, ext []byte, id uint8) (uint16, bool) {
	oneByte := profile == 0xbede
	if !oneByte && profile>>4 != 0x100 {
		return 0, false
	}
	for len(ext) > 0 {
		if ext[0] == 0 {
			ext = ext[1:]
			continue
		}
		var got uint8
		var n, head int
		if oneByte {
			got, n, head = ext[0]>>4, int(ext[0]&0x0f)+1, 1
			if got == 15 {
				return 0, false
			}
		} else {
			if len(ext) < 2 {
				return 0, false
			}
			got, n, head = ext[0], int(ext[1]), 2
		}
		if len(ext) < head+n {
			return 0, false
		}
		if got == id && n >= 2 {
			return binary.BigEndian.Uint16(ext[head:]), true
		}
		ext = ext[head+n:]
	}
	return 0, false
}

// Nearest returns the number Nearest to the highest seen without taking it into account.
func Nearest(highest int64, seq uint16) int64 {
	return highest + int64(int16(seq-uint16(highest)))
}
