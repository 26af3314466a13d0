package model

// PlayMode is how streams are watched.
type PlayMode string

// The modes; the texts' keys are "quality.<mode>" and "quality.<mode>.text".
const (
	PlayAuto PlayMode = ""           // low latency, and the CDN where that does not get through
	PlayLow  PlayMode = "lowLatency" // as close as it gets
	PlayCDN  PlayMode = "cdn"        // some seconds behind, as many viewers as there are
)

// PlayModes lists every one in order.
func PlayModes() []PlayMode { return []PlayMode{PlayAuto, PlayLow, PlayCDN} }

// Key is the mode's in the texts.
func (m PlayMode) Key() string {
	if m == PlayAuto {
		return "quality.auto"
	}
	return "quality." + string(m)
}

// PlayActions are those of the way that streams are watched.
type PlayActions interface {
	// SetPlayMode changes it, also while something plays; it is remembered.
	SetPlayMode(m PlayMode)
	// WantPicture chooses among the host's encodings: PictureAuto, PictureSound, or the one of
	// at most so many lines, until another room is watched.
	WantPicture(lines int)
}

// The wishes of WantPicture that are no number of lines.
const (
	PictureAuto  = 0
	PictureSound = -1
)

// HostPicture is what comes of a host's picture, and what is wished for.
type HostPicture struct {
	Want   int
	Lines  int   // that come; 0: none, or not known
	Layers []int // there are, in lines, the largest first
	Why    PictureWhy
	Sound  bool // it alone comes
}

// PictureWhy is why no more of a picture comes, or is sent; the texts' keys are
// "quality.why.<why>".
type PictureWhy string

// PictureWhys lists every one but "", for which there is no text.
func PictureWhys() []PictureWhy {
	return []PictureWhy{"line", "tile", "hidden", "chosen", "source", "option", "server", "size", "upload", "processor", "viewers"}
}

// RestingPicture is an encoding of so many lines that is not sent, because of "upload",
// "processor" or "viewers"; the texts' keys are "quality.rests.<why>".
type RestingPicture struct {
	Lines int
	Why   PictureWhy
}
