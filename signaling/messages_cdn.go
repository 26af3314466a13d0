package signaling

// TypePlayAddress asks where a user's stream is to be had as HLS.
const TypePlayAddress = "playAddress" // UserRequest -> PlayAddress

// EventSteady asks who publishes to keep the picture's size and to send a keyframe every two seconds, or says that it need not be.
const EventSteady = "steady" // SteadyEvent: to who publishes

// PlayAddress is where HLS players, and caches between, find a user's stream. The addresses begin with a slash: they belong behind
// the server's own address, or behind that of a CDN in front of it. They may be secrets: what is signed lets in whoever has it.
type PlayAddress struct {
	URL      string `json:"url"`      // Low-Latency HLS
	PlainURL string `json:"plainUrl"` // without blocking requests
	// Expires is when they end, in Unix milliseconds; 0: never.
	Expires int64 `json:"expires,omitempty"`
	// Reordered is as in SDPReply, for now.
	Reordered bool `json:"reordered,omitempty"`
}

// SteadyEvent tells how the stream is watched.
type SteadyEvent struct {
	RoomID uint32 `json:"roomId"`
	On     bool   `json:"on"`
}
