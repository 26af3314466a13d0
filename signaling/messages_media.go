package signaling

// MediaFlags say what a publisher means to send: camera on, microphone open.
type MediaFlags struct {
	Video bool `json:"video"`
	Audio bool `json:"audio"`
}

// PublishRequest carries a complete SDP offer (all candidates in it) for the
// caller's one stream. A second one replaces the first without a second
// anchorEnter: that is how media comes back after a loss.
type PublishRequest struct {
	SDP string `json:"sdp"`
	// StreamID is the name that the stream has as HLS besides its own; may be empty.
	StreamID string `json:"streamId,omitempty"`
	MediaFlags
}

// PlayRequest carries a complete SDP offer to receive one user's stream.
// CodeNotPublishing: that user sends nothing now; ask again after anchorEnter.
type PlayRequest struct {
	UserID string `json:"userId"`
	SDP    string `json:"sdp"`
}

// SDPReply is the server's complete answer.
type SDPReply struct {
	SDP string `json:"sdp"`
	// Reordered, in what play answers: pictures come in another order than they are shown in
	// (B-frames). Browsers show hardly any of them; by HLS they show all.
	Reordered bool `json:"reordered,omitempty"`
}

// KeptMedia are a client's streams.
type KeptMedia struct {
	// Own: what it publishes.
	Own bool `json:"own,omitempty"`
	// Plays are the users whose streams it plays.
	Plays []string `json:"plays,omitempty"`
}
