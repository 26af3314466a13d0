package sfu

import (
	"errors"

	"onair/server/sfu/internal/offers"
)

// Errors that callers tell apart. They come wrapped.
var (
	// ErrNoStream: nobody publishes this stream; try again later.
	ErrNoStream = errors.New("no such stream")
	// ErrBadOffer: the offer cannot be understood or asks for what is never given, such as data channels.
	ErrBadOffer = offers.ErrBad
	// ErrCodec: the offer has no codec that fits (H.264 baseline with packetization-mode 1 or VP8; Opus).
	ErrCodec = errors.New("no common codec")
	// ErrFull: the limit of streams, or of a stream's viewers, is reached.
	ErrFull = errors.New("no room")
	// ErrClosed: the SFU is closed.
	ErrClosed = errors.New("sfu closed")
)
