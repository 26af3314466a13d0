package model

import (
	"slices"
	"time"
)

// Program is a stream of the user's that another program sends, such as OBS, and the
// keys for that.
type Program struct {
	// On: one streams as the user now, by Via, into Room. Waits, when it does not any
	// more, is until when its place is kept; zero: it is over.
	On    bool
	Via   string // "whip", "rtmp", "rtmps" or "srt"; its name's key is "program.via.<Via>"
	Room  uint32
	Waits time.Time
	// Hints are what is wrong with it, one of each code, newest last.
	Hints []ProgramHint

	// Keys are the user's, oldest first, at most Max; Loaded once they were read.
	Keys      []StreamKey
	Max       int
	Loaded    bool
	Addresses StreamAddresses
	// Made is the key that was just made. It is shown once.
	Made *MadeKey
	// Busy: the server is being asked. Failure says why it did not do the last thing.
	Busy    bool
	Failure *Failure
}

// Streaming reports whether the user's picture comes from another program, or waits for
// it.
func (p Program) Streaming() bool { return p.On || !p.Waits.IsZero() }

// ProgramHint is one thing that a program sends wrongly; the texts' keys are
// "program.hint.<Code>" and, what to set there, "program.hint.<Code>.do".
type ProgramHint struct {
	Code string
	Args []string
}

// HintGone is a hint of the app itself: the program's place is gone.
const HintGone = "gone"

// Equal reports whether both say the same.
func (h ProgramHint) Equal(o ProgramHint) bool {
	return h.Code == o.Code && slices.Equal(h.Args, o.Args)
}

// HintCodes is every code, for tests that look for missing words.
func HintCodes() []string {
	return []string{"videoCodec", "audioCodec", "aacKind", "channels", "sampleRate", "soundDamaged", "soundTimes", "bFrames", "keyframes", "bitRate",
		"noVideo", "noAudio", "silent", "seatMuted", "soundOnly", HintGone}
}

// StreamKey is a key, without the key itself.
type StreamKey struct {
	ID   string
	Room uint32 // 0: any
	Made time.Time
}

// StreamAddresses are where programs send to; empty what the server does not have.
type StreamAddresses struct{ WHIP, RTMP, RTMPS, SRT string }

// None reports whether there is nothing to send to.
func (a StreamAddresses) None() bool { return a == StreamAddresses{} }

// MadeKey is a new key, which is a secret.
type MadeKey struct {
	ID, Key string
}

// ControlActions are those of a live whose picture another program sends.
type ControlActions interface {
	// TakeCamera sends this computer's camera and microphone instead, once no program
	// sends any more (Program.On).
	TakeCamera()
}

// ProgramActions are those of streams from other programs.
type ProgramActions interface {
	// LookUpKeys reads Program.Keys and Addresses anew.
	LookUpKeys()
	// MakeKey makes a key: Program.Made.
	MakeKey()
	// HideKey forgets Program.Made.
	HideKey()
	// RevokeKey ends a key, and the stream that came with it.
	RevokeKey(id string)
}
