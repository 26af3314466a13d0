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
}
