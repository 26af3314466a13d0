package views

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	colourdialog "fyne.io/fyne/v2/dialog"

	"onair/app/model"
	"onair/views/kit"
)

// makeupRow is the row of ready-made colours of one kind of makeup, and a
// picker for an own one.
type makeupRow struct {
	kind    string
	box     *fyne.Container
	dots    []*colourDot
	own     *colourDot
	enabled bool
}

func newMakeupRow(w *window, m model.Makeup) *makeupRow {
	r := &makeupRow{kind: m.ID, enabled: true}
	row := kit.Row(2)
	for _, l := range m.Looks {
		dot := newColourDot(w.env, l.Colour, kit.T("beauty."+m.ID+"."+l.ID), func() { w.looks.SetMakeupLook(m.ID, l.ID) })
		r.dots = append(r.dots, dot)
		row.Add(dot)
	}
	r.own = newColourDot(w.env, 0, kit.T("tip.makeup.own"), func() { pickColour(w, m.ID) })
	r.own.fill.FillColor = kit.Color(kit.ColorRaised)
	r.own.plus()
	row.Add(r.own)
	r.box = row
	return r
}

func (r *makeupRow) object() fyne.CanvasObject { return r.box }

func (r *makeupRow) update(b model.Beauty) {
	for _, m := range b.Makeup {
		if m.ID != r.kind {
			continue
		}
		for i, l := range m.Looks {
			r.dots[i].setOn(l.ID == m.Look)
		}
		r.own.setOn(m.Look == "")
		if m.Look == "" {
			r.own.setColour(m.Colour)
		}
	}
}

// pickColour asks for an own colour.
func pickColour(w *window, kind string) {
	d := colourdialog.NewColorPicker(kit.T("makeup.own"), kit.T("beauty.group."+kind), func(c color.Color) {
		r, g, b, _ := c.RGBA()
		w.looks.SetMakeupColour(kind, r>>8<<16|g>>8<<8|b>>8)
	}, w.win)
	d.Advanced = true
	for _, m := range w.state.Beauty.Makeup {
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
	tap
	ring, fill *canvas.Circle
	sign       *fyne.Container
}

const colourDotSize = 30

func newColourDot(env *kit.Env, c uint32, tip string, action func()) *colourDot {
	d := &colourDot{ring: canvas.NewCircle(color.Transparent), fill: canvas.NewCircle(rgb(c)), sign: container.NewStack()}
	d.ring.StrokeWidth = 2
	d.init(env, d, kit.Fixed(colourDotSize, colourDotSize, container.NewStack(d.ring, kit.Pad(5, 5, d.fill), d.sign)), action)
	d.tip = tip
	return d
}

// plus marks the dot as the one for an own colour.
func (d *colourDot) plus() {
	d.sign.Objects = []fyne.CanvasObject{container.NewCenter(kit.Icon("plus", kit.ColorText, 16))}
}

func (d *colourDot) setOn(on bool) {
	if d.on != on {
		d.on = on
		d.restyle()
	}
}

func (d *colourDot) setColour(c uint32) {
	if d.fill.FillColor != rgb(c) {
		d.fill.FillColor = rgb(c)
		d.fill.Refresh()
		d.tip = fmt.Sprintf("%s #%06x", kit.T("tip.makeup.own"), c)
	}
}

func (d *colourDot) restyle() {
	var want color.Color = color.Transparent
	switch {
	case d.on, d.focused:
		want = kit.Color(kit.ColorAccent)
	case d.hovered:
		want = kit.Color(kit.ColorFaint)
	}
	if d.ring.StrokeColor != want {
		d.ring.StrokeColor = want
		d.ring.Refresh()
	}
}
