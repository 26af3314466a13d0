package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
	"onair/views/stage"
)

// setNarrow keeps what is used seldom out of the bar of a narrow window, and of
// the longer one of a guest on stage.
func (s *watching) setNarrow() {
	narrow := s.w.Canvas().Size().Width < foldWidth || s.onStageNow()
	kit.Show(s.more, narrow)
	for _, o := range []fyne.CanvasObject{s.stats, s.pip, s.danmaku} {
		kit.Show(o, !narrow && (o != fyne.CanvasObject(s.danmaku) || s.w.Can.Chat != nil))
	}
	kit.Show(s.quality, !narrow && s.w.Can.Play != nil)
}

// openMore opens what a narrow window's bar leaves out.
func (s *watching) openMore() {
	var pop *widget.PopUp
	var rows []fyne.CanvasObject
	add := func(icon, text, tip string, on bool, action func()) *kit.Button {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: icon, Text: kit.T(text), Tip: kit.T(tip), Left: true, Rank: kit.RankGhost, Action: func() {
			pop.Hide()
			action()
		}})
		b.SetOn(on)
		rows = append(rows, b)
		return b
	}
	if s.w.Can.Chat != nil {
		add("danmaku", "bar.danmaku", "tip.danmaku", s.state.Live.Danmaku.On, s.openDanmaku)
	}
	add("stats", "bar.stats", "tip.stats", s.stage.Stats.Visible(), s.toggleStats).
		SetEnabled(s.state.Watching.Phase.InRoom(), kit.T("chat.blocked.out"))
	if s.w.Can.Play != nil {
		add("globe", "bar.quality", "tip.quality", false, func() { s.openQuality(s.more) }).
			SetEnabled(!s.onStageNow(), kit.T("quality.onStage"))
	}
	add("pip", "bar.pip", "tip.pip", s.small != nil, s.togglePip)
	pop = widget.NewPopUp(kit.Pad(6, 6, kit.Column(2, rows...)), s.w.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more)
	m := pop.MinSize()
	pop.ShowAtPosition(fyne.NewPos(at.X+s.more.Size().Width-m.Width, at.Y-m.Height-8))
}

// togglePip opens the small window, or closes it.
func (s *watching) togglePip() {
	tiles := s.state.Watching.Tiles
	switch {
	case s.small != nil:
		s.small.Close()
	case len(tiles) > 0:
		s.small = stage.NewPip(s.w, tiles[0], func() {
			s.small = nil
			s.pip.SetOn(false)
		})
		s.pip.SetOn(true)
	}
}
