package sound

import (
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
)

// seekStep is how far the arrow keys move in a song.
const seekStep = 5 * time.Second

// padKeys are the keys of the first nine sounds of the board.
var padKeys = []fyne.KeyName{
	fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
}

// Key handles the hot keys of music, voice and sound board.
func (p *Panel) Key(k fyne.KeyName) bool {
	for i, name := range padKeys {
		if k == name && i < len(p.state.Pads) {
			p.w.Can.Sounds.PlayPad(p.state.Pads[i].ID)
			return true
		}
	}
	return p.musicKey(k) || p.voiceKey(k)
}

func (p *Panel) musicKey(k fyne.KeyName) bool {
	act, m := p.w.Can.Sounds, p.state.Music
	switch k {
	case fyne.KeyPeriod:
		act.NextMusic()
	case fyne.KeyX:
		act.StopMusic()
	case fyne.KeyT:
		act.SetMusicRepeat(p.Music.nextRepeat())
	case fyne.KeyU:
		act.SetMusicPublish(!m.Publish)
	case fyne.KeyLeftBracket, fyne.KeyRightBracket:
		step := 10 * sign(k == fyne.KeyRightBracket)
		act.SetMusicPublishVolume(m.PublishVolume + step)
		act.SetMusicPlayoutVolume(m.PlayoutVolume + step)
	case fyne.KeyMinus, fyne.KeyEqual:
		act.SetMusicPitch(m.Pitch + float64(sign(k == fyne.KeyEqual))/12)
	case fyne.KeySemicolon, fyne.KeyApostrophe:
		act.SetMusicSpeed(m.Speed + 0.05*float64(sign(k == fyne.KeyApostrophe)))
	case fyne.KeySpace, fyne.KeyLeft, fyne.KeyRight:
		if m.Now == nil {
			return false
		}
		if k == fyne.KeySpace {
			act.PauseMusic(!m.Now.Paused)
		} else {
			act.SeekMusic(max(m.Now.Position+seekStep*time.Duration(sign(k == fyne.KeyRight)), 0))
		}
	default:
		return false
	}
	return true
}

func (p *Panel) voiceKey(k fyne.KeyName) bool {
	act, v := p.w.Can.Sounds, p.state.Voice
	switch k {
	case fyne.KeyR:
		act.SetVoiceReverb((v.Reverb + 1) % model.VoiceEffects)
	case fyne.KeyC:
		act.SetVoiceChanger((v.Changer + 1) % model.VoiceEffects)
	case fyne.KeyE:
		act.SetEarMonitor(!v.Monitor)
	case fyne.KeyZ:
		act.SetMusicMode(!v.MusicMode)
	case fyne.KeyPageUp, fyne.KeyPageDown:
		act.SetVoicePitch(v.Pitch + float64(sign(k == fyne.KeyPageUp))/12)
	case fyne.KeyF7, fyne.KeyF8:
		act.SetVoiceVolume(v.Volume + 10*sign(k == fyne.KeyF8))
	default:
		return false
	}
	return true
}

func sign(up bool) int {
	if up {
		return 1
	}
	return -1
}
