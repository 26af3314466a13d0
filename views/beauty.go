package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// beautyPanel is drawn from model.Beauty's description: a tab for each kind of
// change, in it one control for each parameter and the strips to choose from,
// below all of them compare and reset.
type beautyPanel struct {
	w       *window
	content fyne.CanvasObject
	tabs    *kit.Segmented
	pages   map[model.BeautyTab]fyne.CanvasObject
	page    *fyne.Container
	open    model.BeautyTab
	shown   bool
	compare *holdButton
	reset   *kit.Button
	undo    bool // is what it does
	hint    *kit.Para
	cost    *kit.Line
	hintBox *fyne.Container
	failure *failureCard
	rows    map[string]*paramRow
	parts   []beautyPart
	strip   *filterStrip
	drawn   []string // IDs of the parameters drawn
	shape   panelShape
}

// beautyPart is a part of the panel that shows a state.
type beautyPart interface {
	object() fyne.CanvasObject
	update(b model.Beauty)
}

// panelShape is what the panel has to be drawn anew for.
type panelShape struct {
	params, filters, stickers, backgrounds, greens, presets, gestures, makeup int
}

func shapeOf(b model.Beauty) panelShape {
	return panelShape{
		len(b.Params), len(b.Filters), len(b.Stickers), len(b.Backgrounds), len(b.Greens), len(b.Presets), len(b.Gestures), len(b.Makeup),
	}
}

func newBeautyPanel(w *window) *beautyPanel {
	p := &beautyPanel{w: w, page: container.NewStack(), open: model.TabSkin}
	var words []string
	for _, t := range model.BeautyTabs() {
		words = append(words, kit.T("beauty.tab."+string(t)))
	}
	p.tabs = kit.NewSegmentedGrid(w.env, words, 3, func(i int) { p.choose(model.BeautyTabs()[i]) })
	p.reset = kit.NewButton(w.env, kit.ButtonSpec{Icon: "reset", Text: kit.T("beauty.resetAll"), Tip: kit.T("tip.resetAll"), Action: p.resetOrUndo})
	p.compare = newHoldButton(w.env, kit.T("beauty.compare"), kit.T("tip.compare"), w.cfg.Actions.CompareBeauty)
	p.hint = kit.NewPara(kit.T("beauty.noFace"), kit.Muted, panelWidth-90)
	p.hintBox = kit.Outlined(kit.ColorRaised, 8, kit.Pad(8, 10, kit.Frame(nil, nil, container.NewVBox(kit.Icon("info", kit.ColorAccent, 18)), nil, kit.Pad2(0, 0, 8, 0, p.hint))))
	p.hintBox.Hide()
	p.failure = newFailureCard(w, panelWidth-34)
	p.cost = kit.NewLine("", kit.Caption)
	p.cost.Hide()
	foot := kit.Pad(8, 16, kit.Column(10, p.hintBox, p.failure.object(), kit.FillRow(8, p.compare, p.reset), p.cost))
	p.content = kit.Frame(kit.Pad2(8, 2, 16, 16, p.tabs), container.NewVBox(kit.HairlineH(), foot), nil, nil, p.page)
	p.tabs.SetChosen(0)
	return p
}

func (p *beautyPanel) object() fyne.CanvasObject { return p.content }

// choose opens a tab.
func (p *beautyPanel) choose(tab model.BeautyTab) {
	p.open = tab
	for i, t := range model.BeautyTabs() {
		if t == tab {
			p.tabs.SetChosen(i)
		}
	}
	p.page.Objects = []fyne.CanvasObject{p.pages[tab]}
	p.page.Refresh()
	p.tell()
}

// setShown says whether the panel can be seen. A button held down does not stay
// so behind a panel that went.
func (p *beautyPanel) setShown(shown bool) {
	if !shown {
		p.compare.set(false)
	}
	if p.shown != shown {
		p.shown = shown
		p.tell()
	}
}

// tell has thumbnails made only while they are seen.
func (p *beautyPanel) tell() {
	if p.w.looks == nil {
		return
	}
	tab := p.open
	if !p.shown {
		tab = ""
	}
	p.w.looks.WatchBeautyTab(tab)
}

func (p *beautyPanel) update(b model.Beauty) {
	if !p.sameShape(b) {
		p.draw(b)
	}
	for _, m := range b.Params {
		p.rows[m.ID].update(m)
	}
	for _, part := range p.parts {
		part.update(b)
	}
	p.undo = p.w.memory != nil && b.CanUndo && !b.Changed()
	p.reset.SetText(kit.T(map[bool]string{false: "beauty.resetAll", true: "beauty.undo"}[p.undo]))
	p.reset.SetEnabled(p.undo || b.Changed(), kit.T("beauty.unchanged"))
	show(p.hintBox, b.NoFace && b.Faces == nil)
	p.failure.set(b.Faces)
	show(p.cost, b.Cost > 0)
	if b.Slow {
		p.cost.SetText(kit.T("beauty.cost.slow", kit.Values{"Time": trim(b.Cost)}))
		p.cost.SetColor(kit.ColorFair)
	} else {
		p.cost.SetText(kit.T("beauty.cost", kit.Values{"Time": trim(b.Cost)}))
		p.cost.SetColor(kit.ColorMuted)
	}
}

// resetOrUndo resets everything, and pressed again brings it back.
func (p *beautyPanel) resetOrUndo() {
	if p.undo {
		p.w.memory.UndoResetBeauty()
		return
	}
	p.w.cfg.Actions.ResetAllBeauty()
}

func (p *beautyPanel) sameShape(b model.Beauty) bool {
	if p.pages == nil || shapeOf(b) != p.shape {
		return false
	}
	for i, m := range b.Params {
		if p.drawn[i] != m.ID {
			return false
		}
	}
	return true
}

// draw builds the pages: what is chosen from strips first, then the parameters
// by group.
func (p *beautyPanel) draw(b model.Beauty) {
	p.shape, p.drawn, p.parts, p.rows = shapeOf(b), nil, nil, map[string]*paramRow{}
	sections := map[model.BeautyTab][]fyne.CanvasObject{}
	for _, t := range model.BeautyTabs() {
		sections[t] = p.strips(t, b)
	}
	var order []string
	members, tabOf := map[string][]fyne.CanvasObject{}, map[string]model.BeautyTab{}
	for _, m := range b.Params {
		row := newParamRow(p.w, m)
		p.rows[m.ID] = row
		p.drawn = append(p.drawn, m.ID)
		if members[m.Group] == nil {
			order = append(order, m.Group)
			tabOf[m.Group] = m.Tab
		}
		members[m.Group] = append(members[m.Group], row.box)
	}
	for _, g := range order {
		sections[tabOf[g]] = append(sections[tabOf[g]], p.group(g, b, members[g]))
	}
	p.pages = map[model.BeautyTab]fyne.CanvasObject{}
	for tab, objects := range sections {
		if len(objects) == 0 {
			objects = []fyne.CanvasObject{kit.NewPara(kit.T("beauty.tab.empty"), kit.Muted, panelWidth-34)}
		}
		p.pages[tab] = kit.NewVScroll(p.w.env, kit.Pad(8, 16, kit.Column(12, objects...)))
	}
	p.page.Objects = []fyne.CanvasObject{p.pages[p.open]}
	p.page.Refresh()
}

// add keeps a part for updates and returns what is drawn.
func (p *beautyPanel) add(part beautyPart) fyne.CanvasObject {
	p.parts = append(p.parts, part)
	return part.object()
}

// group is a group of sliders with its name, and its colours beside it. The skin's
// is named by its tab.
func (p *beautyPanel) group(id string, b model.Beauty, rows []fyne.CanvasObject) fyne.CanvasObject {
	box := kit.Column(4)
	if id != string(model.TabSkin) {
		name := kit.NewLine(kit.T("beauty.group."+id), kit.Strong)
		if looks := p.looks(id, b); looks != nil {
			box.Add(kit.Row(6, container.NewCenter(name), kit.Stretch(), looks))
		} else {
			box.Add(name)
		}
	}
	for _, r := range rows {
		box.Add(r)
	}
	return box
}

// looks are the colours of a group, nil for none.
func (p *beautyPanel) looks(group string, b model.Beauty) fyne.CanvasObject {
	for _, m := range b.Makeup {
		if m.ID == group && p.w.looks != nil {
			return p.add(newMakeupRow(p.w, m))
		}
	}
	return nil
}

// strips are what a tab offers besides sliders.
func (p *beautyPanel) strips(tab model.BeautyTab, b model.Beauty) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	looks := p.w.looks
	switch {
	case tab == model.TabFilters:
		p.strip = newFilterStrip(p.w, b.Filters)
		out = append(out, section(kit.T("beauty.group.filters"), p.add(p.strip), p.add(newOwnTable(p.w))))
	case looks == nil:
	case tab == model.TabSkin && len(b.Presets) > 0:
		out = append(out, p.add(newPresetRow(p.w, b.Presets)))
	case tab == model.TabStickers && len(b.Stickers) > 0:
		out = append(out, section(kit.T("beauty.stickers"), p.add(newStickerGrid(p.w, b))))
		if len(b.Gestures) > 0 {
			out = append(out, section(kit.T("beauty.gestures"), p.add(newGestureList(p.w, b.Gestures)), kit.NewPara(kit.T("beauty.gestures.explain"), kit.Caption, panelWidth-34)))
		}
	case tab == model.TabBackground:
		if len(b.Backgrounds) > 0 {
			out = append(out, section(kit.T("beauty.backgrounds"), p.add(newBackgroundGrid(p.w, b))))
		}
		if len(b.Greens) > 0 {
			out = append(out, section(kit.T("beauty.greens"), p.add(newGreenGrid(p.w, b)), kit.NewPara(kit.T("beauty.greens.explain"), kit.Caption, panelWidth-34)))
		}
	}
	return out
}
