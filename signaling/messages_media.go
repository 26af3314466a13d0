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
	PlayWish
}

// TypeSetPlay changes what a stream that is played is shown as, and wanted as.
const TypeSetPlay = "setPlay" // SetPlayRequest -> nothing

// EventPlayQuality tells a viewer which of a picture's encodings it gets.
const EventPlayQuality = "playQuality" // PlayQualityEvent: to that viewer alone

// PlayWish is what a viewer shows of a stream and wants of it, by which the server chooses
// among the encodings that there are.
type PlayWish struct {
	View PlayView `json:"view,omitzero"`
	// Quality is 0 for what line and tile allow, a number of lines for the encoding of at
	// most so many, QualitySound for no picture.
	Quality int `json:"quality,omitempty"`
}

// QualitySound wants no picture, the sound alone.
const QualitySound = -1

// PlayView is how large a picture is shown, in pixels; zero: not known, as large as any.
type PlayView struct {
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	// Hidden: it is not to be seen at all; only sound is sent.
	Hidden bool `json:"hidden,omitempty"`
}

// MaxPlaySize bounds the numbers of a PlayWish.
const MaxPlaySize = 16384

// Valid tells whether the numbers can be.
func (w PlayWish) Valid() bool {
	in := func(n, least int) bool { return n >= least && n <= MaxPlaySize }
	return in(w.View.Width, 0) && in(w.View.Height, 0) && in(w.Quality, QualitySound)
}

// SetPlayRequest is a PlayWish while it plays. CodeNotPublishing: it does not.
type SetPlayRequest struct {
	UserID string `json:"userId"`
	PlayWish
}

// PlayQualityEvent is what a viewer gets of a user's picture. It comes when that changes,
// for the first time with the stream.
type PlayQualityEvent struct {
	RoomID uint32 `json:"roomId"`
	UserID string `json:"userId"`
	// Width and Height are of the encoding that is sent; 0: sound alone, or not known yet.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	// Layers are the heights of the encodings that there are, the largest first.
	Layers []int `json:"layers,omitempty"`
	// Why it is no better: "" (there is none), "line", "tile" (it would be larger than what
	// is shown), "hidden", "chosen" (by Quality), "source" (who sends has no more now).
	Why string `json:"why,omitempty"`
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
