package liveroom

import (
	"log/slog"
	"time"

	"onair/liveroom/internal/device"
	"onair/liveroom/internal/stream"
	"onair/liveroom/internal/tracks"
	"onair/media/clean"
	"onair/media/voice"
	"onair/signaling"
)

// AudioEffectManager plays music and effects into the live and changes the
// voice (TXAudioEffectManager). One for each LiveRoom, valid from New to Close;
// its methods may be called from any goroutine. What is set stays when a room
// is left. Values out of range are moved into it.
//
// Volumes are percent, 0..150; over 100 may distort.
type AudioEffectManager struct {
	speaker *device.Speaker
	voice   *device.Voice
	ear     *device.Ear
	tracks  *tracks.Tracks
	untap   func()
}

// musicInMix is the music's name in the mix; a user's ID has no spaces.
const musicInMix = "background music"

// newAudioEffectManager is told by changed when what is sent may be another.
func newAudioEffectManager(speaker *device.Speaker, log *slog.Logger, changed func()) *AudioEffectManager {
	a := &AudioEffectManager{speaker: speaker, tracks: tracks.New(tracks.Config{Log: log, Open: speaker.Open, Changed: changed})}
	a.voice = device.NewVoice(a.tracks.Player.PublishSource(), speaker.Latency, log)
	a.ear = device.NewEar(a.voice, speaker)
	speaker.Mixer.Add(musicInMix, a.tracks.Player.PlayoutSource(), 1)
	a.untap = speaker.Mixer.Tap(a.voice.Far)
	return a
}

// close ends every track; the microphone and the playout have ended before.
func (a *AudioEffectManager) close() {
	a.tracks.Cancel()
	a.ear.Close()
	a.untap()
	a.speaker.Mixer.Remove(musicInMix)
	a.tracks.Close()
	a.voice.Close()
}

// AudioEffectManager returns the music and voice settings (getAudioEffectManager).
func (r *LiveRoom) AudioEffectManager() *AudioEffectManager { return r.effects }

// SetVoiceReverbType puts the voice into a room: 0 none, 1 karaoke, 2 small
// room, 3 great hall, 4 deep, 5 loud, 6 metallic, 7 magnetic, 8 ethereal,
// 9 studio, 10 melodious, 11 studio 2. An unknown number is none.
func (a *AudioEffectManager) SetVoiceReverbType(reverb int) {
	a.voice.Change(func(c *voice.Chain) { c.SetReverb(voice.Reverb(reverb)) })
}

// SetVoiceChangerType makes another voice: 0 none, 1 naughty child, 2 little
// girl, 3 middle-aged man, 4 heavy metal, 5 cold, 6 foreign accent, 7 caged
// beast, 8 indoorsman, 9 strong current, 10 heavy machine, 11 ethereal. It
// stacks with the reverb. An unknown number is none.
func (a *AudioEffectManager) SetVoiceChangerType(changer int) {
	a.voice.Change(func(c *voice.Chain) { c.SetChanger(voice.Changer(changer)) })
}

// SetVoicePitch moves the voice's pitch, -1..1 octaves, 0 at first.
func (a *AudioEffectManager) SetVoicePitch(pitch float64) {
	a.voice.Change(func(c *voice.Chain) { c.SetPitch(min(max(pitch, -1), 1)) })
}

// SetVoiceCaptureVolume sets the microphone's loudness before it is mixed, 100
// at first; 0 is silent and keeps the seat.
func (a *AudioEffectManager) SetVoiceCaptureVolume(percent int) {
	a.voice.SetVolume(volumeShare(percent))
}

// VoiceLatency is what pitch and changer add to the voice's way now. A call of
// ours.
func (a *AudioEffectManager) VoiceLatency() time.Duration { return a.voice.Latency() }

// volumeShare is TRTC's percent as a share of 1, at most 1.5.
func volumeShare(percent int) float64 { return float64(min(max(percent, 0), 150)) / 100 }

// EnableVoiceEarMonitor plays the own voice, with its effects, on the own
// loudspeaker; off at first. It is for wired headphones: through a loudspeaker
// it would howl. While it is on, echo is not cancelled. It works while the
// microphone is open, and takes the shortest way past everything that needs to
// look ahead: noise suppression and gain are not heard. Pitch and changers add
// what VoiceLatency says.
func (a *AudioEffectManager) EnableVoiceEarMonitor(on bool) { a.ear.Enable(on) }

// SetVoiceEarMonitorVolume sets how loud the own voice is in the own
// headphones; 100 at first.
func (a *AudioEffectManager) SetVoiceEarMonitorVolume(percent int) {
	a.ear.SetVolume(volumeShare(percent))
}

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
		pub.SetAudio(stream.AudioConfig(int(q)))
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
