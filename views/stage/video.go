package stage

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/tile"
)

// Tile is one picture of the stage with its name and placeholder,
// attached to the frames of a model.Tile.
type Tile struct {
	w      *desk.Desk
	Id     string
	Tile   *tile.Tile
	Box    *fyne.Container
	holder *placeholder
	slate  *slate
	name   *kit.Badge
	muted  *fyne.Container
	quiet  *fyne.Container   // muted here
	Ring   *canvas.Rectangle // who speaks
	mark   *canvas.Rectangle // the keyboard is here
	Tools  *tileTools
	detach func()
	placed func() // nil, or told when the picture is somewhere else
}

// Look is what differs between the places a tile is shown at.
type Look struct {
	Radius float32
	Avatar float32
	small  bool // no room for words beside the avatar
}

// NewTile makes a tile and attaches it to its frames.
func NewTile(w *desk.Desk, m model.Tile, look Look) *Tile {
	v := &Tile{w: w, Id: m.ID, holder: newPlaceholder(m.User, look), slate: newSlate(look)}
	var back color.Color // that of the stage
	if look.small {
		back = color.NRGBA{R: 24, G: 27, B: 36, A: 255}
	}
	v.Tile = tile.New(tile.Config{
		Back: back, Board: w.Video.Board, NewConverter: w.Video.NewConverter, Placeholder: v.holder.box, Slate: v.slate.box, Radius: look.Radius,
		OnPlaced: func() {
			if v.placed != nil {
				v.placed()
			}
		},
		OnShown: func(capture, shown time.Time) {
			w.Actions.ReportShown(v.Id, capture.UnixNano(), shown.UnixNano())
		},
	})
	v.Tile.SetLive(m.Live || m.Slate)
	v.name = kit.NewBadge(m.User.DisplayName(), "", kit.ColorGlass, kit.ColorOnGlass)
	v.muted = kit.Sheet(kit.ColorGlass, 5, kit.Pad(3, 5, kit.Icon("mic-off", kit.ColorBad, 14)))
	v.quiet = kit.Sheet(kit.ColorGlass, 5, kit.Pad(3, 5, kit.Icon("volume-off", kit.ColorFair, 14)))
	v.Ring = canvas.NewRectangle(color.Transparent)
	v.Ring.CornerRadius, v.Ring.StrokeColor = look.Radius, kit.Color(kit.ColorGood)
	v.mark = canvas.NewRectangle(color.Transparent)
	v.mark.CornerRadius, v.mark.StrokeColor, v.mark.StrokeWidth = look.Radius, kit.Color(kit.ColorRing), 3
	v.mark.Hide()
	v.Tools = newTileTools(v)
	labels := container.NewVBox(kit.Stretch(), kit.Pad(10, 10, kit.Row(6, v.name.Container, v.muted, v.quiet)))
	v.Box = container.NewStack(v.Tile, v.Ring, labels, v.mark, v.Tools.Box)
	v.detach = w.Video.Attach(m.ID, v.Tile)
	v.Update(m, false, false)
	return v
}

// Update shows a tile; one of several also says whose it is and who speaks. A
// side of a PK fills its place, and its name stands elsewhere.
func (v *Tile) Update(m model.Tile, side, several bool) {
	v.Tile.SetCover(side)
	v.Tile.SetSlate(m.Slate && !m.SoundOnly)
	v.Tile.SetLive((m.Live || m.Slate) && !m.SoundOnly)
	kit.Show(v.muted, m.MicMuted)
	kit.Show(v.quiet, m.MutedHere)
	kit.Show(v.name.Container, several && !side)
	v.name.SetText(desk.Shorten(m.User.DisplayName(), 20))
	v.holder.update(m)
	v.Tools.update(m)
	v.speak(m.Level, several && !m.MicMuted)
}

// speak draws the ring of the voice's level, in a few steps so that it is drawn
// anew only when that can be seen.
func (v *Tile) speak(level int, on bool) {
	width := float32(0)
	switch {
	case !on || level < 8:
	case level < 40:
		width = 2
	default:
		width = 4
	}
	if v.Ring.StrokeWidth != width {
		v.Ring.StrokeWidth = width
		kit.Show(v.Ring, width > 0)
		v.Ring.Refresh()
	}
}

// shape is the size in pixels of the picture on screen.
func (v *Tile) shape() image.Point { return v.Tile.Shape() }

// Close ends what was started; nothing is shown any more.
func (v *Tile) Close() {
	v.detach()
	v.Tile.Close()
}

// placeholder stands where there is no picture: the avatar and a word.
type placeholder struct {
	box    *fyne.Container
	avatar *fyne.Container
	text   *kit.Line
	size   float32
	user   model.User
}

func newPlaceholder(u model.User, look Look) *placeholder {
	size := look.Avatar
	p := &placeholder{size: size, user: u, text: kit.NewLine("", kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})}
	p.avatar = container.NewStack(kit.Avatar(u.Avatar, u.ID, u.DisplayName(), size))
	p.box = container.NewCenter(kit.Column(10, container.NewCenter(p.avatar), p.text))
	kit.Show(p.text, !look.small)
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
	case m.SoundOnly, m.SoundAlone:
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
