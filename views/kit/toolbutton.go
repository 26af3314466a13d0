package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// ToolButton is a button of the bar below the stage: icon above caption.
type ToolButton struct {
	Button
	caption string
}

// NewToolButton returns a tool button; caption is the word below the icon.
func NewToolButton(env *Env, caption string, spec ButtonSpec) *ToolButton {
	t := &ToolButton{caption: caption}
	t.ButtonSpec = spec
	t.env = env
	t.ExtendBaseWidget(t)
	env.Note(t, func() Control {
		c := t.control()
		c.Text = t.caption
		return c
	})
	return t
}

// SetCaption changes the word below the icon.
func (t *ToolButton) SetCaption(text string) {
	if t.caption != text {
		t.caption = text
		t.Refresh()
	}
}

// SetFace shows an icon with its tip, and the word below it.
func (t *ToolButton) SetFace(icon, tip, caption string) {
	t.SetIcon(icon, tip)
	t.SetCaption(caption)
}

// CreateRenderer implements fyne.Widget.
func (t *ToolButton) CreateRenderer() fyne.WidgetRenderer {
	r := &toolRenderer{t: t, bg: canvas.NewRectangle(color.Transparent), icon: &canvas.Image{}, text: canvas.NewText("", color.White)}
	r.icon.FillMode = canvas.ImageFillContain
	r.inner = buttonRenderer{b: &t.Button}
	r.Refresh()
	return r
}

type toolRenderer struct {
	t     *ToolButton
	inner buttonRenderer
	bg    *canvas.Rectangle
	icon  *canvas.Image
	text  *canvas.Text
}

const (
	toolIcon   = 24
	toolHeight = 60
	toolWidth  = 60
)

func (r *toolRenderer) MinSize() fyne.Size {
	w := fyne.MeasureText(r.t.caption, r.text.TextSize, r.text.TextStyle).Width + 10
	return fyne.NewSize(max(toolWidth, w), toolHeight)
}

func (r *toolRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	ts := fyne.MeasureText(r.t.caption, r.text.TextSize, r.text.TextStyle)
	y := (size.Height - toolIcon - 4 - ts.Height) / 2
	r.icon.Resize(fyne.NewSquareSize(toolIcon))
	r.icon.Move(fyne.NewPos((size.Width-toolIcon)/2, y))
	r.text.Resize(ts)
	r.text.Move(fyne.NewPos((size.Width-ts.Width)/2, y+toolIcon+4))
}

func (r *toolRenderer) Refresh() {
	t := r.t
	bg, fg := r.inner.colours()
	if t.Rank == RankNormal && !t.on && !t.off && !t.disabled {
		bg = ""
	}
	r.bg.FillColor, r.bg.CornerRadius = color.Transparent, 10
	if bg != "" && !t.disabled {
		r.bg.FillColor = Color(bg)
	}
	if (t.hovered || t.pressed) && !t.disabled && bg == "" {
		r.bg.FillColor = Color("hover")
	}
	r.bg.StrokeColor, r.bg.StrokeWidth = color.Transparent, 0
	if t.focused {
		r.bg.StrokeColor, r.bg.StrokeWidth = Color(ringOn(bg)), 2
	}
	r.text.Text, r.text.TextSize, r.text.Color = t.caption, Size(SizeCaption), Color(fg)
	if fg == ColorText {
		r.text.Color = Color(ColorMuted)
	}
	SetIcon(r.icon, t.Icon, fg)
	r.bg.Refresh()
	r.text.Refresh()
	r.Layout(t.Size())
}

func (r *toolRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.icon, r.text}
}

func (r *toolRenderer) Destroy() {}
