package sfu

import "encoding/binary"

// header is what the relay needs of an RTP header (RFC 3550 section 5.1).
type header struct {
	marker      bool
	payloadType uint8
	seq         uint16
	ts          uint32
	ssrc        uint32
	twcc        uint16 // transport-wide sequence number
	hasTWCC     bool
}

// parseRTP reads an RTP packet from outside. payload is a part of b. twccID is the negotiated number of the transport-wide
// sequence extension, 0 if none.
func parseRTP(b []byte, twccID uint8) (h header, payload []byte, ok bool) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return h, nil, false
	}
	h.marker = b[1]&0x80 != 0
	h.payloadType = b[1] & 0x7f
	h.seq = binary.BigEndian.Uint16(b[2:])
	h.ts = binary.BigEndian.Uint32(b[4:])
	h.ssrc = binary.BigEndian.Uint32(b[8:])
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
			h.twcc, h.hasTWCC = findTWCC(profile, b[off+4:end], twccID)
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

// nearest returns the number nearest to the highest seen without taking it into account.
func nearest(highest int64, seq uint16) int64 {
	return highest + int64(int16(seq-uint16(highest)))
}
