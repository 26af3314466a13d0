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
	a.do(func() { a.listDevices(a.ctx) })
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
	a.do(a.saveSettings)
}

// SetMirrorSent mirrors what viewers see.
func (a *App) SetMirrorSent(on bool) {
	a.room.SetEncoderMirror(on)
	a.Store.Update(func(s *model.State) { s.Settings.MirrorSent = on })
	a.do(func() { a.profile.MirrorSent = on })
}

// SetHardware asks for a hardware encoder.
func (a *App) SetHardware(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.Hardware = on })
	s := a.Store.State()
	a.do(func() {
		a.applyQuality(s.Quality, on)
		a.profile.Hardware = on
	})
}

// SetMicGain sets the microphone's gain in percent.
func (a *App) SetMicGain(percent int) {
	percent = min(max(percent, 0), 150)
	a.room.AudioEffectManager().SetVoiceCaptureVolume(percent)
	a.Store.Update(func(s *model.State) { s.Settings.MicGain, s.Sound.Voice.Volume = percent, percent })
	a.do(func() { a.profile.MicGain = percent })
}

// SetLanguage chooses the language; "" follows the system.
func (a *App) SetLanguage(code string) {
	a.Store.Update(func(s *model.State) { s.Settings.Language = code })
	a.do(func() { a.profile.Language = code; a.saveSettings() })
}

// SetTheme chooses the look.
func (a *App) SetTheme(t model.Theme) {
	a.Store.Update(func(s *model.State) { s.Settings.Theme = t })
	a.do(func() { a.profile.Theme = t; a.saveSettings() })
}

// onStage says that camera and microphone are in use by a screen of their own.
func onStage(s model.State) bool {
	return s.Screen == model.ScreenSetup || s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil
}

// TestCamera shows the camera in the settings. Where the stage shows it anyway,
// its frames are shared.
func (a *App) TestCamera(on bool) {
	a.do(func() {
		s := a.Store.State()
		var failure *model.Failure
		tile := model.Tile{ID: model.CameraTestTile, User: s.Me, Waiting: on}
		switch {
		case onStage(s):
			tile.ID, tile.Live = model.LocalTile, on
		case on:
			if err := a.startTest(a.ctx, false); err != nil {
				failure = failureOf(err, s.Devices.Camera)
				on = false
			}
		default:
			a.room.StopCameraPreview()
		}
		a.Store.Update(func(s *model.State) {
			s.Settings.Test.Camera, s.Settings.Test.CameraTile, s.Settings.Test.Failure = on, tile, failure
		})
	})
}

// TestMicrophone moves the meter in the settings.
func (a *App) TestMicrophone(on bool) {
	a.do(func() {
		s := a.Store.State()
		var failure *model.Failure
		switch {
		case onStage(s):
		case on:
			if err := a.startTest(a.ctx, true); err != nil {
				failure = failureOf(err, s.Devices.Microphone)
				on = false
			}
		default:
			a.room.StopMicrophone()
		}
		a.Store.Update(func(s *model.State) {
			s.Settings.Test.Microphone, s.Settings.Test.Failure = on, failure
		})
	})
}

// TestSpeaker plays a tone.
func (a *App) TestSpeaker(on bool) {
	a.do(func() {
		if a.tested.speaker != nil {
			a.tested.speaker()
			a.tested.speaker = nil
		}
		if on {
			a.tested.speaker = a.room.PlayTestTone()
		}
		a.Store.Update(func(s *model.State) { s.Settings.Test.Speaker = on })
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
