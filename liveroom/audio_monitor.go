package liveroom

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
