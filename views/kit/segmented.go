package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Segmented chooses one of a few words that stand side by side.
type Segmented struct {
	widget.BaseWidget
	box     *fyne.Container
	buttons []*segment
	chosen  int
}

// NewSegmented returns a chooser of options; chosen is called when the user
// picks another one.
func NewSegmented(env *Env, options []string, chosen func(int)) *Segmented {
	s := &Segmented{chosen: -1}
	var objects []fyne.CanvasObject
	for i, text := range options {
		b := &segment{}
		b.env = env
		b.Text = text
		b.Action = func() {
			if s.chosen != i {
				s.SetChosen(i)
				chosen(i)
			}
		}
		b.ExtendBaseWidget(b)
		env.Note(b, b.control)
		s.buttons = append(s.buttons, b)
		objects = append(objects, b)
	}
	s.box = Sheet(ColorRaised, 8, Pad(3, 3, FillRow(2, objects...)))
	s.ExtendBaseWidget(s)
	return s
}

// Chosen is the index of the choice, -1 for none.
func (s *Segmented) Chosen() int { return s.chosen }

// SetChosen shows a choice, without telling.
func (s *Segmented) SetChosen(i int) {
	if s.chosen == i {
		return
	}
	s.chosen = i
	for n, b := range s.buttons {
		b.SetOn(n == i)
	}
}

// Tap chooses as if the user had tapped.
func (s *Segmented) Tap(i int) { s.buttons[i].Tapped(nil) }

// SetEnabled enables or disables every option.
func (s *Segmented) SetEnabled(on bool) {
	for _, b := range s.buttons {
		b.SetEnabled(on, "")
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.box))
}

// segment is one word of a Segmented.
type segment struct{ Button }

// CreateRenderer implements fyne.Widget.
func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentRenderer{s: s, bg: canvas.NewRectangle(color.Transparent), text: canvas.NewText(s.Text, color.White)}
	r.Refresh()
	return r
}

type segmentRenderer struct {
	s    *segment
	bg   *canvas.Rectangle
	text *canvas.Text
}

func (r *segmentRenderer) MinSize() fyne.Size {
	return fyne.NewSize(fyne.MeasureText(r.text.Text, 13, r.text.TextStyle).Width+16, 28)
}

func (r *segmentRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	r.text.Resize(size)
	r.text.Move(fyne.NewPos(0, -lift(13)))
}

func (r *segmentRenderer) Refresh() {
	s := r.s
	r.bg.CornerRadius = 6
	r.bg.FillColor = color.Transparent
	fg := ColorMuted
	switch {
	case s.disabled:
		fg = "disabled"
	case s.on:
		r.bg.FillColor, fg = Color("button"), ColorText
	case s.hovered:
		r.bg.FillColor = Color("hover")
	}
	r.bg.StrokeWidth = 0
	if s.focused {
		r.bg.StrokeColor, r.bg.StrokeWidth = Color("focus"), 2
	}
	r.text.Text, r.text.TextSize, r.text.Alignment, r.text.Color = s.Text, 13, fyne.TextAlignCenter, Color(fg)
	r.text.TextStyle.Bold = s.on
	r.bg.Refresh()
	r.text.Refresh()
}

func (r *segmentRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.bg, r.text} }

func (r *segmentRenderer) Destroy() {}
