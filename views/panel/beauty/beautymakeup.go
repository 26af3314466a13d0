package beauty

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	colourdialog "fyne.io/fyne/v2/dialog"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// MakeupRow is the row of ready-made colours of one kind of makeup, and a
// picker for an own one.
type MakeupRow struct {
	kind    string
	box     *fyne.Container
	Dots    []*colourDot
	Own     *colourDot
	enabled bool
}

func newMakeupRow(w *desk.Desk, m model.Makeup) *MakeupRow {
	r := &MakeupRow{kind: m.ID, enabled: true}
	row := kit.Row(2)
	for _, l := range m.Looks {
		dot := newColourDot(w.Env, l.Colour, kit.T("beauty."+m.ID+"."+l.ID), func() { w.Can.Looks.SetMakeupLook(m.ID, l.ID) })
		r.Dots = append(r.Dots, dot)
		row.Add(dot)
	}
	r.Own = newColourDot(w.Env, 0, kit.T("tip.makeup.own"), func() { PickColour(w, m.ID) })
	r.Own.fill.FillColor = kit.Color(kit.ColorRaised)
	r.Own.plus()
	row.Add(r.Own)
	r.box = row
	return r
}

// Object is what is to be shown.
func (r *MakeupRow) Object() fyne.CanvasObject { return r.box }

// Update shows what is new.
func (r *MakeupRow) Update(b model.Beauty) {
	for _, m := range b.Makeup {
		if m.ID != r.kind {
			continue
		}
		for i, l := range m.Looks {
			r.Dots[i].setOn(l.ID == m.Look)
		}
		r.Own.setOn(m.Look == "")
		if m.Look == "" {
			r.Own.setColour(m.Colour)
		}
	}
}

// PickColour asks for an own colour.
func PickColour(w *desk.Desk, kind string) {
	d := colourdialog.NewColorPicker(kit.T("makeup.own"), kit.T("beauty.group."+kind), func(c color.Color) {
		r, g, b, _ := c.RGBA()
		w.Can.Looks.SetMakeupColour(kind, r>>8<<16|g>>8<<8|b>>8)
	}, w.Win)
	d.Advanced = true
	for _, m := range w.State.Beauty.Makeup {
		if m.ID == kind {
			d.SetColor(rgb(m.Colour))
		}
	}
	d.Show()
}

func rgb(c uint32) color.NRGBA {
	return color.NRGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255}
}

// colourDot is a round colour to choose; the chosen one has a ring.
type colourDot struct {
	kit.Tap
	ring, fill *canvas.Circle
	sign       *fyne.Container
}

const colourDotSize = 30

func newColourDot(env *kit.Env, c uint32, tip string, action func()) *colourDot {
	d := &colourDot{ring: canvas.NewCircle(color.Transparent), fill: canvas.NewCircle(rgb(c)), sign: container.NewStack()}
	d.ring.StrokeWidth = 2
	d.Init(env, d, kit.Fixed(colourDotSize, colourDotSize, container.NewStack(d.ring, kit.Pad(5, 5, d.fill), d.sign)), action)
	d.Tip = tip
	return d
}

// plus marks the dot as the one for an own colour.
func (d *colourDot) plus() {
	d.sign.Objects = []fyne.CanvasObject{container.NewCenter(kit.Icon("plus", kit.ColorText, 16))}
}

func (d *colourDot) setOn(on bool) {
	if d.On != on {
		d.On = on
		d.Restyle()
	}
}

func (d *colourDot) setColour(c uint32) {
	if d.fill.FillColor != rgb(c) {
		d.fill.FillColor = rgb(c)
		d.fill.Refresh()
		d.Tip = fmt.Sprintf("%s #%06x", kit.T("tip.makeup.own"), c)
	}
}

// Restyle shows whether it is chosen, pointed at or focused.
func (d *colourDot) Restyle() {
	var want color.Color = color.Transparent
	switch {
	case d.On, d.Focused:
		want = kit.Color(kit.ColorAccent)
	case d.Hovered:
		want = kit.Color(kit.ColorFaint)
	}
	if d.ring.StrokeColor != want {
		d.ring.StrokeColor = want
		d.ring.Refresh()
	}
}
