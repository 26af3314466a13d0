package liveroom

// monitorInMix is the own voice's name in the mix; a user's ID has no spaces.
const monitorInMix = "ear monitor"

// EnableVoiceEarMonitor plays the own voice, with its effects, on the own
// loudspeaker; off at first. It is for wired headphones: through a loudspeaker
// it would howl. While it is on, echo is not cancelled. It works while the
// microphone is open.
func (a *AudioEffectManager) EnableVoiceEarMonitor(on bool) {
	r := a.room
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	if on {
		r.startPlayoutLocked()
	}
	if was := a.path.setMonitored(on); was == on {
		return
	}
	if r.playout != nil {
		r.playout.SetQuick(on) // as little delay as the system can
	}
	if on {
		r.mixer.Add(monitorInMix, a.path.monitor, a.monitorVolume())
	} else {
		r.mixer.Remove(monitorInMix)
	}
}

// SetVoiceEarMonitorVolume sets how loud the own voice is in the own
// headphones; 100 at first.
func (a *AudioEffectManager) SetVoiceEarMonitorVolume(percent int) {
	a.mu.Lock()
	a.earVolume = volumeShare(percent)
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
