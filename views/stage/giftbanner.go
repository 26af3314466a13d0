package stage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// giftBanners announce gifts at the left of the stage, the newest at the
// bottom, clear of the names on the tiles.
type giftBanners struct {
	box   *fyne.Container
	stack *fyne.Container
	Rows  map[uint64]*giftRow
	order []uint64
}

// giftRow is one announcement.
type giftRow struct {
	Object fyne.CanvasObject
	what   *kit.Line
	combo  *kit.Line
}

const (
	maxBanners  = 3  // in view
	bannersFoot = 52 // below them
)

func newGiftBanners() *giftBanners {
	b := &giftBanners{stack: container.NewVBox(), Rows: map[uint64]*giftRow{}}
	b.box = container.NewVBox(kit.Stretch(), kit.Pad2(0, bannersFoot, 12, 12, b.stack))
	return b
}

// height is how far up from the stage's lower edge the announcements reach.
func (b *giftBanners) height() float32 {
	if len(b.order) == 0 {
		return 0
	}
	return bannersFoot + b.stack.MinSize().Height
}

// Update shows what is new.
func (b *giftBanners) Update(banners []model.GiftBanner) {
	if n := len(banners); n > maxBanners {
		banners = banners[n-maxBanners:]
	}
	same := len(banners) == len(b.order)
	for i, m := range banners {
		same = same && b.order[i] == m.ID
		if r := b.Rows[m.ID]; r != nil {
			r.update(m)
		}
	}
	if same {
		return
	}
	rows := map[uint64]*giftRow{}
	b.order, b.stack.Objects = b.order[:0], nil
	for _, m := range banners {
		r := b.Rows[m.ID]
		if r == nil {
			r = newGiftRow(m)
		}
		rows[m.ID] = r
		b.order = append(b.order, m.ID)
		b.stack.Objects = append(b.stack.Objects, r.Object)
	}
	b.Rows = rows
	b.box.Refresh()
}

func newGiftRow(m model.GiftBanner) *giftRow {
	r := &giftRow{}
	r.what = kit.NewLine("", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorOnGlass})
	r.combo = kit.NewLine("", kit.TextStyle{Size: kit.SizeHeading, Bold: true, Color: kit.ColorFair})
	name := kit.NewLine(desk.Shorten(m.From.DisplayName(), 16), kit.TextStyle{Bold: true, Color: kit.ColorOnGlass})
	bg, size := kit.ColorGlass, float32(26)
	if m.Gift.Grand {
		bg, size = kit.ColorGrand, 40
	}
	sign := desk.NewGiftSign(m.Gift, size)
	row := kit.Row(10, kit.Avatar(m.From.Avatar, m.From.ID, m.From.DisplayName(), 34), kit.Column(0, name, r.what), sign, r.combo)
	r.Object = kit.Row(0, kit.Sheet(bg, 24, kit.Pad(5, 10, row)))
	r.update(m)
	return r
}

func (r *giftRow) update(m model.GiftBanner) {
	v := kit.Values{"Gift": desk.GiftName(m.Gift), "Number": m.Count, "To": desk.Shorten(m.To.DisplayName(), 14)}
	key := "gift.gave"
	if m.To.ID != "" {
		key = "gift.gaveTo"
	}
	what, text := kit.T(key, v), ""
	if m.Combo > 1 {
		text = kit.T("gift.combo", kit.Values{"Number": m.Combo})
	}
	if what == r.what.Text() && text == r.combo.Text() {
		return
	}
	r.what.SetText(what)
	r.combo.SetText(text)
	r.Object.Refresh()
}
