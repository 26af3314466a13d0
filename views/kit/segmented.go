package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	return newSegmented(env, options, shareLayout{2}, chosen)
}

// NewSegmentedGrid is NewSegmented with the words in rows of so many columns.
func NewSegmentedGrid(env *Env, options []string, columns int, chosen func(int)) *Segmented {
	return newSegmented(env, options, layout.NewGridLayoutWithColumns(columns), chosen)
}

func newSegmented(env *Env, options []string, l fyne.Layout, chosen func(int)) *Segmented {
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
	s.box = Sheet(ColorRaised, 8, Pad(3, 3, container.New(l, objects...)))
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

// First is the first option, for the focus.
func (s *Segmented) First() fyne.Focusable { return s.buttons[0] }

// Tap chooses as if the user had tapped.
func (s *Segmented) Tap(i int) { s.buttons[i].Tapped(nil) }

// SetBadge puts a short text beside an option, "" none.
func (s *Segmented) SetBadge(i int, text string) {
	if b := s.buttons[i]; b.badge != text {
		b.badge = text
		b.Refresh()
		s.box.Refresh()
	}
}

// Badge is the text beside an option.
func (s *Segmented) Badge(i int) string { return s.buttons[i].badge }

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
type segment struct {
	Button
	badge string
}

// CreateRenderer implements fyne.Widget.
func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentRenderer{s: s, bg: canvas.NewRectangle(color.Transparent), text: canvas.NewText(s.Text, color.White)}
	r.dot, r.number = canvas.NewRectangle(Color(ColorLive)), canvas.NewText("", Color(ColorOnTint))
	r.dot.CornerRadius, r.number.TextSize, r.number.TextStyle.Bold = 8, 11, true
	r.Refresh()
	return r
}

type segmentRenderer struct {
	s      *segment
	bg     *canvas.Rectangle
	text   *canvas.Text
	dot    *canvas.Rectangle // behind the badge
	number *canvas.Text
}

// badgeWidth is the width of the badge with the gap before it, 0 without one.
func (r *segmentRenderer) badgeWidth() float32 {
	if r.s.badge == "" {
		return 0
	}
	return max(16, fyne.MeasureText(r.s.badge, 11, r.number.TextStyle).Width+8) + 4
}

func (r *segmentRenderer) MinSize() fyne.Size {
	return fyne.NewSize(fyne.MeasureText(r.text.Text, 13, fyne.TextStyle{Bold: true}).Width+16+r.badgeWidth(), 28)
}

func (r *segmentRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	badge := r.badgeWidth()
	r.text.Resize(fyne.NewSize(size.Width-badge, size.Height))
	r.text.Move(fyne.NewPos(0, -lift(13)))
	if badge == 0 {
		return
	}
	end := (size.Width-badge+fyne.MeasureText(r.text.Text, 13, r.text.TextStyle).Width)/2 + 4
	r.dot.Resize(fyne.NewSize(badge-4, 16))
	r.dot.Move(fyne.NewPos(end, (size.Height-16)/2))
	m := fyne.MeasureText(r.number.Text, 11, r.number.TextStyle)
	r.number.Resize(m)
	r.number.Move(fyne.NewPos(end+(badge-4-m.Width)/2, (size.Height-m.Height)/2-lift(11)))
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
		r.bg.StrokeColor, r.bg.StrokeWidth = Color(ColorRing), 2
	}
	r.text.Text, r.text.TextSize, r.text.Alignment, r.text.Color = s.Text, 13, fyne.TextAlignCenter, Color(fg)
	r.text.TextStyle.Bold = s.on
	r.number.Text = s.badge
	r.dot.Hidden, r.number.Hidden = s.badge == "", s.badge == ""
	r.Layout(s.Size())
	r.dot.Refresh()
	r.number.Refresh()
	r.bg.Refresh()
	r.text.Refresh()
}

func (r *segmentRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.text, r.dot, r.number}
}

func (r *segmentRenderer) Destroy() {}
