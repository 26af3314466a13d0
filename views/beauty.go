package views

import (
	"image"
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// beautyPanel is drawn from model.Beauty's description: one control for each
// parameter, the strip of colour filters, reset and compare.
type beautyPanel struct {
	w       *window
	content fyne.CanvasObject
	body    *fyne.Container
	reset   *kit.Button
	rows    map[string]*paramRow
	strip   *filterStrip
	drawn   []string // IDs of the parameters drawn
	filters int
}

func newBeautyPanel(w *window) *beautyPanel {
	p := &beautyPanel{w: w, body: kit.Column(20), rows: map[string]*paramRow{}}
	p.reset = kit.NewButton(w.env, kit.ButtonSpec{Icon: "reset", Text: kit.T("beauty.resetAll"), Tip: kit.T("tip.resetAll"), Action: w.cfg.Actions.ResetAllBeauty})
	compare := newHoldButton(w.env, kit.T("beauty.compare"), kit.T("tip.compare"), w.cfg.Actions.CompareBeauty)
	foot := kit.Pad(12, 16, kit.FillRow(8, compare, p.reset))
	p.content = kit.Frame(nil, container.NewVBox(kit.HairlineH(), foot), nil, nil, panelScroll(p.body))
	return p
}

func (p *beautyPanel) object() fyne.CanvasObject { return p.content }

func (p *beautyPanel) update(b model.Beauty) {
	if !p.sameShape(b) {
		p.draw(b)
	}
	for _, m := range b.Params {
		p.rows[m.ID].update(m)
	}
	p.strip.update(b)
	p.reset.SetEnabled(b.Changed(), kit.T("beauty.unchanged"))
}

func (p *beautyPanel) sameShape(b model.Beauty) bool {
	if p.strip == nil || len(b.Params) != len(p.drawn) || len(b.Filters) != p.filters {
		return false
	}
	for i, m := range b.Params {
		if p.drawn[i] != m.ID {
			return false
		}
	}
	return true
}

// draw builds the panel: parameters by group, the filter strip before the
// group "filter".
func (p *beautyPanel) draw(b model.Beauty) {
	p.drawn, p.filters = p.drawn[:0], len(b.Filters)
	p.strip = newFilterStrip(p.w, b.Filters)
	p.body.Objects = nil
	var groups []string
	members := map[string][]fyne.CanvasObject{}
	for _, m := range b.Params {
		row := newParamRow(p.w, m)
		p.rows[m.ID] = row
		p.drawn = append(p.drawn, m.ID)
		if members[m.Group] == nil {
			groups = append(groups, m.Group)
		}
		members[m.Group] = append(members[m.Group], row.box)
	}
	for _, g := range groups {
		if g == "filter" {
			members[g] = append([]fyne.CanvasObject{p.strip.object()}, members[g]...)
		}
		p.body.Add(section(kit.T("beauty.group."+g), members[g]...))
	}
	p.body.Refresh()
}

// paramRow is the control of one parameter with its value and its own reset.
type paramRow struct {
	box      *fyne.Container
	param    model.Param
	value    *kit.Line
	reset    *kit.Button
	slider   *kit.Slider
	toggle   *kit.Switch
	choice   *kit.Segmented
	disabled bool
}

func newParamRow(w *window, m model.Param) *paramRow {
	r := &paramRow{param: m}
	act := w.cfg.Actions
	name := kit.NewCutLine(kit.T("beauty."+m.ID), kit.Muted)
	switch m.Kind {
	case model.ParamSwitch:
		r.toggle = kit.NewSwitch(w.env, kit.T("beauty."+m.ID), func(on bool) {
			v := 0.0
			if on {
				v = 1
			}
			act.SetBeauty(m.ID, v)
		})
		r.box = kit.Frame(nil, nil, nil, r.toggle, container.NewVBox(kit.Gap(1, 1), name))
	case model.ParamChoice:
		var words []string
		for _, o := range m.Options {
			words = append(words, kit.T("beauty."+m.ID+"."+o))
		}
		r.choice = kit.NewSegmented(w.env, words, func(i int) { act.SetBeauty(m.ID, float64(i)) })
		r.box = kit.Column(0, r.choice)
	default:
		r.slider = kit.NewSlider(w.env, m.Min, m.Max, m.Step, func(v float64) { act.SetBeauty(m.ID, v) })
		r.value = kit.NewLine("", kit.Strong)
		r.reset = kit.NewButton(w.env, kit.ButtonSpec{Icon: "reset", Rank: kit.RankGhost, Tip: kit.T("tip.resetOne"), Action: func() { act.ResetBeauty(m.ID) }})
		head := kit.Row(4, name, r.value, kit.Fixed(28, 24, r.reset))
		r.box = kit.Column(0, head, r.slider)
	}
	return r
}

func (r *paramRow) update(m model.Param) {
	enabled := m.Disabled == nil
	reason := ""
	if !enabled {
		_, reason, _ = failureTexts(m.Disabled)
	}
	switch {
	case r.slider != nil:
		r.slider.SetValue(m.Value)
		r.slider.SetEnabled(enabled)
		r.value.SetText(paramValue(m))
		show(r.reset, m.Value != m.Default)
	case r.toggle != nil:
		r.toggle.SetOn(m.Value >= 0.5)
		r.toggle.SetEnabled(enabled, reason)
	case r.choice != nil:
		r.choice.SetChosen(int(m.Value))
		r.choice.SetEnabled(enabled)
	}
}

// paramValue writes a value: a share in percent, a level as it is, a signed
// one with its sign.
func paramValue(m model.Param) string {
	switch {
	case m.Max == 1:
		return strconv.Itoa(int(math.Round(m.Value*100))) + " %"
	case m.Signed() && m.Value > 0:
		return "+" + trim(m.Value)
	default:
		return trim(m.Value)
	}
}

// filterStrip is the row of colour filters with their names.
type filterStrip struct {
	scroll *container.Scroll
	items  []*filterItem
}

func newFilterStrip(w *window, filters []model.ColourFilter) *filterStrip {
	s := &filterStrip{}
	box := kit.Row(8)
	for _, f := range filters {
		item := newFilterItem(w, f)
		s.items = append(s.items, item)
		box.Add(item)
	}
	s.scroll = container.NewHScroll(kit.Column(0, box, kit.Gap(1, 10)))
	return s
}

func (s *filterStrip) object() fyne.CanvasObject { return s.scroll }

func (s *filterStrip) update(b model.Beauty) {
	for i, item := range s.items {
		item.setOn(b.Filters[i].ID == b.Filter)
	}
}

// filterItem is one colour filter: a swatch and a name.
type filterItem struct {
	tap
	frame *canvas.Rectangle
	name  *kit.Line
}

func newFilterItem(w *window, f model.ColourFilter) *filterItem {
	item := &filterItem{frame: canvas.NewRectangle(color.Transparent)}
	item.frame.CornerRadius = 10
	name := filterName(f)
	item.name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	img := &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 8}
	if res := pictureResource(f.Thumb); res != nil {
		img.Resource = res
	} else {
		img.Image = plainThumb()
		w.thumb(f.ID, func(t image.Image) {
			img.Image = t
			img.Refresh()
		})
	}
	img.SetMinSize(fyne.NewSize(64, 48))
	picture := kit.Fixed(70, 54, container.NewStack(item.frame, kit.Pad(3, 3, img)))
	item.init(w.env, item, kit.Column(2, picture, item.name), func() { w.cfg.Actions.SetColourFilter(f.ID) })
	item.tip = name
	return item
}

func filterName(f model.ColourFilter) string {
	if f.ID == "" {
		return kit.T("beauty.filter.none")
	}
	if key := "beauty.filter." + f.ID; kit.Has(key) {
		return kit.T(key)
	}
	return f.Name
}

func (i *filterItem) setOn(on bool) {
	if i.on == on {
		return
	}
	i.on = on
	i.restyle()
}

func (i *filterItem) restyle() {
	i.frame.StrokeColor, i.frame.StrokeWidth = color.Transparent, 0
	c := kit.ColorMuted
	switch {
	case i.on:
		i.frame.StrokeColor, i.frame.StrokeWidth = kit.Color(kit.ColorAccent), 2
		c = kit.ColorText
	case i.hovered || i.focused:
		i.frame.StrokeColor, i.frame.StrokeWidth = kit.Color(kit.ColorFaint), 2
	}
	i.name.SetColor(c)
	i.frame.Refresh()
}
