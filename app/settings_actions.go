package app

import (
	"runtime/debug"

	"onair/app/model"
)

// OpenSettings lays the settings over the screen.
func (a *App) OpenSettings() {
	a.Store.Update(func(s *model.State) { s.Settings.Open = true })
	a.desk.Do(func() { a.devices.List(a.desk.Context()) })
}

// CloseSettings goes back and ends running tests.
func (a *App) CloseSettings() {
	s := a.Store.State()
	if s.Settings.Test.Camera {
		a.TestCamera(false)
	}
	if s.Settings.Test.Microphone {
		a.TestMicrophone(false)
	}
	if s.Settings.Test.Speaker {
		a.TestSpeaker(false)
	}
	a.Store.Update(func(s *model.State) { s.Settings.Open = false })
	a.desk.Do(a.desk.Save)
}

// SetMicGain sets the microphone's gain in percent.
func (a *App) SetMicGain(percent int) {
	a.sound.SetVoiceVolume(percent)
}

// SetCallSound says whether a sound tells that somebody asks for something.
func (a *App) SetCallSound(on bool) { a.sound.SetCallSound(on) }

// SetLanguage chooses the language; "" follows the system.
func (a *App) SetLanguage(code string) {
	a.Store.Update(func(s *model.State) { s.Settings.Language = code })
	a.desk.Do(func() { a.desk.Settings.Language = code; a.desk.Save() })
}

// SetTheme chooses the look.
func (a *App) SetTheme(t model.Theme) {
	a.Store.Update(func(s *model.State) { s.Settings.Theme = t })
	a.desk.Do(func() { a.desk.Settings.Theme = t; a.desk.Save() })
}

// about lists what this program is made of, from the build itself.
func about() model.About {
	out := model.About{Version: Version, Build: Build}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return out
	}
	for _, m := range info.Deps {
		out.Components = append(out.Components, model.Component{Name: m.Path, Version: m.Version, Licence: licences[m.Path]})
	}
	return out
}

// SetArrangement says how several tiles share the stage.
func (a *App) SetArrangement(to model.Arrangement) {
	a.Store.Update(func(s *model.State) { s.Settings.Arrangement = to })
	a.desk.Do(func() { a.desk.Settings.Arrangement = to; a.desk.Save() })
}

// CopyLink tells that the link was copied.
func (a *App) CopyLink() { a.desk.Notify(model.Notice{Code: model.NoticeLinkCopied}) }

// SetVolume sets the loudness of what is played.
func (a *App) SetVolume(percent int) {
	percent = min(max(percent, 0), 100)
	a.room.SetPlayoutVolume(percent)
	a.Store.Update(func(s *model.State) { s.Settings.Volume, s.Watching.Volume = percent, percent })
	a.desk.Do(func() { a.desk.Settings.Volume = percent })
}

// MuteSound silences what is played.
func (a *App) MuteSound(muted bool) {
	a.room.MuteAllRemoteAudio(muted)
	a.Store.Update(func(s *model.State) { s.Watching.Muted = muted })
}
