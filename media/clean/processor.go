package clean

import (
	"cmp"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// Processor cleans one microphone's sound. Far belongs to the mixing goroutine
// and Capture to the microphone's; everything else may be called by anyone.
type Processor struct {
	on     atomic.Pointer[Switches]
	speech atomic.Bool
	far    *farEnd
	log    *slog.Logger

	mu      sync.Mutex // held by Capture, Stats and Close; guards what follows
	closed  bool
	now     Switches // in force
	echo    *echoPath
	voice   *speex
	found   bool // the delay was logged
	mono    [BlockFrames]float64
	out     [BlockFrames]float64
	noise   float64 // power of the quietest blocks
	tripped int     // blocks of voice still counted as speech
}

// New returns a processor with the switches of o. The caller must Close it.
func New(o Options) (*Processor, error) {
	voice, err := newSpeex()
	if err != nil {
		return nil, err
	}
	p := &Processor{
		far: newFarEnd(), echo: newEchoPath(), voice: voice,
		log: cmp.Or(o.Logger, slog.Default()), noise: 1,
	}
	p.SetEnabled(o.Enabled)
	return p, nil
}

// SetEnabled sets the switches, from any goroutine; it takes effect with the
// next block, without a click.
func (p *Processor) SetEnabled(s Switches) { p.on.Store(&s) }

// Enabled returns the switches set. Any goroutine.
func (p *Processor) Enabled() Switches { return *p.on.Load() }

// Capture cleans a block of the microphone's sound in place: 10 ms of
// interleaved stereo at 48 kHz (a block of another length is left alone). With
// any switch on both channels become the same, and late by 10 ms for the echo
// and 10 ms for noise and gain. delayHint is about how long after Far the
// microphone can hear the same sound, 0 if unknown: the playout's latency and
// the capture's together. One goroutine at a time; it does not wait for Far.
func (p *Processor) Capture(block []float32, delayHint time.Duration) {
	if len(block) != blockLen {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	was, want := p.now, *p.on.Load()
	p.now = want
	for i := range p.mono {
		p.mono[i] = float64(block[2*i]+block[2*i+1]) / 2
		if v := p.mono[i]; v-v != 0 {
			p.mono[i] = 0
		}
	}
	p.floor()
	if want.Echo {
		if !was.Echo {
			p.echo.restart(p.far, delayHint)
		}
		p.echo.advance(p.far)
		p.echo.run(p.mono[:], p.out[:])
		p.tellDelay()
	} else {
		p.out = p.mono
	}
	p.voice.set(want.Noise, want.Gain)
	dry := p.out
	p.hear(p.voice.run(p.out[:]))
	if !want.Noise && !want.Gain {
		p.out = dry
	}
	p.mix(block, was != Music(), want != Music())
}

// mix puts the result into block, or not, or fades from one to the other.
func (p *Processor) mix(block []float32, from, to bool) {
	switch {
	case from && to:
		for i, v := range p.out {
			block[2*i], block[2*i+1] = float32(v), float32(v)
		}
	case from != to:
		for i, v := range p.out {
			wet := (float32(i) + 0.5) / BlockFrames
			if from {
				wet = 1 - wet
			}
			block[2*i] += wet * (float32(v) - block[2*i])
			block[2*i+1] += wet * (float32(v) - block[2*i+1])
		}
	}
}

// floor follows the quietest blocks: down quickly, up by 1 dB a second.
func (p *Processor) floor() {
	sum := 1e-12
	for _, v := range p.mono {
		sum += v * v / BlockFrames
	}
	p.noise = min(p.noise*1.0023, p.noise+0.2*max(sum-p.noise, -p.noise))
	p.noise = max(p.noise, 1e-12)
}

// hear makes of the detector's opinions what Speech tells: sound well above
// the noise, and no flicker within a word.
func (p *Processor) hear(voice bool) {
	const hold = 20
	sum := 0.0
	for _, v := range p.out {
		sum += v * v / BlockFrames
	}
	if voice && sum > 1e-6 {
		p.tripped = hold
	} else if p.tripped > 0 {
		p.tripped--
	}
	p.speech.Store(p.tripped > 0)
}

func (p *Processor) tellDelay() {
	if !p.found && p.echo.align.sure {
		p.found = true
		p.log.Debug("echo found", "delay", p.echo.align.found())
	}
}

// Far takes what the loudspeaker plays, as Mixer.Tap gives it: interleaved
// stereo at 48 kHz, up to 10 ms. The samples are copied. One goroutine at a
// time, usually another than Capture's; it waits for nothing but a copy.
func (p *Processor) Far(block []float32) { p.far.write(block) }

// Speech reports whether the newest block that Capture saw belongs to speech.
// It works whatever the switches say. Any goroutine.
func (p *Processor) Speech() bool { return p.speech.Load() }

// Stats returns how well the processing does. Any goroutine.
func (p *Processor) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.echo
	return Stats{
		ERL: decibels(e.powFar, e.powMic), ERLE: decibels(e.powMic, e.powOut),
		Late: e.lates, Gaps: e.gaps,
		Delay: e.align.found(), Drift: (e.align.pace - 1) * 1e6,
		Noise: 10 * math.Log10(2*p.noise), Speech: p.Speech(),
	}
}

// Close frees the processor. Capture does nothing afterwards. Calling it again
// is harmless.
func (p *Processor) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.closed = true
		p.voice.close()
	}
	return nil
}
