package voice

import "time"

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

// Chain is a voice's way through pitch, changer and reverb, in this order. The
// Set methods and Latency may be called from any goroutine, Process by one at a
// time.
type Chain struct{}

// New returns a chain that changes nothing.
func New() *Chain { return &Chain{} }

// Process changes 10 ms in place: 480 pairs of interleaved stereo at 48 kHz
// (shorter and longer blocks of even length work too). It does not allocate.
// With nothing set it leaves the block as it is, bit for bit. A change of type
// is faded over in 20 ms.
func (c *Chain) Process(block []float32) {}

// SetReverb chooses a reverb; an unknown number is none.
func (c *Chain) SetReverb(r Reverb) {}

// SetChanger chooses a voice; an unknown number is none.
func (c *Chain) SetChanger(v Changer) {}

// SetPitch moves the voice's pitch, -1..1 octaves; formants stay where they
// are, so that it sounds like the same person.
func (c *Chain) SetPitch(octaves float64) {}

// Latency is what the chain adds between a sound's coming in and its direct
// sound's going out: 0 without pitch shifting.
func (c *Chain) Latency() time.Duration { return 0 }
