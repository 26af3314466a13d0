// Package clock holds the arithmetic of media time: NTP stamps, RTP timestamps
// that wrap, and the line between the two that RTCP sender reports draw
// (RFC 3550, 6.4.1). It does no I/O and reads no clock.
package clock

import (
	"math"
	"time"
)

// ntpEpoch is the number of seconds from 1900 to 1970.
const ntpEpoch = 2208988800

// ToNTP converts wall-clock nanoseconds since 1970 to a 64-bit NTP stamp.
func ToNTP(unixNano int64) uint64 {
	sec, ns := unixNano/1e9, unixNano%1e9
	if ns < 0 {
		sec, ns = sec-1, ns+1e9
	}
	frac := (uint64(ns)<<32 + 5e8) / 1e9
	return uint64(sec+ntpEpoch)<<32 + frac
}

// FromNTP converts a 64-bit NTP stamp to wall-clock nanoseconds since 1970.
func FromNTP(ntp uint64) int64 {
	sec := int64(ntp>>32) - ntpEpoch
	return sec*1e9 + int64((ntp&0xffffffff)*1e9>>32)
}

// Middle is the middle 32 bits of an NTP stamp, as receiver reports echo them.
func Middle(ntp uint64) uint32 { return uint32(ntp >> 16) }

// RoundTrip is the round trip a receiver report tells: now, its LSR and DLSR
// fields (RFC 3550, 6.4.1). It is 0 when the report has none or is nonsense.
func RoundTrip(nowMiddle, lastSR, delay uint32) time.Duration {
	if lastSR == 0 {
		return 0
	}
	rtt := int32(nowMiddle - lastSR - delay)
	if rtt < 0 || rtt > 60<<16 {
		return 0
	}
	return time.Duration(rtt) * time.Second >> 16
}

// Unwrap32 turns 32-bit RTP timestamps into numbers that do not wrap.
type Unwrap32 struct {
	last int64
	set  bool
}

// At returns ts as the number nearest to the newest seen so far.
func (u *Unwrap32) At(ts uint32) int64 {
	if !u.set {
		u.set, u.last = true, int64(ts)+1<<32
		return u.last
	}
	v := u.last + int64(int32(ts-uint32(u.last)))
	if v > u.last {
		u.last = v
	}
	return v
}

// Unwrap16 turns 16-bit sequence numbers into numbers that do not wrap.
type Unwrap16 struct {
	last int64
	set  bool
}

// At returns seq as the number nearest to the newest seen so far.
func (u *Unwrap16) At(seq uint16) int64 {
	if !u.set {
		u.set, u.last = true, int64(seq)+1<<16
		return u.last
	}
	v := u.last + int64(int16(seq-uint16(u.last)))
	if v > u.last {
		u.last = v
	}
	return v
}

// Line maps unwrapped RTP timestamps to wall-clock nanoseconds.
type Line struct {
	Rate int // ticks a second
	rtp  int64
	wall int64
	set  bool
}

// Set draws the line through one point.
func (l *Line) Set(rtp, wallNano int64) { l.rtp, l.wall, l.set = rtp, wallNano, true }

// Known tells whether Set was called.
func (l *Line) Known() bool { return l.set }

// Wall returns the wall-clock nanoseconds of an RTP timestamp.
func (l *Line) Wall(rtp int64) int64 { return l.wall + ticksToNano(rtp-l.rtp, l.Rate) }

// RTP returns the RTP timestamp of a moment, rounded to the nearest tick.
func (l *Line) RTP(wallNano int64) int64 {
	return l.rtp + int64(math.Round(float64(wallNano-l.wall)*float64(l.Rate)/1e9))
}

func ticksToNano(ticks int64, rate int) int64 {
	sec, rest := ticks/int64(rate), ticks%int64(rate)
	return sec*1e9 + rest*1e9/int64(rate)
}

// Wall carries monotonic moments over into wall-clock nanoseconds from one
// anchor on, so that setting the system's clock during a stream moves nothing.
type Wall struct {
	anchor time.Time
	nano   int64
}

// NewWall anchors at now.
func NewWall(now time.Time) Wall { return Wall{now, now.UnixNano()} }

// Nano is t's wall-clock time in nanoseconds since 1970.
func (w Wall) Nano(t time.Time) int64 { return w.nano + int64(t.Sub(w.anchor)) }

// Time is the local moment (with monotonic part) of a wall-clock time.
func (w Wall) Time(nano int64) time.Time { return w.anchor.Add(time.Duration(nano - w.nano)) }
