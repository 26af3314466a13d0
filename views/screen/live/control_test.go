package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestTheHostSeesWhatAnotherProgramSendsWrongly as it is now, and when nothing comes from
// it any more.
func TestTheHostSeesWhatAnotherProgramSendsWrongly(t *testing.T) {
	keyframes := func(seconds string) []model.ProgramHint {
		return []model.ProgramHint{{Code: "keyframes", Args: []string{seconds}}}
	}
	text := func(code, a string) string { return kit.T("program.hint."+code, kit.Values{"A": a, "B": ""}) }
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.OnAir.Control, s.Program = true, model.Program{On: true, Via: "rtmp", Hints: keyframes("12")}
	}))
	h.Sees(text("keyframes", "12"))
	h.Set(func(s *model.State) { s.Program.Hints = keyframes("14") })
	h.Sees(text("keyframes", "14"))
	h.SeesNot(text("keyframes", "12"))
	h.Set(func(s *model.State) { s.Program.Hints = []model.ProgramHint{{Code: "noAudio"}} })
	h.Sees(text("noAudio", ""))
	h.Set(func(s *model.State) { s.Program = model.Program{Waits: viewtest.Soon} })
	h.SeesNot(text("noAudio", ""))
	h.SeesNot(text(model.HintGone, ""))
	h.Set(func(s *model.State) { s.Program = model.Program{} })
	h.Sees(text(model.HintGone, ""))
	h.Press(fyne.KeyV)
	h.Tap(h.Dialog().Yes)
	h.Want("TakeCamera")
	h.Set(func(s *model.State) { s.Program = model.Program{On: true, Via: "srt"} })
	h.Press(fyne.KeyV)
	if h.Dialog() != nil {
		t.Error("the camera is offered while the program sends")
	}
	h.SeesNot(text(model.HintGone, ""))
	h.Set(func(s *model.State) { s.OnAir.Control, s.Program = false, model.Program{} })
	h.SeesNot(text(model.HintGone, ""))
}
