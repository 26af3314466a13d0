package live

import (
	"fyne.io/fyne/v2"

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
	const width = 300
	var rows []fyne.CanvasObject
	for _, m := range model.PlayModes() {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Text: kit.T(m.Key()), Left: true, Rank: kit.RankGhost, Action: func() {
			s.closePop()
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
	s.showPop(kit.Column(2, rows...), func(pop fyne.Size) fyne.Position {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(above)
		return fyne.NewPos(max(8, at.X+above.Size().Width-pop.Width), max(8, at.Y-pop.Height-8))
	})
}
