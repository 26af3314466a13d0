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
	p.content = kit.Frame(container.NewVBox(kit.Pad(10, 16, head), kit.HairlineH()), nil, nil, nil, container.NewStack(container.NewVScroll(kit.Pad(16, 16, p.list)), p.empty))
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

// giverRow is one line of the ranking of givers.
func giverRow(place int, g model.Giver) fyne.CanvasObject {
	return rankRow(place, g.User, "coin", g.Coins)
}

// rankRow is one line of a ranking; icon says what is counted.
func rankRow(place int, u model.User, icon string, n int64) fyne.CanvasObject {
	style := kit.TextStyle{Bold: true, Color: kit.ColorFaint, Align: fyne.TextAlignCenter}
	if place <= 3 {
		style.Color = kit.ColorFair
	}
	tint := kit.ColorFair
	if icon == "heart" {
		tint = kit.ColorLive
	}
	number := kit.Fixed(22, 0, kit.NewLine(strconv.Itoa(place), style))
	return kit.Pad(3, 0, kit.Row(8, number, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 30),
		kit.NewCutLine(u.DisplayName(), kit.Body), kit.Icon(icon, tint, 14), kit.NewLine(coins(n), kit.Strong)))
}
