package liveroom

import (
	"time"

	"onair/media/clean"
)

// What cleaning a microphone adds to its way, for each part of it.
const (
	echoLatency  = 10 * time.Millisecond
	voiceLatency = 10 * time.Millisecond
)

// SetAudioQuality chooses the sound that is sent (setAudioQuality of the native
// SDK): speech 24 kbit/s, default 64, music 128 in stereo. With music nothing
// is cleaned away. It counts from now on, also in rooms to come, and a live goes
// on without a break.
func (r *LiveRoom) SetAudioQuality(q AudioQuality) {
	if q < AudioQualitySpeech || q > AudioQualityMusic {
		q = AudioQualityDefault
	}
	r.mu.Lock()
	old, pub := r.audioQuality, r.pub
	r.audioQuality = q
	if r.visit != nil {
		r.visit.param.Quality = q
	}
	r.mu.Unlock()
	r.effects.path.setMusicMode(q == AudioQualityMusic)
	if pub != nil && old != q {
		pub.setAudio(q)
	}
}

// AudioQuality is the sound that is sent. A call of ours.
func (r *LiveRoom) AudioQuality() AudioQuality {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.audioQuality == 0 {
		return AudioQualityDefault
	}
	return r.audioQuality
}

// EnableEchoCancelling takes what the loudspeaker plays out of the microphone's
// sound; on at first. With the ear monitor on it rests. Files and test sounds
// are never cleaned, nor is anything with AudioQualityMusic. A call of ours.
func (a *AudioEffectManager) EnableEchoCancelling(on bool) {
	a.path.setClean(func(s *clean.Switches) { s.Echo = on })
}

// EnableNoiseSuppression lowers steady noise of the microphone, such as fans;
// on at first. A call of ours.
func (a *AudioEffectManager) EnableNoiseSuppression(on bool) {
	a.path.setClean(func(s *clean.Switches) { s.Noise = on })
}

// EnableAutoGain evens out the loudness of the microphone's voices; on at
// first. A call of ours.
func (a *AudioEffectManager) EnableAutoGain(on bool) {
	a.path.setClean(func(s *clean.Switches) { s.Gain = on })
}

// Speaking reports whether the microphone hears somebody speak; never while it
// is closed, nor of a file. A call of ours.
func (a *AudioEffectManager) Speaking() bool {
	p := a.path
	open := time.Since(time.Unix(0, p.lastPush.Load())) < clockPatience && !p.untouched.Load()
	return open && p.clean != nil && p.clean.Speech()
}

// EchoStats says how well echo is cancelled. A call of ours.
func (a *AudioEffectManager) EchoStats() clean.Stats {
	if a.path.clean == nil {
		return clean.Stats{}
	}
	return a.path.clean.Stats()
}

// setClean changes what the user wants cleaned.
func (p *voicePath) setClean(change func(*clean.Switches)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.wanted)
	p.applyCleanLocked()
}

// setMusicMode passes the microphone on as it is, or not.
func (p *voicePath) setMusicMode(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.musicMode = on
	p.applyCleanLocked()
}

// applyCleanLocked switches what is wanted and makes sense: the own voice on
// the own headphones is no echo.
func (p *voicePath) applyCleanLocked() {
	if p.clean == nil {
		return
	}
	s := p.wanted
	if p.monitored.Load() {
		s.Echo = false
	}
	if p.musicMode {
		s = clean.Music()
	}
	p.clean.SetEnabled(s)
	late := time.Duration(0)
	if s.Echo {
		late += echoLatency
	}
	if s.Noise || s.Gain {
		late += voiceLatency
	}
	p.cleanLate.Store(int64(late))
}
