package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
)

// setNarrow keeps what is used seldom out of the bar of a narrow window, and of
// the longer one of a guest on stage.
func (s *watching) setNarrow() {
	narrow := s.w.win.Canvas().Size().Width < foldWidth || s.onStageNow()
	show(s.more, narrow)
	for _, o := range []fyne.CanvasObject{s.stats, s.pip, s.danmaku} {
		show(o, !narrow && (o != fyne.CanvasObject(s.danmaku) || s.w.chat != nil))
	}
}

// openMore opens what a narrow window's bar leaves out.
func (s *watching) openMore() {
	var pop *widget.PopUp
	var rows []fyne.CanvasObject
	add := func(icon, text, tip string, on bool, action func()) *kit.Button {
		b := kit.NewButton(s.w.env, kit.ButtonSpec{Icon: icon, Text: kit.T(text), Tip: kit.T(tip), Left: true, Rank: kit.RankGhost, Action: func() {
			pop.Hide()
			action()
		}})
		b.SetOn(on)
		rows = append(rows, b)
		return b
	}
	if s.w.chat != nil {
		add("danmaku", "bar.danmaku", "tip.danmaku", s.state.Live.Danmaku.On, s.openDanmaku)
	}
	add("stats", "bar.stats", "tip.stats", s.stage.stats.visible(), s.toggleStats).
		SetEnabled(s.state.Watching.Phase.InRoom(), kit.T("chat.blocked.out"))
	add("pip", "bar.pip", "tip.pip", s.w.pip != nil, s.w.togglePip)
	pop = widget.NewPopUp(kit.Pad(6, 6, kit.Column(2, rows...)), s.w.win.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more)
	m := pop.MinSize()
	pop.ShowAtPosition(fyne.NewPos(at.X+s.more.Size().Width-m.Width, at.Y-m.Height-8))
}
