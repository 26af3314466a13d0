package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
)

// showSummary replaces the stage by what the live was.
func (s *onAir) showSummary(m model.OnAir) {
	if s.summaryShown {
		return
	}
	s.summaryShown = true
	s.stop()
	s.together.close()
	s.w.SetFullScreen(false)
	number := func(value, name string) fyne.CanvasObject {
		centre := kit.TextStyle{Size: kit.SizeHeading, Bold: true, Align: fyne.TextAlignCenter}
		word := kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter}
		return kit.Sheet(kit.ColorRaised, 12, kit.Pad(16, 12, kit.Column(2, kit.NewLine(value, centre), kit.NewLine(name, word))))
	}
	sum := m.Summary
	width := float32(480)
	numbers := []fyne.CanvasObject{
		number(desk.Clock(sum.Length), kit.T("summary.length")), number(desk.Count(sum.MostAtOnce), kit.T("summary.most")), number(desk.Count(sum.Entered), kit.T("summary.entered")),
	}
	if s.w.Can.Gifts != nil {
		width = 640
		numbers = append(numbers, number(desk.Coins(sum.Likes), kit.T("summary.likes")), number(desk.Coins(sum.Coins), kit.T("summary.coins")))
	}
	if s.w.Can.Chat != nil {
		width = 720
		numbers = append(numbers, number(desk.Count(sum.Messages), kit.T("summary.messages")))
	}
	card := kit.Column(12,
		container.NewCenter(kit.Icon("check", kit.ColorGood, 40)),
		kit.NewPara(kit.T("summary.title"), kit.TextStyle{Size: kit.SizeHeading, Bold: true, Align: fyne.TextAlignCenter}, width),
		kit.NewPara(sum.Title, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, width),
		kit.Gap(1, 4),
		kit.FillRow(12, numbers...),
	)
	var lists []fyne.CanvasObject
	if len(sum.Givers) > 0 {
		list := kit.Column(4, kit.NewLine(kit.T("summary.givers"), kit.Strong))
		for i, g := range sum.Givers[:min(3, len(sum.Givers))] {
			list.Add(panel.RankRow(i+1, g.User, "coin", g.Coins))
		}
		lists = append(lists, list)
	}
	if len(sum.Likers) > 0 {
		list := kit.Column(4, kit.NewLine(kit.T("summary.likers"), kit.Strong))
		for i, l := range sum.Likers[:min(3, len(sum.Likers))] {
			list.Add(panel.RankRow(i+1, l.User, "heart", l.Likes))
		}
		lists = append(lists, list)
	}
	if len(lists) > 0 {
		card.Add(kit.FillRow(24, lists...))
	}
	for _, o := range []fyne.CanvasObject{
		kit.Gap(1, 4),
		container.NewCenter(kit.NewButton(s.w.Env, kit.ButtonSpec{Text: kit.T("summary.done"), Rank: kit.RankPrimary, Large: true, Action: s.w.Actions.CloseSummary})),
	} {
		card.Add(o)
	}
	s.content.Objects = []fyne.CanvasObject{kit.NewVScroll(s.w.Env, container.NewCenter(kit.Outlined(kit.ColorSurface, 16, kit.Pad(28, 32, card))))}
	s.content.Refresh()
}
