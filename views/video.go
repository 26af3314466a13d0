package views

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
	quiet  *fyne.Container   // muted here
	ring   *canvas.Rectangle // who speaks
	mark   *canvas.Rectangle // the keyboard is here
	tools  *tileTools
	detach func()
}

// tileLook is what differs between the places a tile is shown at.
type tileLook struct {
	radius float32
	avatar float32
	small  bool // no room for words beside the avatar
}

func newVideoTile(w *window, m model.Tile, look tileLook) *videoTile {
	v := &videoTile{w: w, id: m.ID, holder: newPlaceholder(m.User, look)}
	var back color.Color // that of the stage
	if look.small {
		back = color.NRGBA{R: 24, G: 27, B: 36, A: 255}
	}
	v.tile = tile.New(tile.Config{
		Back: back, Board: w.board, NewConverter: w.cfg.NewConverter, Placeholder: v.holder.box, Radius: look.radius,
		OnShown: func(capture, shown time.Time) {
			w.cfg.Actions.ReportShown(v.id, capture.UnixNano(), shown.UnixNano())
		},
	})
	v.tile.SetLive(m.Live)
	v.name = kit.NewBadge(m.User.DisplayName(), "", kit.ColorGlass, kit.ColorOnGlass)
	v.muted = kit.Sheet(kit.ColorGlass, 5, kit.Pad(3, 5, kit.Icon("mic-off", kit.ColorBad, 14)))
	v.quiet = kit.Sheet(kit.ColorGlass, 5, kit.Pad(3, 5, kit.Icon("volume-off", kit.ColorFair, 14)))
	v.ring = canvas.NewRectangle(color.Transparent)
	v.ring.CornerRadius, v.ring.StrokeColor = look.radius, kit.Color(kit.ColorGood)
	v.mark = canvas.NewRectangle(color.Transparent)
	v.mark.CornerRadius, v.mark.StrokeColor, v.mark.StrokeWidth = look.radius, kit.Color(kit.ColorRing), 3
	v.mark.Hide()
	v.tools = newTileTools(v)
	labels := container.NewVBox(kit.Stretch(), kit.Pad(10, 10, kit.Row(6, v.name.Container, v.muted, v.quiet)))
	v.box = container.NewStack(v.tile, v.ring, labels, v.mark, v.tools.box)
	v.detach = w.cfg.AttachVideo(m.ID, v.tile)
	v.update(m, false, false)
	return v
}

// update shows a tile; one of several also says whose it is and who speaks. A
// side of a PK fills its place, and its name stands elsewhere.
func (v *videoTile) update(m model.Tile, side, several bool) {
	v.tile.SetCover(side)
	v.tile.SetLive(m.Live && !m.SoundOnly)
	show(v.muted, m.MicMuted)
	show(v.quiet, m.MutedHere)
	show(v.name.Container, several && !side)
	v.name.SetText(shorten(m.User.DisplayName(), 20))
	v.holder.update(m)
	v.tools.update(m)
	v.speak(m.Level, several && !m.MicMuted)
}

// speak draws the ring of the voice's level, in a few steps so that it is drawn
// anew only when that can be seen.
func (v *videoTile) speak(level int, on bool) {
	width := float32(0)
	switch {
	case !on || level < 8:
	case level < 40:
		width = 2
	default:
		width = 4
	}
	if v.ring.StrokeWidth != width {
		v.ring.StrokeWidth = width
		show(v.ring, width > 0)
		v.ring.Refresh()
	}
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

func newPlaceholder(u model.User, look tileLook) *placeholder {
	size := look.avatar
	p := &placeholder{size: size, user: u, text: kit.NewLine("", kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})}
	p.avatar = container.NewStack(kit.Avatar(u.Avatar, u.ID, u.DisplayName(), size))
	p.box = container.NewCenter(kit.Column(10, container.NewCenter(p.avatar), p.text))
	show(p.text, !look.small)
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
	case m.SoundOnly:
		text = kit.T("tile.soundOnly")
	case m.CamMuted:
		text = kit.T("tile.camOff")
	case m.Waiting:
		text = kit.T("tile.waiting")
	case !m.Live:
		text = kit.T("tile.noPicture")
	}
	p.text.SetText(text)
}
