package rtpread

import "encoding/binary"

// RTCP packet types and feedback formats (RFC 3550, RFC 4585, RFC 5104).
const (
	rtcpSR      = 200
	rtcpRR      = 201
	rtcpBYE     = 203
	rtcpRTPFB   = 205
	rtcpPSFB    = 206
	fmtNACK     = 1
	fmtTWCC     = 15
	fmtPLI      = 1
	fmtFIR      = 4
	reportBlock = 24
)

// report is one reception report block (RFC 3550 section 6.4.1).
type Report struct {
	SSRC         uint32
	FractionLost uint8 // of 256
	Lost         int32 // packets since the start
	Highest      uint32
	Jitter       uint32 // in units of the RTP clock
	LSR, DLSR    uint32
}

// Handler receives what Walk finds; nil functions are left out.
type Handler struct {
	SenderReport func(ssrc uint32, ntp uint64, rtp uint32)
	Report       func(Report)
	NACK         func(ssrc uint32, pid, mask uint16)
	Keyframe     func(ssrc uint32) // PLI or FIR
	Feedback     func(body []byte) // transport-wide, without the two SSRCs
	Bye          func(ssrc uint32) // each that ends
}

// Walk goes through a compound packet from outside, ignoring what it does not know and stopping at what is malformed.
func Walk(b []byte, h *Handler) {
	for len(b) >= 4 && b[0]>>6 == 2 {
		size := 4 * (int(binary.BigEndian.Uint16(b[2:])) + 1)
		if size > len(b) {
			return
		}
		walkOne(b[0]&0x1f, b[1], b[4:size], h)
		b = b[size:]
	}
}

func walkOne(count, kind uint8, body []byte, h *Handler) {
	switch kind {
	case rtcpSR:
		if len(body) < 24 {
			return
		}
		if h.SenderReport != nil {
			h.SenderReport(binary.BigEndian.Uint32(body), binary.BigEndian.Uint64(body[4:]), binary.BigEndian.Uint32(body[12:]))
		}
		walkReports(count, body[24:], h)
	case rtcpRR:
		if len(body) >= 4 {
			walkReports(count, body[4:], h)
		}
	case rtcpBYE:
		for i := 0; i < int(count) && len(body) >= 4 && h.Bye != nil; i++ {
			h.Bye(binary.BigEndian.Uint32(body))
			body = body[4:]
		}
	case rtcpRTPFB:
		if count == fmtTWCC && h.Feedback != nil && len(body) > 8 {
			h.Feedback(body[8:])
		}
		if count != fmtNACK || h.NACK == nil || len(body) < 8 {
			return
		}
		ssrc := binary.BigEndian.Uint32(body[4:])
		for fci := body[8:]; len(fci) >= 4; fci = fci[4:] {
			h.NACK(ssrc, binary.BigEndian.Uint16(fci), binary.BigEndian.Uint16(fci[2:]))
		}
	case rtcpPSFB:
		walkKeyframe(count, body, h)
	}
}

func walkKeyframe(format uint8, body []byte, h *Handler) {
	if h.Keyframe == nil || len(body) < 8 {
		return
	}
	switch format {
	case fmtPLI:
		h.Keyframe(binary.BigEndian.Uint32(body[4:]))
	case fmtFIR:
		for fci := body[8:]; len(fci) >= 8; fci = fci[8:] {
			h.Keyframe(binary.BigEndian.Uint32(fci))
		}
	}
}

func walkReports(count uint8, body []byte, h *Handler) {
	if h.Report == nil {
		return
	}
	for ; count > 0 && len(body) >= reportBlock; count-- {
		lost := int32(binary.BigEndian.Uint32(body[4:])<<8) >> 8
		h.Report(Report{
			SSRC: binary.BigEndian.Uint32(body), FractionLost: body[4], Lost: lost,
			Highest: binary.BigEndian.Uint32(body[8:]), Jitter: binary.BigEndian.Uint32(body[12:]),
			LSR: binary.BigEndian.Uint32(body[16:]), DLSR: binary.BigEndian.Uint32(body[20:]),
		})
		body = body[reportBlock:]
	}
}
