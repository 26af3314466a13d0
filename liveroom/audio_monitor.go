package liveroom

import (
	"math"

	"onair/media/audio"
	"onair/media/voice"
)

// monitorInMix is the own voice's name in the mix; a user's ID has no spaces.
const monitorInMix = "ear monitor"

// EnableVoiceEarMonitor plays the own voice, with its effects, on the own
// loudspeaker; off at first. It is for wired headphones: through a loudspeaker
// it would howl. While it is on, echo is not cancelled. It works while the
// microphone is open, and takes the shortest way past everything that needs to
// look ahead: noise suppression and gain are not heard. Pitch and changers add
// what VoiceLatency says.
func (a *AudioEffectManager) EnableVoiceEarMonitor(on bool) {
	r := a.room
	r.mu.Lock()
	if r.closed || a.path.setMonitored(on) == on {
		r.mu.Unlock()
		return
	}
	if on {
		r.startPlayoutLocked()
		r.mixer.Add(monitorInMix, a.path.monitor, a.monitorVolume())
	} else {
		r.mixer.Remove(monitorInMix)
	}
	direct := on && !r.opt.NoPlayout
	var ear *audio.Ear
	a.mu.Lock()
	if direct {
		ear = a.openEar(a.earVolume)
	}
	ear, a.ear = a.ear, ear
	a.mu.Unlock()
	r.mu.Unlock()
	if ear != nil {
		ear.Close() // not under the lock: it may be telling its state
	}
	if !on {
		a.setQuick(false)
	}
}

// openEar starts the direct way; the mix stands in while it does not play.
func (a *AudioEffectManager) openEar(volume float64) *audio.Ear {
	return audio.OpenEar(audio.EarOptions{
		Microphone: a.path.microphoneLabel, Speaker: a.room.Speaker,
		Process: a.path.processEar, Logger: a.room.log,
		OnState: func(playing bool) {
			a.path.direct.Store(playing)
			a.setQuick(!playing && a.path.monitored.Load() && a.path.microphoneLabel() != "")
		},
	}, volume)
}

// setQuick has the mix played with as little delay as the system can.
func (a *AudioEffectManager) setQuick(on bool) {
	a.room.mu.Lock()
	defer a.room.mu.Unlock()
	if a.room.playout != nil {
		a.room.playout.SetQuick(on)
	}
}

// closeEar ends the direct way for good.
func (a *AudioEffectManager) closeEar() {
	a.mu.Lock()
	ear := a.ear
	a.ear = nil
	a.mu.Unlock()
	if ear != nil {
		ear.Close()
	}
}

// SetVoiceEarMonitorVolume sets how loud the own voice is in the own
// headphones; 100 at first.
func (a *AudioEffectManager) SetVoiceEarMonitorVolume(percent int) {
	a.mu.Lock()
	a.earVolume = volumeShare(percent)
	if a.ear != nil {
		a.ear.SetVolume(a.earVolume)
	}
	a.mu.Unlock()
	a.room.mixer.SetVolume(monitorInMix, volumeShare(percent))
}

func (a *AudioEffectManager) monitorVolume() float64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.earVolume
}

// setMonitored returns what was set before.
func (p *voicePath) setMonitored(on bool) (was bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was = p.monitored.Swap(on)
	p.applyCleanLocked()
	return was
}

// change sets an effect, for viewers and for the own ear.
func (p *voicePath) change(set func(*voice.Chain)) {
	set(p.effects)
	set(p.earEffects)
}

// opened notes the source that now brings sound.
func (p *voicePath) opened(spec string, label func() string) {
	device := isMicrophone(spec)
	p.untouched.Store(!device)
	if device {
		p.device.Store(&label)
	} else {
		p.device.Store(nil)
	}
}

// microphoneLabel is the label of the open microphone, "" while there is none.
func (p *voicePath) microphoneLabel() string {
	if label := p.device.Load(); label != nil {
		return (*label)()
	}
	return ""
}

// processEar makes of captured sound what the user hears of it. It runs on the
// ear monitor's thread.
func (p *voicePath) processEar(block []float32) {
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
