package app

import (
	"runtime/debug"

	"onair/app/model"
)

// deviceTest is which tests of the settings screen run.
type deviceTest struct {
	speaker func() // ends the test tone
}

// OpenSettings lays the settings over the screen.
func (a *App) OpenSettings() {
	a.Store.Update(func(s *model.State) { s.Settings.Open = true })
	a.desk.Do(func() { a.listDevices(a.desk.Context()) })
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

// SetMirrorSent mirrors what viewers see.
func (a *App) SetMirrorSent(on bool) {
	a.room.SetEncoderMirror(on)
	a.Store.Update(func(s *model.State) { s.Settings.MirrorSent = on })
	a.desk.Do(func() { a.desk.Settings.MirrorSent = on })
}

// SetHardware asks for a hardware encoder.
func (a *App) SetHardware(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.Hardware = on })
	s := a.Store.State()
	a.desk.Do(func() {
		a.applyQuality(s.Quality, on)
		a.desk.Settings.Hardware = on
	})
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

// TestCamera shows the camera in the settings, also while it is used for
// something else.
func (a *App) TestCamera(on bool) {
	a.desk.Do(func() {
		if !on {
			a.Store.Update(func(s *model.State) { s.Settings.Test.Camera = false })
			a.closeCamera(forTest)
			return
		}
		a.Store.Update(func(s *model.State) {
			live := s.Setup.Check(model.CheckCamera).State == model.CheckGood
			s.Settings.Test.Camera, s.Settings.Test.Failure = true, nil
			s.Settings.Test.CameraTile = model.Tile{ID: model.CameraTestTile, User: s.Me, Live: live, Waiting: !live}
		})
		if f := a.openCamera(a.desk.Context(), forTest); f != nil {
			a.Store.Update(func(s *model.State) { s.Settings.Test.Camera, s.Settings.Test.Failure = false, f })
			a.closeCamera(forTest)
		}
	})
}

// TestMicrophone moves the meter in the settings.
func (a *App) TestMicrophone(on bool) {
	a.desk.Do(func() {
		if !on {
			a.Store.Update(func(s *model.State) { s.Settings.Test.Microphone = false })
			a.closeMicrophone(forTest)
			return
		}
		a.Store.Update(func(s *model.State) { s.Settings.Test.Microphone, s.Settings.Test.Failure = true, nil })
		if f := a.openMicrophone(a.desk.Context(), forTest); f != nil {
			a.Store.Update(func(s *model.State) { s.Settings.Test.Microphone, s.Settings.Test.Failure = false, f })
			a.closeMicrophone(forTest)
		}
	})
}

// TestSpeaker plays a tone, or says that nothing can play it.
func (a *App) TestSpeaker(on bool) {
	a.desk.Do(func() {
		if a.tested.speaker != nil {
			a.tested.speaker()
			a.tested.speaker = nil
		}
		var f *model.Failure
		if on && a.Store.State().Watching.NoSpeaker {
			on, f = false, &model.Failure{Code: model.FailureSpeaker}
		}
		if on {
			a.tested.speaker = a.room.PlayTestTone()
		}
		a.Store.Update(func(s *model.State) {
			s.Settings.Test.Speaker = on
			if on || f != nil {
				s.Settings.Test.Failure = f
			}
		})
	})
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
