package lobby

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// roomCard is one room of the lobby: cover, title, host, viewers.
type roomCard struct {
	kit.Tap
	w       *desk.Desk
	cover   *canvas.Image
	frame   *canvas.Rectangle
	viewers *kit.Badge
	mine    *kit.Badge
	follows *kit.Badge
	private *kit.Badge
	pk      *kit.Badge
	guests  *kit.Badge
	title   *kit.Line
	host    *kit.Line
	avatar  *fyne.Container
	shown   model.Room
	first   bool
}

func newRoomCard(w *desk.Desk, r model.Room) *roomCard {
	c := &roomCard{w: w, first: true, cover: &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 10}}
	c.frame = canvas.NewRectangle(color.Transparent)
	c.frame.CornerRadius = 10
	c.viewers = kit.NewBadge("", "eye", kit.ColorGlass, kit.ColorOnGlass)
	c.mine = kit.NewBadge(kit.T("lobby.mine"), "", kit.ColorAccent, kit.ColorOnTint)
	c.follows = kit.NewBadge(kit.T("follow.off"), "check", kit.ColorAccent, kit.ColorOnTint)
	c.private = kit.NewBadge(kit.T("private.on"), "lock", kit.ColorGlass, kit.ColorOnGlass)
	c.pk = kit.NewBadge("", "pk", kit.ColorRival, kit.ColorOnTint)
	c.guests = kit.NewBadge("", "users", kit.ColorGlass, kit.ColorOnGlass)
	c.title = kit.NewCutLine("", kit.Strong)
	c.host = kit.NewCutLine("", kit.Caption)
	c.avatar = container.NewStack()
	live := kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint)
	top := kit.Pad(10, 10, kit.Row(6, live.Container, c.mine.Container, c.follows.Container, kit.Stretch(), c.viewers.Container))
	badges := container.NewVBox(top, kit.Stretch(), kit.Pad(10, 10, kit.Row(6, c.private.Container, c.pk.Container, c.guests.Container)))
	picture := container.NewStack(c.cover, badges, c.frame)
	foot := kit.Row(10, c.avatar, kit.NewGrow(kit.Column(0, c.title, c.host)))
	id := r.ID
	c.Init(w.Env, c, container.New(cardLayout{}, picture, foot), func() { w.Actions.OpenRoom(id) })
	return c
}

// update shows a room; follows: the user follows its host.
func (c *roomCard) update(r model.Room, follows bool) {
	kit.Show(c.follows.Container, follows && !r.Mine)
	if !c.first && r == c.shown {
		return
	}
	before := c.shown
	c.shown = r
	c.title.SetText(desk.RoomTitle(r))
	c.host.SetText(r.Host.DisplayName() + " · " + strconv.FormatUint(uint64(r.ID), 10))
	c.viewers.SetText(desk.Count(r.Viewers))
	kit.Show(c.mine.Container, r.Mine)
	kit.Show(c.private.Container, r.Private)
	kit.Show(c.pk.Container, r.PKRooms > 1)
	c.pk.SetText(pkBadge(r))
	kit.Show(c.guests.Container, r.CoAnchors > 0)
	c.guests.SetText(kit.N("lobby.guests", r.CoAnchors))
	c.Tip = desk.RoomTitle(r)
	if c.first || r.Host != before.Host {
		c.avatar.Objects = []fyne.CanvasObject{kit.Avatar(r.Host.Avatar, r.Host.ID, r.Host.DisplayName(), 36)}
		c.avatar.Refresh()
	}
	if c.first || r.Cover != before.Cover {
		if res := desk.PictureResource(r.Cover); res != nil {
			c.cover.Image, c.cover.Resource = nil, res
		} else {
			c.cover.Resource, c.cover.Image = nil, kit.Cover(strconv.FormatUint(uint64(r.ID), 10))
		}
		c.cover.Refresh()
	}
	c.first = false
}

// pkBadge says how many rooms are joined.
func pkBadge(r model.Room) string {
	if r.PKRooms <= 2 {
		return kit.T("lobby.pk")
	}
	return kit.T("lobby.pk") + " × " + strconv.Itoa(r.PKRooms)
}

func (c *roomCard) Restyle() {
	c.frame.StrokeColor, c.frame.StrokeWidth = color.Transparent, 0
	if c.Hovered || c.Focused {
		c.frame.StrokeColor, c.frame.StrokeWidth = kit.Color(kit.ColorAccent), 2
	}
	c.frame.Refresh()
}

// cardLayout puts a 16:9 picture over a foot.
type cardLayout struct{}

func (cardLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	h := size.Width * 9 / 16
	o[0].Resize(fyne.NewSize(size.Width, h))
	o[0].Move(fyne.Position{})
	o[1].Resize(fyne.NewSize(size.Width, size.Height-h-8))
	o[1].Move(fyne.NewPos(0, h+8))
}

func (cardLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 150) }

// gridLayout fills rows with cells of at least a width, all the same.
//
// A layout is asked for its height without being told the width, so it keeps
// the width it was last laid out at.
type gridLayout struct {
	cell, gap, ratio, foot float32
	width                  float32
	resized                func() // called after the width has changed
}

func (g *gridLayout) columns(width float32) int {
	return max(1, int((width+g.gap)/(g.cell+g.gap)))
}

func (g *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if changed := g.width != size.Width; changed {
		g.width = size.Width
		if g.resized != nil {
			defer g.resized()
		}
	}
	n, w, h := g.measure(size.Width)
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(float32(i%n)*(w+g.gap), float32(i/n)*(h+g.gap)))
	}
}

func (g *gridLayout) measure(width float32) (columns int, w, h float32) {
	columns = g.columns(width)
	w = (width - g.gap*float32(columns-1)) / float32(columns)
	return columns, w, w*g.ratio + g.foot
}

// MinSize is as wide as one cell and as high as all rows at the last width.
func (g *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n, _, h := g.measure(max(g.width, g.cell))
	rows := float32((len(objects) + n - 1) / n)
	return fyne.NewSize(g.cell, max(0, rows*(h+g.gap)-g.gap))
}

// newUserButton is the user's own avatar; it opens the way to sign out and to another name.
func newUserButton(w *desk.Desk, u model.User) fyne.CanvasObject {
	b := &kit.Tap{}
	b.Init(w.Env, b, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 36), func() {
		ask := w.Ask
		if w.Can.Profiles != nil {
			ask = func(q desk.Question) { w.AskTwo(q, kit.T("me.change"), func() { w.OpenSettings(kit.T("me.title")) }) }
		}
		ask(desk.Question{
			Title: kit.T("signOut.title", kit.Values{"Name": u.DisplayName()}), Text: kit.T("signOut.text"),
			Yes: kit.T("signOut.yes"), No: kit.T("cancel"), Action: w.Actions.SignOut,
		})
	})
	b.Tip = kit.T("tip.me", kit.Values{"Name": u.DisplayName(), "ID": u.ID})
	return b
}
