// Package jitter puts a video stream's RTP packets back in order and cuts them
// into frames a decoder can take: H.264 (RFC 6184) and VP8 (RFC 7741).
//
// One goroutine owns a Buffer. It pushes packets as they come, pops whole frames
// in decoding order, and asks which packets to request again and whether only a
// keyframe helps. A frame is never given out unless everything the decoder needs
// before it was, because decoders conceal what is missing without a word.
// Packets come from outside: nothing in them may panic or grow memory.
package jitter

import "time"

// Codec says how payloads are cut.
type Codec int

// The codecs understood.
const (
	H264 Codec = iota + 1
	VP8
)

// Packet is one received RTP packet. Payload is copied by Push.
type Packet struct {
	Seq     uint16
	TS      uint32
	Marker  bool
	Payload []byte
}

// Frame is one encoded picture. Data is valid until the next Pop.
type Frame struct {
	Data     []byte
	TS       int64 // unwrapped RTP timestamp
	Keyframe bool
	// Complete is when the last packet it needed came.
	Complete time.Time
	// Repaired tells that one of its packets came only after it was asked for.
	Repaired bool
}

const (
	ringSize = 2048 // packets; 10 s of 2 Mbit/s
	maxJump  = 1000 // sequence numbers; more is a new stream
	maxFrame = 4 << 20
	// A gap may be plain reordering for at least and at most so long.
	minReorderWait = 3 * time.Millisecond
	maxReorderWait = 50 * time.Millisecond
	maxTries       = 20
	// The share of packets that did not come in their turn is taken over so many; from
	// missMuch on more is asked for again sooner.
	missWindow, missMuch = 128.0, 0.03
)
