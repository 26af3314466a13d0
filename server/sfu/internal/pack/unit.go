// Package pack makes RTP of pictures and sound that come by another way: payloads, and their times on one clock.
package pack

import (
	"time"

	"github.com/pion/rtp/codecs"
)

// H.264 units that are told apart (ITU-T H.264, table 7-1).
const (
	unitIDR    = 5
	unitSEI    = 6
	unitSPS    = 7
	unitPPS    = 8
	unitAUD    = 9
	unitFiller = 12
)

// Payload is the longest payload that is made: what browsers send themselves.
const Payload = 1200

// Pictures makes payloads of access units of H.264. One goroutine at a time uses it.
type Pictures struct {
	pay      codecs.H264Payloader
	sps, pps []byte
}

// Units keeps parameter sets for the next keyframe and returns what else of a unit is sent. None: there is nothing to send, or a
// keyframe cannot be decoded for want of parameters.
func (p *Pictures) Units(au [][]byte) (units [][]byte, key bool) {
	for _, u := range au {
		if len(u) == 0 {
			continue
		}
		switch u[0] & 0x1f {
		case unitSPS:
			p.sps = append([]byte(nil), u...)
		case unitPPS:
			p.pps = append([]byte(nil), u...)
		case unitAUD, unitFiller, unitSEI:
		case unitIDR:
			key = true
			units = append(units, u)
		default:
			units = append(units, u)
		}
	}
	if key && (p.sps == nil || p.pps == nil) {
		return nil, key
	}
	return units, key
}

// Payloads cuts units into payloads; a keyframe goes with its parameter sets before it.
func (p *Pictures) Payloads(units [][]byte, key bool) (payloads [][]byte, size int) {
	if key {
		p.pay.Payload(Payload, p.sps)
		p.pay.Payload(Payload, p.pps)
	}
	for _, u := range units {
		for _, b := range p.pay.Payload(Payload, u) {
			payloads = append(payloads, b)
			size += len(b)
		}
	}
	return payloads, size
}

// Ticks is a time in an RTP clock's units, modulo 32 bits.
func Ticks(t time.Duration, rate uint32) uint32 {
	whole, rest := t/time.Second, t%time.Second
	return uint32(int64(whole)*int64(rate) + int64(rest)*int64(rate)/int64(time.Second))
}

// NTP is a time as in sender reports: seconds since 1900, 32 bits before and behind the point.
func NTP(t time.Time) uint64 {
	const from1900 = 2208988800
	return uint64(t.Unix()+from1900)<<32 | uint64(t.Nanosecond())<<32/1e9
}
