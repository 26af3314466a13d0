package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Switch turns something on or off.
type Switch struct {
	Button
	changed func(bool)
}

// NewSwitch returns a switch; changed is called when the user turns it.
func NewSwitch(env *Env, tip string, changed func(bool)) *Switch {
	s := &Switch{changed: changed}
	s.env = env
	s.Tip = tip
	s.Action = func() {
		s.SetOn(!s.on)
		s.changed(s.on)
	}
	s.ExtendBaseWidget(s)
	env.Note(s, func() Control {
		c := s.control()
		c.Kind = "switch"
		return c
	})
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	r := &switchRenderer{s: s, track: canvas.NewRectangle(color.Transparent), thumb: canvas.NewCircle(color.White)}
	r.Refresh()
	return r
}

type switchRenderer struct {
	s     *Switch
	track *canvas.Rectangle
	thumb *canvas.Circle
}

func (r *switchRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 24) }

func (r *switchRenderer) Layout(size fyne.Size) {
	y := (size.Height - 22) / 2
	r.track.Resize(fyne.NewSize(40, 22))
	r.track.Move(fyne.NewPos(0, y))
	x := float32(3)
	if r.s.on {
		x = 40 - 16 - 3
	}
	r.thumb.Resize(fyne.NewSquareSize(16))
	r.thumb.Move(fyne.NewPos(x, y+3))
}

func (r *switchRenderer) Refresh() {
	s := r.s
	r.track.CornerRadius = 11
	r.track.FillColor, r.thumb.FillColor = Color("inputBorder"), Color(ColorOnGlass)
	if s.on {
		r.track.FillColor = Color(ColorAccent)
	}
	if s.disabled {
		r.track.FillColor, r.thumb.FillColor = Color("disabledButton"), Color("disabled")
	}
	r.track.StrokeWidth = 0
	if s.focused {
		r.track.StrokeColor, r.track.StrokeWidth = Color(ColorRing), 3
	}
	r.Layout(s.Size())
	r.track.Refresh()
	r.thumb.Refresh()
}

func (r *switchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.thumb}
}

func (r *switchRenderer) Destroy() {}
