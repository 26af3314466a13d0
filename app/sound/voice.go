package sound

import (
	"path/filepath"
	"slices"
	"strings"

	"onair/app/model"
	"onair/app/settings"
	"onair/assets/sounds"
	"onair/liveroom"
)

// Track numbers of the AudioEffectManager: one for music, the rest for the
// sound board and stickers.
const (
	musicTrack = 1
	firstPad   = 100
)

// First is the panels' state: what is remembered.
func First(remembered settings.Settings) model.Sound {
	p := remembered.Sound
	s := model.DefaultSound()
	s.Music.PublishVolume, s.Music.PlayoutVolume, s.Music.Publish = p.PublishVolume, p.PlayoutVolume, !p.Private
	if slices.Contains(model.Repeats(), model.Repeat(p.Repeat)) {
		s.Music.Repeat = model.Repeat(p.Repeat)
	}
	for _, path := range p.Library {
		s.Music.Library = append(s.Music.Library, songOf(path))
	}
	sortSongs(s.Music.Library)
	s.Voice.Volume, s.Voice.MonitorVolume, s.Voice.MusicMode = remembered.MicGain, p.MonitorVolume, p.MusicMode
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

// Apply tells the live room what is remembered.
func (c *Sound) Apply(s model.Sound) {
	c.mixer.SetVoiceCaptureVolume(s.Voice.Volume)
	c.mixer.SetVoiceEarMonitorVolume(s.Voice.MonitorVolume)
	c.applyCleaning(s.Voice)
}

// Hush ends what sounds in a live when it is over: music, effects, the own
// voice on the headphones. The next live, or another host's stage, begins with
// the voice as it is.
func (c *Sound) Hush() {
	c.StopMusic()
	c.mixer.StopAllMusic()
	c.mixer.EnableVoiceEarMonitor(false)
	c.mixer.SetVoiceReverbType(0)
	c.mixer.SetVoiceChangerType(0)
	c.mixer.SetVoicePitch(0)
	c.desk.Store.Update(func(s *model.State) {
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
func (c *Sound) updateMusic(change func(*model.Music)) {
	c.desk.Store.Update(func(s *model.State) { change(&s.Sound.Music) })
}

func (c *Sound) updateVoice(change func(*model.Voice)) model.Voice {
	c.desk.Store.Update(func(s *model.State) { change(&s.Sound.Voice) })
	return c.desk.Store.State().Sound.Voice
}

// SetVoiceReverb chooses a reverb, 0..11.
func (c *Sound) SetVoiceReverb(n int) {
	n = effectNumber(n)
	c.updateVoice(func(v *model.Voice) { v.Reverb = n })
	c.mixer.SetVoiceReverbType(n)
}

// SetVoiceChanger chooses a voice, 0..11.
func (c *Sound) SetVoiceChanger(n int) {
	n = effectNumber(n)
	c.updateVoice(func(v *model.Voice) { v.Changer = n })
	c.mixer.SetVoiceChangerType(n)
}

func effectNumber(n int) int {
	if n < 0 || n >= model.VoiceEffects {
		return 0
	}
	return n
}

// SetVoicePitch moves the voice's pitch.
func (c *Sound) SetVoicePitch(pitch float64) {
	pitch = min(max(pitch, -1), 1)
	c.updateVoice(func(v *model.Voice) { v.Pitch = pitch })
	c.mixer.SetVoicePitch(pitch)
}

// SetVoiceVolume is the microphone's loudness, which Settings shows too.
func (c *Sound) SetVoiceVolume(percent int) {
	percent = min(max(percent, 0), 150)
	c.mixer.SetVoiceCaptureVolume(percent)
	c.desk.Store.Update(func(s *model.State) { s.Settings.MicGain, s.Sound.Voice.Volume = percent, percent })
	c.desk.Do(func() { c.desk.Settings.MicGain = percent })
}

// SetEarMonitor lets the user hear the own voice.
func (c *Sound) SetEarMonitor(on bool) {
	c.updateVoice(func(v *model.Voice) { v.Monitor = on })
	c.mixer.EnableVoiceEarMonitor(on)
}

// SetEarMonitorVolume sets how loud.
func (c *Sound) SetEarMonitorVolume(percent int) {
	percent = min(max(percent, 0), 150)
	c.updateVoice(func(v *model.Voice) { v.MonitorVolume = percent })
	c.mixer.SetVoiceEarMonitorVolume(percent)
	c.desk.Do(func() { c.desk.Settings.Sound.MonitorVolume = percent })
}

// SetMusicMode sends the microphone's sound as it is, in stereo.
func (c *Sound) SetMusicMode(on bool) {
	c.applyCleaning(c.updateVoice(func(v *model.Voice) { v.MusicMode = on }))
	c.desk.Do(func() { c.desk.Settings.Sound.MusicMode = on; c.desk.Save() })
}

// SetCleaning switches a part of the cleaning.
func (c *Sound) SetCleaning(part model.Cleaning, on bool) {
	c.applyCleaning(c.updateVoice(func(v *model.Voice) {
		if to := map[model.Cleaning]*bool{model.CleanEcho: &v.Echo, model.CleanNoise: &v.Noise, model.CleanGain: &v.Gain}[part]; to != nil {
			*to = on
		}
	}))
	c.desk.Remember(func(s *settings.Settings) {
		off := slices.DeleteFunc(slices.Clone(s.Sound.Off), func(o string) bool { return o == string(part) })
		if !on {
			off = append(off, string(part))
		}
		slices.Sort(off)
		s.Sound.Off = off
	})
}

func (c *Sound) applyCleaning(v model.Voice) {
	quality := liveroom.AudioQualityDefault
	if v.MusicMode {
		quality = liveroom.AudioQualityMusic
	}
	c.quality.SetAudioQuality(quality)
	c.mixer.EnableEchoCancelling(v.Echo)
	c.mixer.EnableNoiseSuppression(v.Noise)
	c.mixer.EnableAutoGain(v.Gain)
}
