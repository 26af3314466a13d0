package voice

// Reverb is a kind of room (TRTC's TXVoiceReverbType).
type Reverb int

// The reverbs, in TRTC's numbering.
const (
	ReverbNone Reverb = iota
	ReverbKaraoke
	ReverbSmallRoom
	ReverbGreatHall
	ReverbDeep
	ReverbLoud
	ReverbMetallic
	ReverbMagnetic
	ReverbEthereal
	ReverbStudio
	ReverbMelodious
	ReverbStudio2
	// Reverbs is how many there are.
	Reverbs = 12
)

// Changer is a kind of voice (TRTC's TXVoiceChangeType).
type Changer int

// The voice changers, in TRTC's numbering.
const (
	ChangerNone Changer = iota
	ChangerChild
	ChangerGirl
	ChangerMan
	ChangerHeavyMetal
	ChangerCold
	ChangerForeign
	ChangerBeast
	ChangerIndoorsman
	ChangerCurrent
	ChangerMachine
	ChangerEthereal
	// Changers is how many there are.
	Changers = 12
)
