package voice

import (
	"math"
	"sync"
	"time"
)

// Chain is a voice's way through pitch, changer and reverb, in this order. The
// Set methods and Latency may be called from any goroutine, Process by one at a
// time. Changers that shift work on the mean of both channels.
type Chain struct {
	voice, reverb slot

	mu      sync.Mutex // guards what follows
	pitch   float64
	changer Changer
	room    Reverb
	shifter *shifter // of the voice asked for, nil without one
	latency int
}

// New returns a chain that changes nothing.
func New() *Chain {
	c := &Chain{}
	c.voice.init()
	c.reverb.init()
	return c
}

// Process changes 10 ms in place: 480 pairs of interleaved stereo at 48 kHz
// (shorter and longer blocks of even length work too). It does not allocate.
// With nothing set it leaves the block as it is, bit for bit. A change of type
// is faded over in 20 ms.
func (c *Chain) Process(block []float32) {
	block = block[:len(block)&^1]
	for len(block) > 0 {
		n := min(len(block), chunk)
		c.voice.process(block[:n])
		c.reverb.process(block[:n])
		block = block[n:]
	}
}

// SetReverb chooses a reverb; an unknown number is none.
func (c *Chain) SetReverb(r Reverb) {
	if r < 0 || r >= Reverbs {
		r = ReverbNone
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if r == c.room {
		return
	}
	c.room = r
	c.reverb.wanted.Store(&effect{part: newReverb(r)})
}

// SetChanger chooses a voice; an unknown number is none.
func (c *Chain) SetChanger(v Changer) {
	if v < 0 || v >= Changers {
		v = ChangerNone
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v != c.changer {
		c.changer = v
		c.rebuild()
	}
}

// SetPitch moves the voice's pitch, -1..1 octaves, on top of what the changer
// does; formants stay where they are, so that it sounds like the same person.
func (c *Chain) SetPitch(octaves float64) {
	if math.IsNaN(octaves) {
		octaves = 0
	}
	octaves = min(max(octaves, -1), 1)
	c.mu.Lock()
	defer c.mu.Unlock()
	if octaves == c.pitch {
		return
	}
	c.pitch = octaves
	if c.shifter != nil && (octaves != 0 || changers[c.changer].shape != nil) {
		c.shifter.setPitch(math.Exp2(octaves)) // goes on with the same shifter
		return
	}
	c.rebuild()
}

// rebuild makes the effect for pitch and changer. c.mu is held.
func (c *Chain) rebuild() {
	recipe := changers[c.changer]
	var list parts
	c.shifter, c.latency = nil, 0
	if recipe.shape != nil || c.pitch != 0 {
		s := shape{pitch: 1, formant: 1}
		if recipe.shape != nil {
			s = *recipe.shape
		}
		c.shifter, c.latency = newShifter(s), shiftDelay
		c.shifter.setPitch(math.Exp2(c.pitch))
		list = append(list, &shifting{shifter: c.shifter})
	}
	if recipe.after != nil {
		list = append(list, recipe.after())
	}
	e := &effect{latency: c.latency}
	if list != nil {
		e.part = list
	}
	c.voice.wanted.Store(e)
}

// Latency is what the chain adds between a sound's coming in and its direct
// sound's going out: 25 ms with pitch shifting, which all changers but
// ChangerMachine use, 0 without.
func (c *Chain) Latency() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Duration(c.latency) * time.Second / rate
}
