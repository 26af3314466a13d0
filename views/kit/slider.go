package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Slider sets a number. A range that goes both ways fills from zero, has a
// mark there, and zero catches the thumb.
type Slider struct {
	widget.BaseWidget
	tipped
	tip            string
	min, max, step float64
	value          float64
	changed        func(float64)
	focused        bool
	disabled       bool
	dragging       bool
}

// NewSlider returns a slider; changed is called on each change by the user.
func NewSlider(env *Env, lo, hi, step float64, changed func(float64)) *Slider {
	s := &Slider{min: lo, max: hi, step: step, changed: changed}
	s.env, s.self = env, s
	s.ExtendBaseWidget(s)
	env.Note(s, func() Control { return Control{Kind: "slider", Disabled: s.disabled} })
	return s
}

// SetTip says what the slider does, in its tooltip.
func (s *Slider) SetTip(text string) { s.tip = text }

// MouseIn implements desktop.Hoverable.
func (s *Slider) MouseIn(*desktop.MouseEvent) {
	s.enter(s.tip)
}

// MouseMoved implements desktop.Hoverable.
func (s *Slider) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *Slider) MouseOut() { s.leave() }

// Value is the current value.
func (s *Slider) Value() float64 { return s.value }

// SetValue shows a value, without calling changed. While the user drags it
// does nothing: the hand wins.
func (s *Slider) SetValue(v float64) {
	if s.dragging || s.value == v {
		return
	}
	s.value = v
	s.Refresh()
}

// SetEnabled enables or disables the slider.
func (s *Slider) SetEnabled(on bool) {
	if s.disabled == !on {
		return
	}
	s.disabled = !on
	s.Refresh()
}

// Enabled reports whether the slider can be moved.
func (s *Slider) Enabled() bool { return !s.disabled }

func (s *Slider) signed() bool { return s.min < 0 && s.max > 0 }

func (s *Slider) choose(v float64) {
	if s.disabled {
		return
	}
	v = min(max(v, s.min), s.max)
	if s.signed() && math.Abs(v) < (s.max-s.min)*0.04 {
		v = 0
	}
	if s.step > 0 {
		v = s.min + math.Round((v-s.min)/s.step)*s.step
		v = min(max(math.Round(v*1e6)/1e6, s.min), s.max)
	}
	if v == s.value {
		return
	}
	s.value = v
	s.Refresh()
	if s.changed != nil {
		s.changed(v)
	}
}

const (
	sliderThumb = 16
	sliderRing  = 24
)

func (s *Slider) at(x float32) float64 {
	room := s.Size().Width - sliderThumb
	if room <= 0 {
		return s.value
	}
	return s.min + float64((x-sliderThumb/2)/room)*(s.max-s.min)
}

// Tapped implements fyne.Tappable.
func (s *Slider) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// DoubleTapped implements fyne.DoubleTappable, so that quick taps stay taps.
func (s *Slider) DoubleTapped(e *fyne.PointEvent) { s.Tapped(e) }

// Dragged implements fyne.Draggable.
func (s *Slider) Dragged(e *fyne.DragEvent) {
	s.dragging = true
	s.choose(s.at(e.Position.X))
}

// DragEnd implements fyne.Draggable.
func (s *Slider) DragEnd() { s.dragging = false }

// FocusGained implements fyne.Focusable.
func (s *Slider) FocusGained() {
	s.focused = true
	s.Refresh()
	if !s.hovered {
		s.env.Reveal(s)
	}
}

// FocusLost implements fyne.Focusable.
func (s *Slider) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *Slider) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(e *fyne.KeyEvent) {
	if s.env.Guard(s, e) {
		return
	}
	step := s.step
	if step == 0 {
		step = (s.max - s.min) / 20
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		s.choose(s.value - step)
	case fyne.KeyRight, fyne.KeyUp:
		s.choose(s.value + step)
	case fyne.KeyHome:
		s.choose(s.min)
	case fyne.KeyEnd:
		s.choose(s.max)
	default:
		s.env.Key(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{
		s: s, track: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent),
		mark: canvas.NewRectangle(color.Transparent), thumb: canvas.NewCircle(color.White), ring: canvas.NewCircle(color.Transparent),
	}
	r.Refresh()
	return r
}

type sliderRenderer struct {
	s                 *Slider
	track, fill, mark *canvas.Rectangle
	thumb, ring       *canvas.Circle // the ring shows the focus
}

func (r *sliderRenderer) MinSize() fyne.Size { return fyne.NewSize(96, 28) }

func (r *sliderRenderer) Layout(size fyne.Size) {
	s := r.s
	mid := size.Height / 2
	room := size.Width - sliderThumb
	pos := func(v float64) float32 {
		return sliderThumb/2 + room*float32((v-s.min)/(s.max-s.min))
	}
	r.track.Resize(fyne.NewSize(room, 4))
	r.track.Move(fyne.NewPos(sliderThumb/2, mid-2))
	from := pos(s.min)
	if s.signed() {
		from = pos(0)
	}
	to := pos(s.value)
	r.fill.Resize(fyne.NewSize(max(from, to)-min(from, to), 4))
	r.fill.Move(fyne.NewPos(min(from, to), mid-2))
	r.mark.Resize(fyne.NewSize(2, 12))
	r.mark.Move(fyne.NewPos(pos(0)-1, mid-6))
	r.ring.Resize(fyne.NewSquareSize(sliderRing))
	r.ring.Move(fyne.NewPos(to-sliderRing/2, mid-sliderRing/2))
	r.thumb.Resize(fyne.NewSquareSize(sliderThumb))
	r.thumb.Move(fyne.NewPos(to-sliderThumb/2, mid-sliderThumb/2))
}

func (r *sliderRenderer) Refresh() {
	s := r.s
	r.track.FillColor, r.track.CornerRadius = Color(ColorLine), 2
	r.fill.FillColor, r.fill.CornerRadius = Color(ColorAccent), 2
	r.mark.FillColor = Color(ColorFaint)
	r.mark.Hidden = !s.signed()
	r.thumb.FillColor = Color(ColorText)
	r.ring.StrokeColor, r.ring.StrokeWidth = Color(ColorRing), 2
	r.ring.Hidden = !s.focused
	if s.disabled {
		r.fill.FillColor, r.thumb.FillColor = Color("disabled"), Color("disabled")
	}
	r.Layout(s.Size())
	canvas.Refresh(r.track)
	canvas.Refresh(r.fill)
	canvas.Refresh(r.ring)
	canvas.Refresh(r.thumb)
}

func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.fill, r.mark, r.ring, r.thumb}
}

func (r *sliderRenderer) Destroy() {}
