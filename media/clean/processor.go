package clean

import (
	"sync"
	"sync/atomic"
	"time"
)

// Processor cleans one microphone's sound. Far belongs to the mixing goroutine
// and Capture to the microphone's; everything else may be called by anyone.
type Processor struct {
	mu     sync.Mutex // held by Capture and Close
	closed bool
	on     atomic.Pointer[Switches]
	speech atomic.Bool
}

// New returns a processor with the switches of o. The caller must Close it.
func New(o Options) (*Processor, error) {
	p := &Processor{}
	p.SetEnabled(o.Enabled)
	return p, nil
}

// SetEnabled sets the switches, from any goroutine; it takes effect with the
// next block, without a click.
func (p *Processor) SetEnabled(s Switches) { p.on.Store(&s) }

// Enabled returns the switches set. Any goroutine.
func (p *Processor) Enabled() Switches { return *p.on.Load() }

// Capture cleans a block of the microphone's sound in place: 10 ms of
// interleaved stereo at 48 kHz (blocks of another length are left alone). delayHint is about how long after Far the
// same sound can be heard by the microphone, 0 if unknown: the playout's
// latency and the capture's together. One goroutine at a time; it does not wait for Far.
func (p *Processor) Capture(block []float32, delayHint time.Duration) {}

// Far takes a block of what the loudspeaker plays, as Mixer.Tap gives it: up to 10 ms of
// interleaved stereo at 48 kHz. The samples are copied. One goroutine at a
// time, usually another than Capture's; it never waits.
func (p *Processor) Far(block []float32) {}

// Speech reports whether the newest block that Capture saw holds speech. Any
// goroutine. It works whatever the switches say.
func (p *Processor) Speech() bool { return p.speech.Load() }

// Stats returns how well the processing does. Any goroutine.
func (p *Processor) Stats() Stats { return Stats{Speech: p.Speech()} }

// Close frees the processor. Capture and Far do nothing afterwards. Calling it
// again is harmless.
func (p *Processor) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	return nil
}
