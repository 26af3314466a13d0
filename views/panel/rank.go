package panel

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Rank lists who gave most in this live, and what came together.
type Rank struct {
	list    *fyne.Container
	empty   *fyne.Container
	coins   *kit.Line
	likes   *kit.Line
	content fyne.CanvasObject
	shown   []model.Giver
}

// NewRank makes the list; empty is said while there is nobody in it.
func NewRank(emptyText string) *Rank {
	p := &Rank{list: kit.Column(4), coins: kit.NewLine("", kit.Strong), likes: kit.NewLine("", kit.Strong)}
	p.empty = container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("crown", kit.ColorFaint, 36)),
		kit.NewPara(emptyText, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, desk.PanelWidth-96),
	))
	head := kit.Row(6, kit.Icon("heart", kit.ColorLive, 18), p.likes, kit.Stretch(), kit.Icon("coin", kit.ColorFair, 18), p.coins)
	p.content = kit.Frame(container.NewVBox(kit.Pad(10, 16, head), kit.HairlineH()), nil, nil, nil, container.NewStack(container.NewVScroll(kit.Pad(16, 16, p.list)), p.empty))
	return p
}

// Object is what is to be shown.
func (p *Rank) Object() fyne.CanvasObject { return p.content }

// Update shows what is new.
func (p *Rank) Update(l model.Live) {
	p.coins.SetText(desk.Coins(l.Gifts.Coins))
	p.likes.SetText(desk.Coins(l.Likes.Total))
	kit.Show(p.empty, len(l.Gifts.Rank) == 0)
	if slices.Equal(l.Gifts.Rank, p.shown) {
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
	return RankRow(place, g.User, "coin", g.Coins)
}

// RankRow is one line of a ranking; icon says what is counted.
func RankRow(place int, u model.User, icon string, n int64) fyne.CanvasObject {
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
		kit.NewCutLine(u.DisplayName(), kit.Body), kit.Icon(icon, tint, 14), kit.NewLine(desk.Coins(n), kit.Strong)))
}
