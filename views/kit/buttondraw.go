package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, bg: canvas.NewRectangle(color.Transparent), over: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.White), icon: &canvas.Image{}}
	r.icon.FillMode = canvas.ImageFillContain
	r.text.TextStyle.Bold = true
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b        *Button
	bg, over *canvas.Rectangle
	icon     *canvas.Image
	text     *canvas.Text
}

const (
	buttonHeight = 36
	buttonLarge  = 44
	buttonIcon   = 20
)

func (r *buttonRenderer) MinSize() fyne.Size {
	h := float32(buttonHeight)
	if r.b.Large {
		h = buttonLarge
	}
	w := float32(0)
	if r.b.Text == "" {
		return fyne.NewSize(h, h)
	}
	w += r.textSize().Width + 28
	if r.b.Icon != "" {
		w += buttonIcon + 8
	}
	return fyne.NewSize(w, h)
}

func (r *buttonRenderer) textSize() fyne.Size {
	return fyne.MeasureText(r.b.Text, r.text.TextSize, r.text.TextStyle)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	inset := r.inset()
	r.over.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
	r.over.Move(fyne.NewSquareOffsetPos(inset))
	w := float32(0)
	if r.b.Text != "" {
		w = r.textSize().Width
	}
	if r.b.Icon != "" {
		w += buttonIcon
		if r.b.Text != "" {
			w += 8
		}
	}
	x := (size.Width - w) / 2
	if r.b.Left {
		x = 12
	}
	if r.b.Icon != "" {
		r.icon.Resize(fyne.NewSquareSize(buttonIcon))
		r.icon.Move(fyne.NewPos(x, (size.Height-buttonIcon)/2))
		x += buttonIcon + 8
	}
	ts := r.textSize()
	r.text.Resize(ts)
	r.text.Move(fyne.NewPos(x, (size.Height-ts.Height)/2-lift(r.text.TextSize)))
}

// inset is how far inside the edge the ring of the focus is: on a filled button
// it would not be seen at the edge.
func (r *buttonRenderer) inset() float32 {
	if bg, _ := r.colours(); r.b.focused && ringOn(bg) != ColorRing {
		return 3
	}
	return 0
}

// ringOn is the colour of the ring of the focus on a background.
func ringOn(bg fyne.ThemeColorName) fyne.ThemeColorName {
	if filled(bg) {
		return ColorOnTint
	}
	return ColorRing
}

// filled reports whether a background is a strong colour with white on it.
func filled(bg fyne.ThemeColorName) bool { return bg == ColorAccent || bg == ColorLive }

// colours are the background's and the content's.
func (r *buttonRenderer) colours() (bg, fg fyne.ThemeColorName) {
	b := r.b
	switch {
	case b.disabled && b.Rank == RankGhost:
		return "", "disabled"
	case b.disabled:
		return "disabledButton", "disabled"
	case b.off:
		return "", ColorBad
	case b.on:
		return ColorTint, ColorAccentText
	case b.Rank == RankPrimary:
		return ColorAccent, ColorOnTint
	case b.Rank == RankDanger:
		return ColorLive, ColorOnTint
	case b.Rank == RankGhost:
		return "", ColorMuted
	case b.Rank == RankGlass:
		return ColorGlass, ColorOnGlass
	default:
		return "button", ColorText
	}
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	bg, fg := r.colours()
	r.bg.FillColor, r.bg.CornerRadius = color.Transparent, 8
	if bg != "" {
		r.bg.FillColor = Color(bg)
	}
	r.over.FillColor = color.Transparent
	switch {
	case b.disabled:
	case b.pressed && filled(bg):
		r.over.FillColor = Color(ColorFillPressed)
	case b.pressed:
		r.over.FillColor = Color("pressed")
	case b.hovered && filled(bg):
		r.over.FillColor = Color(ColorFillHover)
	case b.hovered:
		r.over.FillColor = Color("hover")
	}
	r.over.StrokeColor, r.over.StrokeWidth = color.Transparent, 0
	if b.focused {
		r.over.StrokeColor, r.over.StrokeWidth = Color(ringOn(bg)), 2
	}
	r.over.CornerRadius = 8 - r.inset()
	r.text.Text, r.text.Color, r.text.TextSize = b.Text, Color(fg), Size(SizeText)
	if b.Rank == RankGhost && b.hovered && !b.disabled && !b.on && !b.off {
		fg = ColorText
		r.text.Color = Color(fg)
	}
	if b.Icon != "" {
		SetIcon(r.icon, b.Icon, fg)
		r.icon.Show()
	} else {
		r.icon.Hide()
	}
	r.bg.Refresh()
	r.over.Refresh()
	r.text.Refresh()
	r.Layout(b.Size())
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.over, r.icon, r.text}
}

func (r *buttonRenderer) Destroy() {}
