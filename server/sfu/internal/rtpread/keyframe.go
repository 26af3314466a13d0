package rtpread

// IsH264Key tells whether an RTP payload begins, or holds, a part of a frame that needs no other: a sequence parameter set or the
// first fragment of an IDR slice (RFC 6184).
func IsH264Key(p []byte) bool {
	if len(p) < 2 {
		return false
	}
	switch t := p[0] & 0x1f; t {
	case 5, 7:
		return true
	case 24: // STAP-A: 16-bit length before each unit
		for rest := p[1:]; len(rest) > 2; {
			n := int(rest[0])<<8 | int(rest[1])
			if k := rest[2] & 0x1f; k == 5 || k == 7 {
				return true
			}
			if n+2 > len(rest) {
				return false
			}
			rest = rest[2+n:]
		}
	case 28: // FU-A
		k := p[1] & 0x1f
		return p[1]&0x80 != 0 && (k == 5 || k == 7)
	}
	return false
}

// IsVP8Key tells whether an RTP payload is the first of a VP8 key frame (RFC 7741).
func IsVP8Key(p []byte) bool {
	off, ok := vp8Head(p)
	return ok && len(p) > off && p[off]&0x01 == 0
}

// vp8Head is how long the payload descriptor of a frame's first packet is.
func vp8Head(p []byte) (off int, ok bool) {
	if len(p) < 1 || p[0]&0x10 == 0 || p[0]&0x07 != 0 {
		return 0, false
	}
	off = 1
	if p[0]&0x80 == 0 {
		return off, true
	}
	if len(p) < 2 {
		return 0, false
	}
	x := p[1]
	off = 2
	if x&0x80 != 0 { // picture ID, one or two bytes
		if len(p) <= off {
			return 0, false
		}
		if p[off]&0x80 != 0 {
			off++
		}
		off++
	}
	if x&0x40 != 0 {
		off++
	}
	if x&0x30 != 0 {
		off++
	}
	return off, true
}
