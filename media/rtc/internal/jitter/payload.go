package jitter

// NAL unit types of H.264 and of its RTP payload format (RFC 6184, 5.2).
const (
	nalIDR   = 5
	nalSPS   = 7
	nalSTAPA = 24
	nalFUA   = 28
)

// startsKeyframe tells whether a payload carries the first bytes of a keyframe:
// a sequence parameter set or the start of an IDR slice, or a VP8 frame whose
// inverse key flag is 0.
func startsKeyframe(c Codec, p []byte) bool {
	if c == VP8 {
		n, start, ok := vp8Descriptor(p)
		return ok && start && len(p) > n && p[n]&1 == 0
	}
	if len(p) < 2 {
		return false
	}
	switch t := p[0] & 0x1f; t {
	case nalIDR, nalSPS:
		return true
	case nalSTAPA:
		for rest := p[1:]; len(rest) > 2; {
			size := int(rest[0])<<8 | int(rest[1])
			if size == 0 || len(rest) < 2+size {
				return false
			}
			if t := rest[2] & 0x1f; t == nalSPS || t == nalIDR {
				return true
			}
			rest = rest[2+size:]
		}
	case nalFUA:
		return p[1]&0x80 != 0 && p[1]&0x1f == nalIDR
	}
	return false
}

// startsStream tells whether a payload can only be the first of a keyframe.
func startsStream(c Codec, p []byte) bool {
	if c == VP8 {
		return startsKeyframe(c, p)
	}
	if len(p) > 3 && p[0]&0x1f == nalSTAPA {
		return p[3]&0x1f == nalSPS
	}
	return len(p) > 0 && p[0]&0x1f == nalSPS
}

// appendPayload adds one packet's part of a frame to dst.
func appendPayload(c Codec, dst, p []byte) ([]byte, bool) {
	if c == VP8 {
		n, _, ok := vp8Descriptor(p)
		if !ok {
			return dst, false
		}
		return append(dst, p[n:]...), true
	}
	return appendH264(dst, p)
}

// appendH264 writes Annex B. Fragments are joined: only the first gets a start
// code and the rebuilt header.
func appendH264(dst, p []byte) ([]byte, bool) {
	switch t := p[0] & 0x1f; {
	case t >= 1 && t <= 23:
		return append(append(dst, 0, 0, 0, 1), p...), true
	case t == nalSTAPA:
		rest := p[1:]
		for len(rest) > 2 {
			size := int(rest[0])<<8 | int(rest[1])
			if size == 0 || len(rest) < 2+size {
				return dst, false
			}
			dst = append(append(dst, 0, 0, 0, 1), rest[2:2+size]...)
			rest = rest[2+size:]
		}
		return dst, true
	case t == nalFUA:
		if len(p) < 2 {
			return dst, false
		}
		if p[1]&0x80 != 0 {
			dst = append(dst, 0, 0, 0, 1, p[0]&0xe0|p[1]&0x1f)
		}
		return append(dst, p[2:]...), true
	}
	return dst, false
}

// vp8Descriptor returns the length of the payload descriptor (RFC 7741, 4.2) and
// whether the payload starts a frame.
func vp8Descriptor(p []byte) (n int, start, ok bool) {
	if len(p) == 0 {
		return 0, false, false
	}
	start = p[0]&0x10 != 0 && p[0]&0x07 == 0
	n = 1
	if p[0]&0x80 != 0 {
		if len(p) < 2 {
			return 0, false, false
		}
		ext := p[1]
		n++
		if ext&0x80 != 0 {
			if len(p) <= n {
				return 0, false, false
			}
			if p[n]&0x80 != 0 {
				n++
			}
			n++
		}
		if ext&0x40 != 0 {
			n++
		}
		if ext&0x30 != 0 {
			n++
		}
	}
	return n, start, n <= len(p)
}
