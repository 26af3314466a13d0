package device

import (
	"math"
	"time"

	"onair/media/voice"
)

// Change sets an effect, for viewers and for the own ear.
func (p *Voice) Change(set func(*voice.Chain)) {
	set(p.effects)
	set(p.earEffects)
}

// Latency is what pitch and changer add to the voice's way now.
func (p *Voice) Latency() time.Duration { return p.effects.Latency() }

// SetVolume sets the microphone's loudness, 0..1.5; 1 at first.
func (p *Voice) SetVolume(volume float64) { p.mic.SetVolume(volume) }

// Mute sends silence in place of the voice.
func (p *Voice) Mute(on bool) { p.mic.Mute(on) }

// Muted is what Mute was given.
func (p *Voice) Muted() bool { return p.mic.Muted() }

// Level is how loud the voice is, 0..100.
func (p *Voice) Level() int { return int(p.mic.Meter().RMS()) }

// setMonitored returns what was set before.
func (p *Voice) setMonitored(on bool) (was bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was = p.monitored.Swap(on)
	p.applyCleanLocked()
	return was
}

// opened notes the source that now brings sound.
func (p *Voice) opened(spec string, label func() string) {
	device := isMicrophone(spec)
	p.untouched.Store(!device)
	if device {
		p.device.Store(&label)
	} else {
		p.device.Store(nil)
	}
}

// microphoneLabel is the label of the open microphone, "" while there is none.
func (p *Voice) microphoneLabel() string {
	if label := p.device.Load(); label != nil {
		return (*label)()
	}
	return ""
}

// processEar makes of captured sound what the user hears of it. It runs on the
// ear monitor's thread.
func (p *Voice) processEar(block []float32) {
	gain := float32(p.mic.Volume())
	if p.mic.Muted() {
		gain = 0
	}
	from := math.Float32frombits(p.earGain.Swap(math.Float32bits(gain)))
	step := (gain - from) / float32(max(len(block)/2, 1))
	for i := 0; i+1 < len(block); i += 2 { // gliding, so that it does not click
		from += step
		block[i], block[i+1] = block[i]*from, block[i+1]*from
	}
	p.earEffects.Process(block)
}
