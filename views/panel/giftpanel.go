package panel

import (
	"image/color"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Gifts is the catalogue with the wallet: choose a gift, how many, for
// whom, and give.
type Gifts struct {
	w       *desk.Desk
	content fyne.CanvasObject
	grid    *fyne.Container
	Items   []*giftItem
	balance *kit.Line
	Counts  *kit.Segmented
	To      *kit.Select
	toBox   *fyne.Container
	Give    *kit.Button
	wait    *desk.Waiting
	failure *desk.FailureCard
	chosen  string
	number  int // index in model.GiftCounts
	target  string
	people  []model.User
	gifts   model.Gifts
}

// NewGifts makes the catalogue.
func NewGifts(w *desk.Desk) *Gifts {
	p := &Gifts{w: w, grid: container.NewGridWithColumns(3)}
	var words []string
	for _, n := range model.GiftCounts() {
		words = append(words, strconv.Itoa(n))
	}
	p.Counts = kit.NewSegmented(w.Env, words, func(i int) { p.number = i; p.judge() })
	p.Counts.SetChosen(0)
	p.To = kit.NewSelect(w.Env, func(i int) { p.target = p.people[i].ID })
	p.toBox = kit.Field(kit.T("gift.to"), p.To)
	p.toBox.Hide()
	p.balance = kit.NewLine("", kit.Strong)
	p.Give = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "gift", Rank: kit.RankPrimary, Large: true, Tip: kit.T("tip.give"), Action: p.send})
	p.wait = desk.NewWaiting(w, kit.T("gift.loading"), nil)
	p.failure = desk.NewFailureCard(w, desk.PanelWidth-34)
	purse := kit.Row(6, kit.Icon("coin", kit.ColorFair, 20), kit.NewCutLine(kit.T("gift.wallet"), kit.Muted), p.balance)
	foot := kit.Column(10, p.toBox, p.Counts, purse, p.failure.Object(), p.Give)
	p.content = kit.Frame(nil, container.NewVBox(kit.HairlineH(), kit.Pad(12, 16, foot)), nil, nil, kit.PanelScroll(w.Env, kit.Column(8, p.wait.Object(), p.grid)))
	return p
}

// Object is what is to be shown.
func (p *Gifts) Object() fyne.CanvasObject { return p.content }

// Update shows the catalogue; onStage are those who can be given something, the
// anchor first.
func (p *Gifts) Update(g model.Gifts, onStage []model.User) {
	redraw := len(g.Catalogue) != len(p.Items)
	for i := 0; !redraw && i < len(p.Items); i++ {
		redraw = p.Items[i].gift != g.Catalogue[i]
	}
	p.gifts = g
	if redraw {
		p.Items, p.grid.Objects = nil, nil
		for _, gift := range g.Catalogue {
			item := newGiftItem(p.w.Env, gift, func() { p.choose(gift.ID) })
			p.Items = append(p.Items, item)
			p.grid.Add(item)
		}
		if _, ok := p.gift(); !ok && len(g.Catalogue) > 0 {
			p.chosen = g.Catalogue[0].ID
		}
		p.choose(p.chosen)
	}
	p.setPeople(onStage)
	p.wait.Set(!g.Loaded && g.Failure == nil, "")
	p.failure.Set(g.Failure)
	p.balance.SetText(desk.OrDash(g.Loaded, desk.Coins(g.Balance)))
	p.judge()
}

func (p *Gifts) setPeople(onStage []model.User) {
	kit.Show(p.toBox, len(onStage) > 1)
	if slices.Equal(onStage, p.people) {
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
	p.To.SetOptionsAndChoice(desk.Distinct(names), at)
}

func (p *Gifts) choose(id string) {
	p.chosen = id
	for _, item := range p.Items {
		item.setOn(item.gift.ID == id)
	}
	p.judge()
}

// gift is the chosen one.
func (p *Gifts) gift() (model.Gift, bool) {
	for _, g := range p.gifts.Catalogue {
		if g.ID == p.chosen {
			return g, true
		}
	}
	return model.Gift{}, false
}

// judge enables what can be paid and says why the rest cannot.
func (p *Gifts) judge() {
	n := model.GiftCounts()[p.number]
	g, ok := p.gift()
	text := kit.T("gift.give")
	if ok {
		text = kit.N("gift.giveFor", int(g.Price)*n)
	}
	p.Give.SetText(text)
	switch {
	case !p.gifts.Loaded || !ok:
		p.Give.SetEnabled(false, kit.T("gift.loading"))
	case p.gifts.Sending:
		p.Give.SetEnabled(false, kit.T("gift.sending"))
	case !p.gifts.Affordable(g, n):
		p.Give.SetEnabled(false, kit.N("gift.poor", int(g.Price*int64(n)-p.gifts.Balance)))
	default:
		p.Give.SetEnabled(true, "")
	}
}

func (p *Gifts) send() {
	to := p.target
	if len(p.people) > 0 && to == p.people[0].ID {
		to = "" // the anchor
	}
	p.w.Can.Gifts.SendGift(p.chosen, model.GiftCounts()[p.number], to)
}

// giftItem is one gift of the catalogue.
type giftItem struct {
	kit.Tap
	gift  model.Gift
	frame *canvas.Rectangle
}

func newGiftItem(env *kit.Env, g model.Gift, action func()) *giftItem {
	i := &giftItem{gift: g, frame: canvas.NewRectangle(kit.Color(kit.ColorRaised))}
	i.frame.CornerRadius = 10
	sign := desk.NewGiftSign(g, 30)
	centre := func(t kit.TextStyle) kit.TextStyle { t.Align = fyne.TextAlignCenter; return t }
	price := kit.Row(3, kit.Stretch(), kit.Icon("coin", kit.ColorFair, 14), kit.NewLine(desk.Coins(g.Price), kit.Caption), kit.Stretch())
	i.Init(env, i, container.NewStack(i.frame, kit.Pad(6, 4, kit.Column(2, sign, kit.NewCutLine(desk.GiftName(g), centre(kit.Body)), price))), action)
	i.Tip = desk.GiftName(g)
	return i
}

func (i *giftItem) setOn(on bool) {
	i.On = on
	i.Restyle()
}

// Restyle shows whether it is chosen, pointed at or focused.
func (i *giftItem) Restyle() {
	fill, stroke := kit.Color(kit.ColorRaised), color.Color(color.Transparent)
	switch {
	case i.On:
		fill, stroke = kit.Color(kit.ColorTint), kit.Color(kit.ColorAccent)
	case i.Hovered, i.Focused:
		stroke = kit.Color(kit.ColorFaint)
	}
	i.frame.FillColor, i.frame.StrokeColor, i.frame.StrokeWidth = fill, stroke, 2
	i.frame.Refresh()
}
