package sound

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/views/kit"
)

// soundTile is what tiles of effects and sounds look like.
type soundTile struct {
	kit.Tap
	back *canvas.Rectangle
	lit  fyne.ThemeColorName // its colour while it is on
}

// paint makes its back; it comes before Init.
func (t *soundTile) paint(radius float32, lit fyne.ThemeColorName) {
	t.back, t.lit = canvas.NewRectangle(kit.Color(kit.ColorRaised)), lit
	t.back.CornerRadius = radius
}

func (t *soundTile) setOn(on bool) {
	if t.On != on {
		t.On = on
		t.Restyle()
	}
}

// Restyle shows whether it is chosen, pointed at or focused.
func (t *soundTile) Restyle() {
	t.back.FillColor, t.back.StrokeWidth = kit.Color(kit.ColorRaised), 0
	switch {
	case t.On:
		t.back.FillColor = kit.Color(t.lit)
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorAccent), 2
	case t.Focused:
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorRing), 2
	case t.Hovered:
		t.back.FillColor = kit.Color("hover")
	}
	t.back.Refresh()
}
