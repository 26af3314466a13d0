package beauty

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Panel is drawn from model.Beauty's description: a tab for each kind of
// change, in it one control for each parameter and the strips to choose from,
// below all of them compare and reset.
type Panel struct {
	w       *desk.Desk
	content fyne.CanvasObject
	Tabs    *kit.Segmented
	pages   map[model.BeautyTab]fyne.CanvasObject
	page    *fyne.Container
	open    model.BeautyTab
	shown   bool
	Compare *holdButton
	Reset   *kit.Button
	undo    bool // is what it does
	hint    *kit.Para
	cost    *kit.Line
	hintBox *fyne.Container
	failure *desk.FailureCard
	Rows    map[string]*paramRow
	Parts   []BeautyPart
	Strip   *filterStrip
	drawn   []string // IDs of the parameters drawn
	shape   panelShape
}

// BeautyPart is a part of the panel that shows a state.
type BeautyPart interface {
	Object() fyne.CanvasObject
	Update(b model.Beauty)
}

// panelShape is what the panel has to be drawn anew for.
type panelShape struct {
	params, filters, stickers, backgrounds, greens, presets, gestures, makeup int
	looks                                                                     bool
}

func shapeOf(b model.Beauty) panelShape {
	return panelShape{
		len(b.Params), len(b.Filters), len(b.Stickers), len(b.Backgrounds), len(b.Greens), len(b.Presets), len(b.Gestures), len(b.Makeup), len(b.Looks) > 0,
	}
}

// New makes the panel.
func New(w *desk.Desk) *Panel {
	p := &Panel{w: w, page: container.NewStack(), open: model.TabSkin}
	var words []string
	for _, t := range model.BeautyTabs() {
		words = append(words, kit.T("beauty.tab."+string(t)))
	}
	p.Tabs = kit.NewSegmentedGrid(w.Env, words, 4, func(i int) { p.Choose(model.BeautyTabs()[i]) })
	p.Reset = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "reset", Text: kit.T("beauty.resetAll"), Tip: kit.T("tip.resetAll"), Action: p.resetOrUndo})
	p.Compare = NewHoldButton(w.Env, kit.T("beauty.compare"), kit.T("tip.compare"), w.Actions.CompareBeauty)
	p.hint = kit.NewPara(kit.T("beauty.noFace"), kit.Muted, desk.PanelWidth-90)
	p.hintBox = kit.Outlined(kit.ColorRaised, 8, kit.Pad(8, 10, kit.Frame(nil, nil, container.NewVBox(kit.Icon("info", kit.ColorAccent, 18)), nil, kit.Pad2(0, 0, 8, 0, p.hint))))
	p.hintBox.Hide()
	p.failure = desk.NewFailureCard(w, desk.PanelWidth-34)
	p.cost = kit.NewLine("", kit.Caption)
	p.cost.Hide()
	foot := kit.Pad(8, 16, kit.Column(10, p.hintBox, p.failure.Object(), kit.FillRow(8, p.Compare, p.Reset), p.cost))
	p.content = kit.Frame(kit.Pad2(8, 2, 16, 16, p.Tabs), container.NewVBox(kit.HairlineH(), foot), nil, nil, p.page)
	p.Tabs.SetChosen(slices.Index(model.BeautyTabs(), p.open))
	return p
}

// Object is what is to be shown.
func (p *Panel) Object() fyne.CanvasObject { return p.content }

// Choose opens a tab.
func (p *Panel) Choose(tab model.BeautyTab) {
	p.open = tab
	for i, t := range model.BeautyTabs() {
		if t == tab {
			p.Tabs.SetChosen(i)
		}
	}
	p.page.Objects = []fyne.CanvasObject{p.pages[tab]}
	p.page.Refresh()
	p.tell()
}

// SetShown says whether the panel can be seen. A button held down does not stay
// so behind a panel that went.
func (p *Panel) SetShown(shown bool) {
	if !shown {
		p.Compare.set(false)
	}
	if p.shown != shown {
		p.shown = shown
		p.tell()
	}
}

// tell has thumbnails made only while they are seen.
func (p *Panel) tell() {
	if p.w.Can.Looks == nil {
		return
	}
	tab := p.open
	if !p.shown {
		tab = ""
	}
	p.w.Can.Looks.WatchBeautyTab(tab)
}

// Update shows what is new.
func (p *Panel) Update(b model.Beauty) {
	if !p.sameShape(b) {
		p.draw(b)
	}
	for _, m := range b.Params {
		p.Rows[m.ID].update(m)
	}
	for _, part := range p.Parts {
		part.Update(b)
	}
	p.undo = p.w.Can.Memory != nil && b.CanUndo && !b.Changed()
	p.Reset.SetText(kit.T(map[bool]string{false: "beauty.resetAll", true: "beauty.undo"}[p.undo]))
	p.Reset.SetEnabled(p.undo || b.Changed(), kit.T("beauty.unchanged"))
	kit.Show(p.hintBox, b.NoFace && b.Faces == nil)
	p.failure.Set(b.Faces)
	kit.Show(p.cost, b.Cost > 0)
	if b.Slow {
		p.cost.SetText(kit.T("beauty.cost.slow", kit.Values{"Time": desk.Trim(b.Cost)}))
		p.cost.SetColor(kit.ColorFair)
	} else {
		p.cost.SetText(kit.T("beauty.cost", kit.Values{"Time": desk.Trim(b.Cost)}))
		p.cost.SetColor(kit.ColorMuted)
	}
}

// resetOrUndo resets everything, and pressed again brings it back.
func (p *Panel) resetOrUndo() {
	if p.undo {
		p.w.Can.Memory.UndoResetBeauty()
		return
	}
	p.w.Actions.ResetAllBeauty()
}

func (p *Panel) sameShape(b model.Beauty) bool {
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
// by group, then makeup of one's own.
func (p *Panel) draw(b model.Beauty) {
	p.shape, p.drawn, p.Parts, p.Rows = shapeOf(b), nil, nil, map[string]*paramRow{}
	sections := map[model.BeautyTab][]fyne.CanvasObject{}
	for _, t := range model.BeautyTabs() {
		sections[t] = p.strips(t, b)
	}
	var order []string
	members, tabOf := map[string][]fyne.CanvasObject{}, map[string]model.BeautyTab{}
	for _, m := range b.Params {
		row := newParamRow(p.w, m)
		p.Rows[m.ID] = row
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
	if p.w.Can.Looks != nil { // below what most use
		sections[model.TabMakeup] = append(sections[model.TabMakeup], kit.Section(kit.T("makeup.texture"), p.add(newOwnTexture(p.w)), kit.NewPara(kit.T("makeup.texture.explain"), kit.Caption, desk.PanelWidth-34)))
	}
	p.pages = map[model.BeautyTab]fyne.CanvasObject{}
	for tab, objects := range sections {
		if len(objects) == 0 {
			objects = []fyne.CanvasObject{kit.NewPara(kit.T("beauty.tab.empty"), kit.Muted, desk.PanelWidth-34)}
		}
		p.pages[tab] = kit.NewVScroll(p.w.Env, kit.Pad(8, 16, kit.Column(12, objects...)))
	}
	p.page.Objects = []fyne.CanvasObject{p.pages[p.open]}
	p.page.Refresh()
}

// add keeps a part for updates and returns what is drawn.
func (p *Panel) add(part BeautyPart) fyne.CanvasObject {
	p.Parts = append(p.Parts, part)
	return part.Object()
}

// group is a group of sliders with its name, and its colours beside it. The skin's
// is named by its tab.
func (p *Panel) group(id string, b model.Beauty, rows []fyne.CanvasObject) fyne.CanvasObject {
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
func (p *Panel) looks(group string, b model.Beauty) fyne.CanvasObject {
	for _, m := range b.Makeup {
		if m.ID == group && p.w.Can.Looks != nil {
			return p.add(newMakeupRow(p.w, m))
		}
	}
	return nil
}

// strips are what a tab offers besides sliders.
func (p *Panel) strips(tab model.BeautyTab, b model.Beauty) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	looks := p.w.Can.Looks
	switch {
	case tab == model.TabFilters:
		p.Strip = newFilterStrip(p.w, b.Filters)
		out = append(out, kit.Section(kit.T("beauty.group.filters"), p.add(p.Strip), p.add(newOwnTable(p.w))))
	case tab == model.TabLooks:
		if p.w.Can.Wear != nil && len(b.Looks) > 0 {
			out = append(out, kit.Section(kit.T("beauty.looks"), p.add(newLookGrid(p.w))))
		}
	case looks == nil:
	case tab == model.TabSkin && len(b.Presets) > 0:
		out = append(out, p.add(newPresetRow(p.w, b.Presets)))
	case tab == model.TabStickers && len(b.Stickers) > 0:
		out = append(out, kit.Section(kit.T("beauty.stickers"), p.add(newStickerGrid(p.w, b))))
		if len(b.Gestures) > 0 {
			out = append(out, kit.Section(kit.T("beauty.gestures"), p.add(newGestureList(p.w, b.Gestures)), kit.NewPara(kit.T("beauty.gestures.explain"), kit.Caption, desk.PanelWidth-34)))
		}
	case tab == model.TabBackground:
		if len(b.Backgrounds) > 0 {
			out = append(out, kit.Section(kit.T("beauty.backgrounds"), p.add(newBackgroundGrid(p.w, b))))
		}
		if len(b.Greens) > 0 {
			out = append(out, kit.Section(kit.T("beauty.greens"), p.add(newGreenGrid(p.w, b)), kit.NewPara(kit.T("beauty.greens.explain"), kit.Caption, desk.PanelWidth-34)))
		}
	}
	return out
}

// DropPlace tells by the tab that is open.
func (p *Panel) DropPlace() desk.DropPlace {
	switch p.open {
	case model.TabStickers:
		return desk.DropStickers
	case model.TabBackground:
		return desk.DropBackground
	case model.TabFilters:
		return desk.DropFilters
	}
	return desk.DropBeauty
}
