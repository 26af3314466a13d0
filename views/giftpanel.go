package views

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// giftPanel is the catalogue with the wallet: choose a gift, how many, for
// whom, and give.
type giftPanel struct {
	w       *window
	content fyne.CanvasObject
	grid    *fyne.Container
	items   []*giftItem
	balance *kit.Line
	counts  *kit.Segmented
	to      *kit.Select
	toBox   *fyne.Container
	give    *kit.Button
	wait    *waiting
	failure *failureCard
	chosen  string
	number  int // index in model.GiftCounts
	target  string
	people  []model.User
	gifts   model.Gifts
}

func newGiftPanel(w *window) *giftPanel {
	p := &giftPanel{w: w, grid: container.NewGridWithColumns(3)}
	var words []string
	for _, n := range model.GiftCounts() {
		words = append(words, strconv.Itoa(n))
	}
	p.counts = kit.NewSegmented(w.env, words, func(i int) { p.number = i; p.judge() })
	p.counts.SetChosen(0)
	p.to = kit.NewSelect(w.env, func(i int) { p.target = p.people[i].ID })
	p.toBox = field(kit.T("gift.to"), p.to)
	p.toBox.Hide()
	p.balance = kit.NewLine("", kit.Strong)
	p.give = kit.NewButton(w.env, kit.ButtonSpec{Icon: "gift", Rank: kit.RankPrimary, Large: true, Tip: kit.T("tip.give"), Action: p.send})
	p.wait = newWaiting(w, kit.T("gift.loading"), nil)
	p.failure = newFailureCard(w, panelWidth-34)
	purse := kit.Row(6, kit.Icon("coin", kit.ColorFair, 20), kit.NewCutLine(kit.T("gift.wallet"), kit.Muted), p.balance)
	foot := kit.Column(10, p.toBox, p.counts, purse, p.failure.object(), p.give)
	p.content = kit.Frame(nil, container.NewVBox(kit.HairlineH(), kit.Pad(12, 16, foot)), nil, nil, panelScroll(w.env, kit.Column(8, p.wait.object(), p.grid)))
	return p
}

func (p *giftPanel) object() fyne.CanvasObject { return p.content }

// update shows the catalogue; onStage are those who can be given something, the
// anchor first.
func (p *giftPanel) update(g model.Gifts, onStage []model.User) {
	redraw := len(g.Catalogue) != len(p.items)
	for i := 0; !redraw && i < len(p.items); i++ {
		redraw = p.items[i].gift != g.Catalogue[i]
	}
	p.gifts = g
	if redraw {
		p.items, p.grid.Objects = nil, nil
		for _, gift := range g.Catalogue {
			item := newGiftItem(p.w.env, gift, func() { p.choose(gift.ID) })
			p.items = append(p.items, item)
			p.grid.Add(item)
		}
		if _, ok := p.gift(); !ok && len(g.Catalogue) > 0 {
			p.chosen = g.Catalogue[0].ID
		}
		p.choose(p.chosen)
	}
	p.setPeople(onStage)
	p.wait.set(!g.Loaded && g.Failure == nil, "")
	p.failure.set(g.Failure)
	p.balance.SetText(orDash(g.Loaded, coins(g.Balance)))
	p.judge()
}

func (p *giftPanel) setPeople(onStage []model.User) {
	show(p.toBox, len(onStage) > 1)
	if sameUsers(onStage, p.people) {
		return
	}
	p.people = onStage
	var names []string
	at := 0
	for i, u := range onStage {
		names = append(names, u.DisplayName())
		if u.ID == p.target {
			at = i
		}
	}
	if len(onStage) > 0 {
		p.target = onStage[at].ID
	}
	p.to.SetOptionsAndChoice(distinct(names), at)
}

func (p *giftPanel) choose(id string) {
	p.chosen = id
	for _, item := range p.items {
		item.setOn(item.gift.ID == id)
	}
	p.judge()
}

// gift is the chosen one.
func (p *giftPanel) gift() (model.Gift, bool) {
	for _, g := range p.gifts.Catalogue {
		if g.ID == p.chosen {
			return g, true
		}
	}
	return model.Gift{}, false
}

// judge enables what can be paid and says why the rest cannot.
func (p *giftPanel) judge() {
	n := model.GiftCounts()[p.number]
	g, ok := p.gift()
	text := kit.T("gift.give")
	if ok {
		text = kit.N("gift.giveFor", int(g.Price)*n)
	}
	p.give.SetText(text)
	switch {
	case !p.gifts.Loaded || !ok:
		p.give.SetEnabled(false, kit.T("gift.loading"))
	case p.gifts.Sending:
		p.give.SetEnabled(false, kit.T("gift.sending"))
	case !p.gifts.Affordable(g, n):
		p.give.SetEnabled(false, kit.N("gift.poor", int(g.Price*int64(n)-p.gifts.Balance)))
	default:
		p.give.SetEnabled(true, "")
	}
}

func (p *giftPanel) send() {
	to := p.target
	if len(p.people) > 0 && to == p.people[0].ID {
		to = "" // the anchor
	}
	p.w.gifts.SendGift(p.chosen, model.GiftCounts()[p.number], to)
}

// giftItem is one gift of the catalogue.
type giftItem struct {
	tap
	gift  model.Gift
	frame *canvas.Rectangle
}

func newGiftItem(env *kit.Env, g model.Gift, action func()) *giftItem {
	i := &giftItem{gift: g, frame: canvas.NewRectangle(kit.Color(kit.ColorRaised))}
	i.frame.CornerRadius = 10
	sign := newGiftSign(g, 30)
	centre := func(t kit.TextStyle) kit.TextStyle { t.Align = fyne.TextAlignCenter; return t }
	price := kit.Row(3, kit.Stretch(), kit.Icon("coin", kit.ColorFair, 14), kit.NewLine(coins(g.Price), kit.Caption), kit.Stretch())
	i.init(env, i, container.NewStack(i.frame, kit.Pad(6, 4, kit.Column(2, sign, kit.NewCutLine(giftName(g), centre(kit.Body)), price))), action)
	i.tip = giftName(g)
	return i
}

func (i *giftItem) setOn(on bool) {
	i.on = on
	i.restyle()
}

func (i *giftItem) restyle() {
	fill, stroke := kit.Color(kit.ColorRaised), color.Color(color.Transparent)
	switch {
	case i.on:
		fill, stroke = kit.Color(kit.ColorTint), kit.Color(kit.ColorAccent)
	case i.hovered, i.focused:
		stroke = kit.Color(kit.ColorFaint)
	}
	i.frame.FillColor, i.frame.StrokeColor, i.frame.StrokeWidth = fill, stroke, 2
	i.frame.Refresh()
}
