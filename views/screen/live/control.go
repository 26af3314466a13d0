package live

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// setControl leaves out what belongs to camera and microphone where the picture comes
// from another program, and says what that sends wrongly.
func (s *onAir) setControl(st model.State) {
	on := st.OnAir.Control
	for _, o := range []fyne.CanvasObject{s.level, s.mic, s.cam, s.flip, s.beautyButton} {
		kit.Show(o, !on)
	}
	kit.Show(s.own, on && s.w.Can.Control != nil)
	s.own.SetEnabled(!st.Program.On, kit.T("tip.ownCamera.first"))
	kit.Show(s.soundButton, !on && s.sound != nil)
	if page := s.panel.Current; on && (page == s.pageBeauty || s.sound != nil && page == s.pageSound) {
		s.panel.Back()
	}
	kit.Show(s.program.Container, on)
	switch {
	case !on:
	case st.Program.On:
		s.program.SetText(kit.T("program.via." + st.Program.Via))
	default:
		s.program.SetText(kit.T("onair.program.waits"))
	}
	hints := st.Program.Hints
	switch {
	case !on:
		hints = nil
	case !st.Program.Streaming():
		hints = []model.ProgramHint{{Code: model.HintGone}}
	}
	hints = hints[max(0, len(hints)-2):] // the picture is to be seen
	if slices.EqualFunc(hints, s.hinted, model.ProgramHint.Equal) {
		return
	}
	s.hinted = slices.Clone(hints)
	s.hints.Objects = nil
	for _, h := range hints {
		s.hints.Add(desk.NewHint(h, stageFailureWidth))
	}
	s.hints.Refresh()
}

// pressOwn asks first: viewers see and hear who sits here from then on.
func (s *onAir) pressOwn() {
	s.w.Ask(desk.Question{
		Title: kit.T("ownCamera.title"), Text: kit.T("ownCamera.text"), Yes: kit.T("ownCamera.yes"), No: kit.T("ownCamera.no"),
		Action: s.w.Can.Control.TakeCamera,
	})
}
