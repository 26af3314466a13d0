package sfu

import "encoding/binary"

// RTCP packet types and feedback formats (RFC 3550, RFC 4585, RFC 5104).
const (
	rtcpSR      = 200
	rtcpRR      = 201
	rtcpRTPFB   = 205
	rtcpPSFB    = 206
	fmtNACK     = 1
	fmtPLI      = 1
	fmtFIR      = 4
	reportBlock = 24
)

// report is one reception report block (RFC 3550 section 6.4.1).
type report struct {
	ssrc         uint32
	fractionLost uint8 // of 256
	lost         int32 // packets since the start
	highest      uint32
	jitter       uint32 // in units of the RTP clock
	lsr, dlsr    uint32
}

// rtcpHandler receives what walkRTCP finds; nil functions are left out.
type rtcpHandler struct {
	senderReport func(ssrc uint32, ntp uint64, rtp uint32)
	report       func(report)
	nack         func(ssrc uint32, pid, mask uint16)
	keyframe     func(ssrc uint32) // PLI or FIR
}

// walkRTCP goes through a compound packet from outside, ignoring what it does not know and stopping at what is malformed.
func walkRTCP(b []byte, h *rtcpHandler) {
	for len(b) >= 4 && b[0]>>6 == 2 {
		size := 4 * (int(binary.BigEndian.Uint16(b[2:])) + 1)
		if size > len(b) {
			return
		}
		walkOne(b[0]&0x1f, b[1], b[4:size], h)
		b = b[size:]
	}
}

func walkOne(count, kind uint8, body []byte, h *rtcpHandler) {
	switch kind {
	case rtcpSR:
		if len(body) < 24 {
			return
		}
		if h.senderReport != nil {
			h.senderReport(binary.BigEndian.Uint32(body), binary.BigEndian.Uint64(body[4:]), binary.BigEndian.Uint32(body[12:]))
		}
		walkReports(count, body[24:], h)
	case rtcpRR:
		if len(body) >= 4 {
			walkReports(count, body[4:], h)
		}
	case rtcpRTPFB:
		if count != fmtNACK || h.nack == nil || len(body) < 8 {
			return
		}
		ssrc := binary.BigEndian.Uint32(body[4:])
		for fci := body[8:]; len(fci) >= 4; fci = fci[4:] {
			h.nack(ssrc, binary.BigEndian.Uint16(fci), binary.BigEndian.Uint16(fci[2:]))
		}
	case rtcpPSFB:
		walkKeyframe(count, body, h)
	}
}

func walkKeyframe(format uint8, body []byte, h *rtcpHandler) {
	if h.keyframe == nil || len(body) < 8 {
		return
	}
	switch format {
	case fmtPLI:
		h.keyframe(binary.BigEndian.Uint32(body[4:]))
	case fmtFIR:
		for fci := body[8:]; len(fci) >= 8; fci = fci[8:] {
			h.keyframe(binary.BigEndian.Uint32(fci))
		}
	}
}

func walkReports(count uint8, body []byte, h *rtcpHandler) {
	if h.report == nil {
		return
	}
	for ; count > 0 && len(body) >= reportBlock; count-- {
		lost := int32(binary.BigEndian.Uint32(body[4:])<<8) >> 8
		h.report(report{
			ssrc: binary.BigEndian.Uint32(body), fractionLost: body[4], lost: lost,
			highest: binary.BigEndian.Uint32(body[8:]), jitter: binary.BigEndian.Uint32(body[12:]),
			lsr: binary.BigEndian.Uint32(body[16:]), dlsr: binary.BigEndian.Uint32(body[20:]),
		})
		body = body[reportBlock:]
	}
}
