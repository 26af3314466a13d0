package live

import (
	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/screen/device"
)

// showSources opens the card that chooses camera and microphone while on air.
func showSources(w *desk.Desk) {
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog, Enter: w.CloseDialog}
	choose := device.NewChoosers(w)
	d.Update = func(s model.State) bool {
		choose.Update(s.Devices)
		return s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil
	}
	d.Update(w.State)
	done := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("close"), Tip: kit.T("tip.closeCard"), Action: w.CloseDialog})
	d.Show(kit.Column(14,
		kit.NewLine(kit.T("sources.title"), kit.Title),
		kit.Fixed(desk.DialogWidth, 0, kit.Field(kit.T("device.camera"), kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, choose.File), choose.Camera))),
		kit.Fixed(desk.DialogWidth, 0, kit.Field(kit.T("device.microphone"), choose.Microphone)),
		kit.Row(0, kit.Stretch(), done),
	))
}

// setSourceButtons shows on the bar's buttons whether there is a microphone and a
// camera at all.
func setSourceButtons(mic, cam *kit.ToolButton, s model.State) {
	device.SetMicButton(mic, s.OnAir.MicMuted)
	device.SetCamButton(cam, s.OnAir.CamMuted)
	if device.Missing(s.Setup.Check(model.CheckSound)) {
		mic.SetOff(true)
		mic.SetFace("mic-off", kit.T("tip.noMic"), kit.T("bar.noMic"))
	}
	if device.Missing(s.Setup.Check(model.CheckCamera)) {
		cam.SetOff(true)
		cam.SetFace("camera-off", kit.T("tip.noCamera"), kit.T("bar.noCamera"))
	}
}

// pressMic and pressCam mute and unmute, or choose where there is nothing to mute.
func (s *onAir) pressMic() {
	if device.Missing(s.state.Setup.Check(model.CheckSound)) {
		showSources(s.w)
		return
	}
	s.w.Actions.MuteMicrophone(!s.state.OnAir.MicMuted)
}

func (s *onAir) pressCam() {
	if device.Missing(s.state.Setup.Check(model.CheckCamera)) {
		showSources(s.w)
		return
	}
	s.w.Actions.MuteCamera(!s.state.OnAir.CamMuted)
}
