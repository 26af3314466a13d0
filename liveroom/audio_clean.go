package liveroom

import (
	"onair/media/clean"
	"onair/signaling"
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
	old := r.audioQuality
	r.audioQuality = q
	r.mu.Unlock()
	r.visits.ChangeParam(func(p *signaling.RoomParam) { p.Quality = int(q) })
	r.voice.SetMusicMode(q == AudioQualityMusic)
	if pub := r.own.Now(); pub != nil && old != q {
		pub.SetAudio(audioConfig(q))
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
	a.voice.SetClean(func(s *clean.Switches) { s.Echo = on })
}

// EnableNoiseSuppression lowers steady noise of the microphone, such as fans;
// on at first. A call of ours.
func (a *AudioEffectManager) EnableNoiseSuppression(on bool) {
	a.voice.SetClean(func(s *clean.Switches) { s.Noise = on })
}

// EnableAutoGain evens out the loudness of the microphone's voices; on at
// first. A call of ours.
func (a *AudioEffectManager) EnableAutoGain(on bool) {
	a.voice.SetClean(func(s *clean.Switches) { s.Gain = on })
}

// Speaking reports whether the microphone hears somebody speak; never while it
// is closed, nor of a file. A call of ours.
func (a *AudioEffectManager) Speaking() bool { return a.voice.Speaking() }

// EchoStats says how well echo is cancelled. A call of ours.
func (a *AudioEffectManager) EchoStats() clean.Stats { return a.voice.EchoStats() }
