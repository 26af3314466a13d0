package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// sidePanel is the column at the right: tabs and their contents, and pages
// without a tab that buttons open, with a title and a way back. A page has a
// column of its own beside the tabs, or takes their place (pageBeside).
type sidePanel struct {
	w       *window
	box     *fyne.Container // the column of the tabs
	page    *fyne.Container // the column of a page
	beside  bool            // they are both seen while a page is open
	head    *fyne.Container
	title   *fyne.Container   // the title of a page
	leaf    *fyne.Container   // its body
	tabs    fyne.CanvasObject // the head with the tabs
	heads   *kit.Segmented
	bodies  []fyne.CanvasObject
	titles  []string // of the pages; "" for tabs
	body    *fyne.Container
	current int // page or tab
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
	p.title, p.leaf = container.NewStack(), container.NewStack()
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
	p.head.Objects = []fyne.CanvasObject{p.tabs}
	column := func(head, foot, body fyne.CanvasObject) *fyne.Container {
		return kit.Fixed(panelWidth, 0, kit.Sheet(kit.ColorSurface, 0, kit.Frame(nil, nil, kit.HairlineV(), nil, kit.Frame(head, foot, nil, nil, body))))
	}
	p.box, p.page = column(p.head, foot, p.body), column(p.title, nil, p.leaf)
	p.choose(0)
	return p
}

// addPage adds a page without a tab and returns its index.
func (p *sidePanel) addPage(title string, body fyne.CanvasObject) int {
	p.bodies = append(p.bodies, body)
	p.titles = append(p.titles, title)
	return len(p.bodies) - 1
}

// open tells whether a page is open.
func (p *sidePanel) open() bool { return p.titles[p.current] != "" }

// setWidth lays the columns out for a screen so wide.
func (p *sidePanel) setWidth(width float32) {
	p.beside = pageBeside(width)
	p.showColumns()
}

func (p *sidePanel) showColumns() {
	show(p.box, p.beside || !p.open())
	show(p.page, p.open())
}

// columns are what is to be laid out.
func (p *sidePanel) columns() []fyne.CanvasObject { return []fyne.CanvasObject{p.box, p.page} }

// choose shows the page or tab with an index. A page beside the tabs stays when
// another tab is chosen.
func (p *sidePanel) choose(i int) {
	if i == p.current {
		return
	}
	if p.titles[i] != "" {
		p.openPage(i)
		return
	}
	p.lastTab = i
	p.heads.SetChosen(i)
	p.body.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.body.Refresh()
	if p.current < 0 || !p.open() || !p.beside {
		p.close()
		return
	}
	p.w.tidyFocus(nil)
}

func (p *sidePanel) openPage(i int) {
	p.current = i
	p.opener = p.w.win.Canvas().Focused()
	shut := kit.NewButton(p.w.env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("tip.closePage"), Action: p.back})
	p.title.Objects = []fyne.CanvasObject{container.NewVBox(kit.Pad2(7, 7, 16, 10, kit.Frame(nil, nil, nil, shut, kit.Row(0, kit.NewCutLine(p.titles[i], kit.Title)))), kit.HairlineH())}
	p.leaf.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.page.Refresh()
	p.tell()
}

// close leaves the tab alone.
func (p *sidePanel) close() {
	p.current = p.lastTab
	p.tell()
	p.w.tidyFocus(p.opener)
	p.opener = nil
}

func (p *sidePanel) tell() {
	p.showColumns()
	p.box.Refresh()
	if p.changed != nil {
		p.changed()
	}
}

// back goes from a page to the tab shown before.
func (p *sidePanel) back() {
	if p.open() {
		p.close()
	}
}

func (p *sidePanel) object() fyne.CanvasObject { return p.box }
