package views

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/tile"
)

// videoTile is one picture of the stage with its name and placeholder,
// attached to the frames of a model.Tile.
type videoTile struct {
	w      *window
	id     string
	tile   *tile.Tile
	box    *fyne.Container
	holder *placeholder
	name   *kit.Badge
	muted  *fyne.Container
	detach func()
}

// tileLook is what differs between the places a tile is shown at.
type tileLook struct {
	radius float32
	name   bool // show the user's name on the picture
	avatar float32
}

func newVideoTile(w *window, m model.Tile, look tileLook) *videoTile {
	v := &videoTile{w: w, id: m.ID, holder: newPlaceholder(m.User, look.avatar)}
	v.tile = tile.New(tile.Config{
		Board: w.board, NewConverter: w.cfg.NewConverter, Placeholder: v.holder.box, Radius: look.radius,
		OnShown: func(capture, shown time.Time) {
			w.cfg.Actions.ReportShown(v.id, capture.UnixNano(), shown.UnixNano())
		},
	})
	v.tile.SetLive(m.Live)
	v.name = kit.NewBadge(m.User.DisplayName(), "", kit.ColorGlass, kit.ColorOnGlass)
	v.muted = kit.Sheet(kit.ColorGlass, 5, kit.Pad(3, 5, kit.Icon("mic-off", kit.ColorBad, 14)))
	if !look.name {
		v.name.Hide()
	}
	labels := container.NewVBox(kit.Stretch(), kit.Pad(10, 10, kit.Row(6, v.name.Container, v.muted)))
	v.box = container.NewStack(v.tile, labels)
	v.detach = w.cfg.AttachVideo(m.ID, v.tile)
	v.update(m)
	return v
}

func (v *videoTile) update(m model.Tile) {
	v.tile.SetLive(m.Live)
	show(v.muted, m.MicMuted)
	v.name.SetText(m.User.DisplayName())
	v.holder.update(m)
}

// shape is the size in pixels of the picture on screen.
func (v *videoTile) shape() image.Point { return v.tile.Shape() }

func (v *videoTile) close() {
	v.detach()
	v.tile.Close()
}

// placeholder stands where there is no picture: the avatar and a word.
type placeholder struct {
	box    *fyne.Container
	avatar *fyne.Container
	text   *kit.Line
	size   float32
	user   model.User
}

func newPlaceholder(u model.User, size float32) *placeholder {
	p := &placeholder{size: size, user: u, text: kit.NewLine("", kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})}
	p.avatar = container.NewStack(kit.Avatar(u.Avatar, u.ID, u.DisplayName(), size))
	p.box = container.NewCenter(kit.Column(10, container.NewCenter(p.avatar), p.text))
	return p
}

func (p *placeholder) update(m model.Tile) {
	if m.User != p.user {
		p.user = m.User
		p.avatar.Objects = []fyne.CanvasObject{kit.Avatar(m.User.Avatar, m.User.ID, m.User.DisplayName(), p.size)}
		p.avatar.Refresh()
	}
	text := ""
	switch {
	case m.CamMuted:
		text = kit.T("tile.camOff")
	case m.Waiting:
		text = kit.T("tile.waiting")
	case !m.Live:
		text = kit.T("tile.noPicture")
	}
	p.text.SetText(text)
}
