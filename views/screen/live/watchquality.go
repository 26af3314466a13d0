package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// setQuality shows how the stream is watched.
func (s *watching) setQuality() {
	s.quality.SetFace("globe", kit.T("tip.quality"), kit.T(s.state.Settings.PlayMode.Key()))
	s.quality.SetEnabled(!s.onStageNow(), kit.T("quality.onStage"))
}

// openQuality opens the choice of it above the button that was pressed.
func (s *watching) openQuality(above fyne.CanvasObject) {
	var pop *widget.PopUp
	const width = 300
	var rows []fyne.CanvasObject
	for _, m := range model.PlayModes() {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Text: kit.T(m.Key()), Left: true, Rank: kit.RankGhost, Action: func() {
			pop.Hide()
			s.w.Can.Play.SetPlayMode(m)
		}})
		b.SetOn(m == s.state.Settings.PlayMode)
		rows = append(rows, b, kit.Pad(0, 12, kit.NewPara(kit.T(m.Key()+".text"), kit.Caption, width-24)))
	}
	now := kit.T("quality.now.low")
	if s.state.Watching.ByCDN {
		now = kit.T("quality.now.cdn")
	} else if s.state.Settings.PlayMode == model.PlayCDN {
		now = kit.T("quality.now.noCDN")
	}
	rows = append(rows, kit.Pad(6, 12, kit.NewPara(now, kit.Strong, width-24)))
	pop = widget.NewPopUp(kit.Pad(6, 6, kit.Column(2, rows...)), s.w.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(above)
	m := pop.MinSize()
	pop.ShowAtPosition(fyne.NewPos(max(8, at.X+above.Size().Width-m.Width), max(8, at.Y-m.Height-8)))
}
