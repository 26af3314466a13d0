package live

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/screen/device"
)

// onStageNow reports whether the viewer has gone up.
func (s *watching) onStageNow() bool {
	p := s.state.Live.CoAnchor.Phase
	return p == model.JoinOnStage || p == model.JoinLeaving
}

// pressJoin does what the button stands for now: ask, withdraw, go down.
func (s *watching) pressJoin() {
	switch s.state.Live.CoAnchor.Phase {
	case model.JoinNone:
		s.askJoin()
	case model.JoinAsking:
		s.w.Can.Seats.CancelJoin()
	case model.JoinOnStage:
		s.askLeaveStage()
	}
}

// askJoin asks how the viewer wants to go up.
func (s *watching) askJoin() {
	s.w.AskTwo(desk.Question{
		Title: kit.T("join.title"), Text: kit.T("join.text", kit.Values{"Name": s.state.Watching.Room.Host.DisplayName()}), Yes: kit.T("join.video"), No: kit.T("cancel"),
		Action: func() { s.w.Can.Seats.AskToJoin(false) },
	}, kit.T("join.sound"), func() { s.w.Can.Seats.AskToJoin(true) })
}

func (s *watching) askLeaveStage() {
	s.w.Ask(desk.Question{
		Title: kit.T("leaveStage.title"), Text: kit.T("leaveStage.text"), Yes: kit.T("leaveStage.yes"), No: kit.T("cancel"),
		Action: s.w.Can.Seats.LeaveStage,
	})
}

// askLeave leaves the room; on stage it asks whether only the stage is meant.
func (s *watching) askLeave() {
	if !s.onStageNow() {
		s.w.Actions.LeaveRoom()
		return
	}
	s.w.AskTwo(desk.Question{
		Title: kit.T("leave.title"), Text: kit.T("leave.text"), Yes: kit.T("leave.room"), No: kit.T("cancel"), Danger: true,
		Action: s.w.Actions.LeaveRoom,
	}, kit.T("leaveStage.yes"), s.w.Can.Seats.LeaveStage)
}

// setSeat shows the bar of a viewer or of somebody on stage.
func (s *watching) setSeat(c model.CoAnchor) {
	up := s.onStageNow()
	kit.Show(s.volumeBox, !up)
	kit.Show(s.mic, up)
	kit.Show(s.cam, up && !c.SoundOnly)
	kit.Show(s.beautyButton, up && !c.SoundOnly)
	kit.Show(s.soundButton, up && s.sound != nil)
	if own := s.panel.Current == s.pageBeauty || s.sound != nil && s.panel.Current == s.pageSound; own && !up {
		s.panel.Back() // what it changes is not sent any more
	}
	device.SetMicButton(s.mic, c.MicMuted)
	device.SetCamButton(s.cam, c.CamMuted)
	s.mic.SetEnabled(!c.MicBlocked, kit.T("seat.micBlocked"))
	s.cam.SetEnabled(!c.CamBlocked, kit.T("seat.camBlocked"))
	s.join.SetOn(c.Phase != model.JoinNone)
	out, why := !s.state.Watching.Phase.InRoom(), kit.T("chat.blocked.out")
	enable := func(on bool, reason string) {
		if out {
			on, reason = false, why
		}
		s.join.SetEnabled(on, reason)
	}
	switch c.Phase {
	case model.JoinAsking:
		s.join.SetFace("close", kit.T("tip.join.cancel"), desk.Seconds(model.Deadline(c.Until, s.w.Now())))
		enable(true, "")
	case model.JoinOnStage:
		s.join.SetFace("stage-down", kit.T("tip.join.leave"), kit.T("bar.leaveStage"))
		enable(true, "")
	case model.JoinNone:
		s.join.SetFace("stage-up", kit.T("tip.join.stage"), kit.T("bar.join"))
		enable(c.Blocked == "", kit.T("blocked."+string(c.Blocked)))
	default:
		enable(false, kit.T("ready.going"))
	}
}

// seatKey handles the keys of the stage: J asks, withdraws or goes down; on
// stage M and V are microphone and camera, and the sound panel's keys work.
func (s *watching) seatKey(k fyne.KeyName) bool {
	c := s.state.Live.CoAnchor
	up := s.onStageNow()
	switch {
	case k == fyne.KeyJ && s.join.Visible():
		if s.join.Enabled() {
			s.pressJoin()
		}
	case k == fyne.KeyM && up && !s.mic.Enabled(), k == fyne.KeyV && up && !s.cam.Enabled():
	case k == fyne.KeyM && up:
		s.w.Actions.MuteMicrophone(!c.MicMuted)
	case k == fyne.KeyV && up && !c.SoundOnly:
		s.w.Actions.MuteCamera(!c.CamMuted)
	case k == fyne.KeyB && up && !c.SoundOnly:
		s.toggleBeauty()
	case k == fyne.KeyA && up && s.sound != nil:
		s.toggleSound()
	default:
		return up && s.sound != nil && s.sound.Key(k)
	}
	return true
}

// tick brings countdowns up to date.
func (s *watching) tick() {
	s.together.tick()
	s.setSeat(s.state.Live.CoAnchor)
}
