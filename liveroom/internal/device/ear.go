package device

import (
	"sync"

	"onair/media/audio"
)

// EarInMix is the own voice's name in the mix; a user's ID has no spaces.
const EarInMix = "ear monitor"

// Ear plays the own voice on the own loudspeaker: directly, and in the mix while
// the direct way does not play. Any goroutine.
type Ear struct {
	voice   *Voice
	speaker *Speaker

	mu     sync.Mutex
	volume float64
	ear    *audio.Ear // while users hear themselves
	closed bool
}

// NewEar makes one that is off.
func NewEar(voice *Voice, speaker *Speaker) *Ear {
	return &Ear{voice: voice, speaker: speaker, volume: 1}
}

// Enable switches it on or off.
func (e *Ear) Enable(on bool) {
	if on && !e.speaker.Open() {
		return
	}
	old, changed := e.enable(on)
	if old != nil {
		old.Close() // not under the lock, for it ends with its devices
	}
	if changed && !on {
		e.speaker.SetQuick(false)
	}
}

// enable returns the direct way that is to be closed.
func (e *Ear) enable(on bool) (old *audio.Ear, changed bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || e.voice.setMonitored(on) == on {
		return nil, false
	}
	if on {
		e.speaker.Mixer.Add(EarInMix, e.voice.monitor, e.volume)
	} else {
		e.speaker.Mixer.Remove(EarInMix)
	}
	old, e.ear = e.ear, nil
	if on && !e.speaker.cfg.NoDevice {
		e.ear = e.direct()
	}
	return old, true
}

// direct starts the direct way; the mix stands in while it does not play.
func (e *Ear) direct() *audio.Ear {
	return audio.OpenEar(audio.EarOptions{
		Microphone: e.voice.microphoneLabel, Speaker: e.speaker.Label,
		Process: e.voice.processEar, Logger: e.speaker.cfg.Log,
		OnState: func(playing bool) {
			e.voice.direct.Store(playing)
			e.speaker.SetQuick(!playing && e.voice.monitored.Load() && e.voice.microphoneLabel() != "")
		},
	}, e.volume)
}

// SetVolume sets how loud the own voice is, 0..1.5.
func (e *Ear) SetVolume(volume float64) {
	e.mu.Lock()
	e.volume = volume
	if e.ear != nil {
		e.ear.SetVolume(volume)
	}
	e.mu.Unlock()
	e.speaker.Mixer.SetVolume(EarInMix, volume)
}

// Close ends it for good.
func (e *Ear) Close() {
	e.mu.Lock()
	old := e.ear
	e.ear, e.closed = nil, true
	e.mu.Unlock()
	if old != nil {
		old.Close()
	}
}
