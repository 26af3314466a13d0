package views

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
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
		s.w.seats.CancelJoin()
	case model.JoinOnStage:
		s.askLeaveStage()
	}
}

// askJoin asks how the viewer wants to go up.
func (s *watching) askJoin() {
	s.w.askTwo(question{
		title: kit.T("join.title"), text: kit.T("join.text", kit.Values{"Name": s.state.Watching.Room.Host.DisplayName()}), yes: kit.T("join.video"), no: kit.T("cancel"),
		action: func() { s.w.seats.AskToJoin(false) },
	}, kit.T("join.sound"), func() { s.w.seats.AskToJoin(true) })
}

func (s *watching) askLeaveStage() {
	s.w.ask(question{
		title: kit.T("leaveStage.title"), text: kit.T("leaveStage.text"), yes: kit.T("leaveStage.yes"), no: kit.T("cancel"),
		action: s.w.seats.LeaveStage,
	})
}

// askLeave leaves the room; on stage it asks whether only the stage is meant.
func (s *watching) askLeave() {
	if !s.onStageNow() {
		s.w.cfg.Actions.LeaveRoom()
		return
	}
	s.w.askTwo(question{
		title: kit.T("leave.title"), text: kit.T("leave.text"), yes: kit.T("leave.room"), no: kit.T("cancel"), danger: true,
		action: s.w.cfg.Actions.LeaveRoom,
	}, kit.T("leaveStage.yes"), s.w.seats.LeaveStage)
}

// setSeat shows the bar of a viewer or of somebody on stage.
func (s *watching) setSeat(c model.CoAnchor) {
	up := s.onStageNow()
	show(s.volumeBox, !up)
	show(s.mic, up)
	show(s.cam, up && !c.SoundOnly)
	show(s.beautyButton, up && !c.SoundOnly)
	show(s.soundButton, up && s.sound != nil)
	if own := s.panel.current == s.pageBeauty || s.sound != nil && s.panel.current == s.pageSound; own && !up {
		s.panel.back() // what it changes is not sent any more
	}
	setMicButton(s.mic, c.MicMuted)
	setCamButton(s.cam, c.CamMuted)
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
		s.join.SetIcon("close", kit.T("tip.join.cancel"))
		s.join.SetCaption(seconds(model.Deadline(c.Until, s.w.cfg.Now())))
		enable(true, "")
	case model.JoinOnStage:
		s.join.SetIcon("stage-down", kit.T("tip.join.leave"))
		s.join.SetCaption(kit.T("bar.leaveStage"))
		enable(true, "")
	case model.JoinNone:
		s.join.SetIcon("stage-up", kit.T("tip.join.stage"))
		s.join.SetCaption(kit.T("bar.join"))
		enable(c.Blocked == "", kit.T("blocked."+string(c.Blocked)))
	default:
		enable(false, kit.T("ready.going"))
	}
}

func (s *watching) toggleBeauty() { s.togglePage(s.pageBeauty) }
func (s *watching) toggleSound()  { s.togglePage(s.pageSound) }

// togglePage opens a page, or goes back to the tabs if it is open.
func (s *watching) togglePage(page int) {
	if !s.folded && s.panel.current == page {
		s.panel.back()
		return
	}
	s.open(page)
}

// markPage marks the buttons whose pages are open.
func (s *watching) markPage() {
	s.beauty.setShown(!s.folded && s.panel.current == s.pageBeauty)
	s.beautyButton.SetOn(!s.folded && s.panel.current == s.pageBeauty)
	s.soundButton.SetOn(!s.folded && s.panel.current == s.pageSound)
	s.gift.SetOn(!s.folded && s.gifts != nil && s.panel.current == s.pageGifts)
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
		s.w.cfg.Actions.MuteMicrophone(!c.MicMuted)
	case k == fyne.KeyV && up && !c.SoundOnly:
		s.w.cfg.Actions.MuteCamera(!c.CamMuted)
	case k == fyne.KeyB && up && !c.SoundOnly:
		s.toggleBeauty()
	case k == fyne.KeyA && up && s.sound != nil:
		s.toggleSound()
	default:
		return up && s.sound != nil && s.sound.key(k)
	}
	return true
}

// tick brings countdowns up to date.
func (s *watching) tick() {
	s.together.tick()
	s.setSeat(s.state.Live.CoAnchor)
}
