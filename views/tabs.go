package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// sidePanel is the column at the right: tabs and their contents, and pages
// without a tab that buttons open, with a title and a way back.
type sidePanel struct {
	w       *window
	box     *fyne.Container
	head    *fyne.Container
	tabs    fyne.CanvasObject // the head with the tabs
	heads   *kit.Segmented
	bodies  []fyne.CanvasObject
	titles  []string // of the pages; "" for tabs
	body    *fyne.Container
	current int
	lastTab int
	opener  fyne.Focusable // had the focus when a page was opened
	changed func()         // another page is shown
}

// tab is one page of a sidePanel.
type tab struct {
	name string
	body fyne.CanvasObject
}

const panelWidth = 328

func newSidePanel(w *window, foot fyne.CanvasObject, tabs ...tab) *sidePanel {
	p := &sidePanel{w: w, body: container.NewStack(), head: container.NewStack(), current: -1}
	var names []string
	for _, t := range tabs {
		names = append(names, t.name)
		p.bodies = append(p.bodies, t.body)
		p.titles = append(p.titles, "")
	}
	p.heads = kit.NewSegmented(w.env, names, p.choose)
	p.tabs = container.NewVBox(kit.Pad(12, 16, p.heads), kit.HairlineH())
	if len(tabs) == 1 {
		p.tabs = container.NewVBox(kit.Pad(16, 16, kit.NewLine(names[0], kit.Strong)), kit.HairlineH())
	}
	p.box = kit.Fixed(panelWidth, 0, kit.Sheet(kit.ColorSurface, 0, kit.Frame(nil, nil, kit.HairlineV(), nil, kit.Frame(p.head, foot, nil, nil, p.body))))
	p.choose(0)
	return p
}

// addPage adds a page without a tab and returns its index.
func (p *sidePanel) addPage(title string, body fyne.CanvasObject) int {
	p.bodies = append(p.bodies, body)
	p.titles = append(p.titles, title)
	return len(p.bodies) - 1
}

// choose shows the page with an index.
func (p *sidePanel) choose(i int) {
	if i == p.current {
		return
	}
	p.current = i
	head := p.tabs
	if title := p.titles[i]; title != "" {
		p.opener = p.w.win.Canvas().Focused()
		shut := kit.NewButton(p.w.env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("tip.closePage"), Action: p.back})
		head = container.NewVBox(kit.Pad2(11, 11, 16, 10, kit.Frame(nil, nil, nil, shut, kit.Row(0, kit.NewCutLine(title, kit.Title)))), kit.HairlineH())
	} else {
		p.lastTab = i
		p.heads.SetChosen(i)
	}
	p.head.Objects = []fyne.CanvasObject{head}
	p.body.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.box.Refresh()
	if p.changed != nil {
		p.changed()
	}
	if p.titles[i] == "" {
		p.w.tidyFocus(p.opener)
		p.opener = nil
	}
}

// back goes from a page to the tab shown before.
func (p *sidePanel) back() { p.choose(p.lastTab) }

func (p *sidePanel) object() fyne.CanvasObject { return p.box }
