package liveroom

import (
	"time"

	"onair/liveroom/internal/asked"
)

// What the user's stream keys are; see MakeStreamKey.
type (
	StreamKey       = asked.StreamKey
	NewStreamKey    = asked.NewStreamKey
	StreamKeyList   = asked.StreamKeyList
	StreamAddresses = asked.StreamAddresses
)

// OnOwnStream tells the user of the user's own stream that another program sends, in a
// room or not. With On false that program has gone, and its place on stage waits for it
// until Until; zero: it is over. StartPlay with the user's own ID shows the stream. Via
// is "whip", "rtmp", "rtmps" or "srt". A call of ours.
type OnOwnStream struct {
	RoomID uint32
	On     bool
	Via    string
	Until  time.Time
}

// OnStreamHint says what such a program sends wrongly: Code names it, Args are its
// numbers and names. A call of ours.
type OnStreamHint struct {
	RoomID    uint32
	Via, Code string
	Args      []string
}

func (OnOwnStream) EventName() string  { return "onOwnStream" }
func (OnStreamHint) EventName() string { return "onStreamHint" }
