package sfu

// Quality is what a viewer wants of a stream's picture: Auto, SoundOnly, or a number of lines, and then it gets the layer of at most
// so many (the lowest, where all have more).
type Quality int

// The qualities that are no number of lines.
const (
	Auto      Quality = 0 // as the line and the tile allow
	SoundOnly Quality = -1
)

// View is what a viewer shows of a stream, and wants of it.
type View struct {
	Width   int     `json:"width,omitempty"` // of the tile, in pixels; 0: not known, as large as any
	Height  int     `json:"height,omitempty"`
	Hidden  bool    `json:"hidden,omitempty"` // nothing is shown: no picture is sent
	Quality Quality `json:"quality,omitempty"`
}

// Layer is one of the encodings that a stream's picture comes in.
type Layer struct {
	Width   int `json:"width,omitempty"` // in pixels; 0 while not known
	Height  int `json:"height,omitempty"`
	BitRate int `json:"bitRate,omitempty"` // bits a second
}

// Why tells why a viewer gets what it gets.
type Why string

// The reasons.
const (
	WhyBest   Why = ""       // there is no better
	WhyLine   Why = "line"   // the way to the viewer carries no more
	WhyTile   Why = "tile"   // a better one would be larger than what is shown
	WhyHidden Why = "hidden" // nothing is shown
	WhyChosen Why = "chosen" // View.Quality
	WhySource Why = "source" // the publisher does not send all it offered
)

// Picture is what a viewer gets of a stream's picture.
type Picture struct {
	Layer          // all zero: no picture is sent, the sound alone
	Why    Why     `json:"why,omitempty"`
	Layers []Layer `json:"layers,omitempty"` // those that come in, or would if they were wanted, the best first
}

// Show changes what a viewer shows and wants, while it plays. When it wants a picture again that begins with a keyframe, which is
// asked for. No such viewer: no effect.
func (s *SFU) Show(streamID, viewerID string, view View) {
	if p := s.find(streamID); p != nil {
		if v := p.viewer(viewerID); v != nil {
			v.show(view)
		}
	}
}
