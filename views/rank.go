package views

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// rankPanel lists who gave most in this live, and what came together.
type rankPanel struct {
	list    *fyne.Container
	empty   *fyne.Container
	coins   *kit.Line
	likes   *kit.Line
	content fyne.CanvasObject
	shown   []model.Giver
}

func newRankPanel(emptyText string) *rankPanel {
	p := &rankPanel{list: kit.Column(4), coins: kit.NewLine("", kit.Strong), likes: kit.NewLine("", kit.Strong)}
	p.empty = container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("crown", kit.ColorFaint, 36)),
		kit.NewPara(emptyText, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, panelWidth-96),
	))
	head := kit.Row(6, kit.Icon("heart", kit.ColorLive, 18), p.likes, kit.Stretch(), kit.Icon("coin", kit.ColorFair, 18), p.coins)
	p.content = kit.Frame(container.NewVBox(kit.Pad(10, 16, head), kit.HairlineH()), nil, nil, nil, container.NewStack(panelScroll(p.list), p.empty))
	return p
}

func (p *rankPanel) object() fyne.CanvasObject { return p.content }

func (p *rankPanel) update(l model.Live) {
	p.coins.SetText(coins(l.Gifts.Coins))
	p.likes.SetText(coins(l.Likes.Total))
	show(p.empty, len(l.Gifts.Rank) == 0)
	if sameList(l.Gifts.Rank, p.shown) {
		return
	}
	p.shown = l.Gifts.Rank
	p.list.Objects = nil
	for i, g := range p.shown {
		p.list.Objects = append(p.list.Objects, giverRow(i+1, g))
	}
	p.list.Refresh()
}

// giverRow is one line of a ranking.
func giverRow(place int, g model.Giver) fyne.CanvasObject {
	style := kit.TextStyle{Bold: true, Color: kit.ColorFaint, Align: fyne.TextAlignCenter}
	if place <= 3 {
		style.Color = kit.ColorFair
	}
	number := kit.Fixed(22, 0, kit.NewLine(strconv.Itoa(place), style))
	return kit.Pad(3, 0, kit.Row(8, number, kit.Avatar(g.User.Avatar, g.User.ID, g.User.DisplayName(), 30),
		kit.NewCutLine(g.User.DisplayName(), kit.Body), kit.Icon("coin", kit.ColorFair, 14), kit.NewLine(coins(g.Coins), kit.Strong)))
}
