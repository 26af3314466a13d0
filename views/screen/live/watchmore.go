package live

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
	"onair/views/stage"
)

// setNarrow keeps what is used seldom out of the bar of a narrow window, and of
// the longer one of a guest on stage.
func (s *watching) setNarrow() {
	narrow := s.w.Canvas().Size().Width < foldWidth || s.onStageNow()
	if s.more.Visible() != narrow {
		s.closePop() // it stands over a button that goes
	}
	kit.Show(s.more, narrow)
	for _, o := range []fyne.CanvasObject{s.stats, s.pip, s.danmaku} {
		kit.Show(o, !narrow && (o != fyne.CanvasObject(s.danmaku) || s.w.Can.Chat != nil))
	}
	kit.Show(s.quality, !narrow && s.w.Can.Play != nil)
}

// openMore opens what a narrow window's bar leaves out.
func (s *watching) openMore() {
	var rows []fyne.CanvasObject
	add := func(icon, text, tip string, on bool, action func()) *kit.Button {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: icon, Text: kit.T(text), Tip: kit.T(tip), Left: true, Rank: kit.RankGhost, Action: func() {
			s.closePop()
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
	s.showPop(kit.Column(2, rows...), func(pop fyne.Size) fyne.Position {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more)
		return fyne.NewPos(at.X+s.more.Size().Width-pop.Width, at.Y-pop.Height-8)
	})
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
