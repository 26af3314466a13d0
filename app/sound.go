package app

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"onair/app/model"
	"onair/assets/sounds"
	"onair/liveroom"
)

// Track numbers of the AudioEffectManager: one for music, the rest for the
// sound board and stickers.
const (
	musicTrack = 1
	firstPad   = 100
)

func (a *App) firstSound() model.Sound {
	p := a.desk.Settings.Sound
	s := model.DefaultSound()
	s.Music.PublishVolume, s.Music.PlayoutVolume, s.Music.Publish = p.PublishVolume, p.PlayoutVolume, !p.Private
	if slices.Contains(model.Repeats(), model.Repeat(p.Repeat)) {
		s.Music.Repeat = model.Repeat(p.Repeat)
	}
	for _, path := range p.Library {
		s.Music.Library = append(s.Music.Library, songOf(path))
	}
	sortSongs(s.Music.Library)
	s.Voice.Volume, s.Voice.MonitorVolume, s.Voice.MusicMode = a.desk.Settings.MicGain, p.MonitorVolume, p.MusicMode
	s.Voice.Echo = !slices.Contains(p.Off, string(model.CleanEcho))
	s.Voice.Noise = !slices.Contains(p.Off, string(model.CleanNoise))
	s.Voice.Gain = !slices.Contains(p.Off, string(model.CleanGain))
	for _, name := range sounds.Names() {
		s.Pads = append(s.Pads, model.Pad{ID: name})
	}
	for _, path := range p.Pads {
		s.Pads = append(s.Pads, ownPad(path))
	}
	return s
}

// applySound tells the live room what is remembered.
func (a *App) applySound(s model.Sound) {
	e := a.room.AudioEffectManager()
	e.SetVoiceCaptureVolume(s.Voice.Volume)
	e.SetVoiceEarMonitorVolume(s.Voice.MonitorVolume)
	a.applyCleaning(s.Voice)
}

// stopSound ends what sounds in a live when it is over: music, effects, the own
// voice on the headphones. The next live, or another host's stage, begins with
// the voice as it is.
func (a *App) stopSound() {
	e := a.room.AudioEffectManager()
	a.StopMusic()
	e.StopAllMusic()
	e.EnableVoiceEarMonitor(false)
	e.SetVoiceReverbType(0)
	e.SetVoiceChangerType(0)
	e.SetVoicePitch(0)
	a.Store.Update(func(s *model.State) {
		v := &s.Sound.Voice
		v.Monitor, v.Reverb, v.Changer, v.Pitch = false, 0, 0, 0
		s.Sound.Pads = slices.Clone(s.Sound.Pads)
		for i := range s.Sound.Pads {
			s.Sound.Pads[i].On = false
		}
	})
}

func songOf(path string) model.Song {
	name := filepath.Base(path)
	return model.Song{Path: path, Title: strings.TrimSuffix(name, filepath.Ext(name))}
}

func sortSongs(list []model.Song) {
	slices.SortFunc(list, func(x, y model.Song) int {
		return strings.Compare(strings.ToLower(x.Title), strings.ToLower(y.Title))
	})
}

// updateMusic changes the music panel.
func (a *App) updateMusic(change func(*model.Music)) {
	a.Store.Update(func(s *model.State) { change(&s.Sound.Music) })
}

func (a *App) updateVoice(change func(*model.Voice)) model.Voice {
	a.Store.Update(func(s *model.State) { change(&s.Sound.Voice) })
	return a.Store.State().Sound.Voice
}

// SetVoiceReverb chooses a reverb, 0..11.
func (a *App) SetVoiceReverb(n int) {
	n = effectNumber(n)
	a.updateVoice(func(v *model.Voice) { v.Reverb = n })
	a.room.AudioEffectManager().SetVoiceReverbType(n)
}

// SetVoiceChanger chooses a voice, 0..11.
func (a *App) SetVoiceChanger(n int) {
	n = effectNumber(n)
	a.updateVoice(func(v *model.Voice) { v.Changer = n })
	a.room.AudioEffectManager().SetVoiceChangerType(n)
}

func effectNumber(n int) int {
	if n < 0 || n >= model.VoiceEffects {
		return 0
	}
	return n
}

// SetVoicePitch moves the voice's pitch.
func (a *App) SetVoicePitch(pitch float64) {
	pitch = min(max(pitch, -1), 1)
	a.updateVoice(func(v *model.Voice) { v.Pitch = pitch })
	a.room.AudioEffectManager().SetVoicePitch(pitch)
}

// SetVoiceVolume is the microphone's loudness, which Settings shows too.
func (a *App) SetVoiceVolume(percent int) { a.SetMicGain(percent) }

// SetEarMonitor lets the user hear the own voice.
func (a *App) SetEarMonitor(on bool) {
	a.updateVoice(func(v *model.Voice) { v.Monitor = on })
	a.room.AudioEffectManager().EnableVoiceEarMonitor(on)
}

// SetEarMonitorVolume sets how loud.
func (a *App) SetEarMonitorVolume(percent int) {
	percent = min(max(percent, 0), 150)
	a.updateVoice(func(v *model.Voice) { v.MonitorVolume = percent })
	a.room.AudioEffectManager().SetVoiceEarMonitorVolume(percent)
	a.desk.Do(func() { a.desk.Settings.Sound.MonitorVolume = percent })
}

// SetMusicMode sends the microphone's sound as it is, in stereo.
func (a *App) SetMusicMode(on bool) {
	a.applyCleaning(a.updateVoice(func(v *model.Voice) { v.MusicMode = on }))
	a.desk.Do(func() { a.desk.Settings.Sound.MusicMode = on; a.desk.Save() })
}

// SetCleaning switches a part of the cleaning.
func (a *App) SetCleaning(c model.Cleaning, on bool) {
	a.applyCleaning(a.updateVoice(func(v *model.Voice) {
		for part, to := range map[model.Cleaning]*bool{model.CleanEcho: &v.Echo, model.CleanNoise: &v.Noise, model.CleanGain: &v.Gain} {
			if part == c {
				*to = on
			}
		}
	}))
	a.desk.Do(func() {
		off := map[string]bool{}
		for _, o := range a.desk.Settings.Sound.Off {
			off[o] = true
		}
		off[string(c)] = !on
		maps.DeleteFunc(off, func(_ string, off bool) bool { return !off })
		a.desk.Settings.Sound.Off = slices.Sorted(maps.Keys(off))
		a.desk.Save()
	})
}

func (a *App) applyCleaning(v model.Voice) {
	quality := liveroom.AudioQualityDefault
	if v.MusicMode {
		quality = liveroom.AudioQualityMusic
	}
	a.room.SetAudioQuality(quality)
	e := a.room.AudioEffectManager()
	e.EnableEchoCancelling(v.Echo)
	e.EnableNoiseSuppression(v.Noise)
	e.EnableAutoGain(v.Gain)
}
