package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Meter shows a sound level, 0..100, in steps that go from green over amber
// to red.
type Meter struct {
	widget.BaseWidget
	level int // lit segments
	muted bool
}

const meterSegments = 24

// NewMeter returns a meter at zero.
func NewMeter() *Meter {
	m := &Meter{}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a level. Nothing is redrawn while the lit segments stay the same.
func (m *Meter) Set(level int, muted bool) {
	lit := (min(max(level, 0), 100)*meterSegments + 50) / 100
	if muted {
		lit = 0
	}
	if lit == m.level && muted == m.muted {
		return
	}
	m.level, m.muted = lit, muted
	m.Refresh()
}

// Lit is the share of lit segments, 0..100.
func (m *Meter) Lit() int { return m.level * 100 / meterSegments }

// GrowsInRow implements Grower.
func (m *Meter) GrowsInRow() bool { return true }

// CreateRenderer implements fyne.Widget.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{m: m}
	for range meterSegments {
		s := canvas.NewRectangle(color.Transparent)
		s.CornerRadius = 1
		r.objects = append(r.objects, s)
	}
	r.Refresh()
	return r
}

type meterRenderer struct {
	m       *Meter
	objects []fyne.CanvasObject
}

func (r *meterRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 8) }

func (r *meterRenderer) Layout(size fyne.Size) {
	w := (size.Width - 2*(meterSegments-1)) / meterSegments
	for i, o := range r.objects {
		o.Resize(fyne.NewSize(w, size.Height))
		o.Move(fyne.NewPos(float32(i)*(w+2), 0))
	}
}

func (r *meterRenderer) Refresh() {
	for i, o := range r.objects {
		c := ColorLine
		if i < r.m.level {
			switch {
			case i >= meterSegments*9/10:
				c = ColorBad
			case i >= meterSegments*7/10:
				c = ColorFair
			default:
				c = ColorGood
			}
		}
		s := o.(*canvas.Rectangle)
		if fill := Color(c); s.FillColor != fill {
			s.FillColor = fill
			s.Refresh()
		}
	}
}

func (r *meterRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *meterRenderer) Destroy() {}
