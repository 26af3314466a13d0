package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
)

// Side is the column at the right: tabs and their contents, and pages
// without a tab that buttons open, with a title and a way back. A page has a
// column of its own beside the tabs, or takes their place (pageBeside).
type Side struct {
	w       *desk.Desk
	Box     *fyne.Container // the column of the tabs
	Page    *fyne.Container // the column of a page
	Beside  bool            // they are both seen while a page is open
	head    *fyne.Container
	title   *fyne.Container   // the title of a page
	leaf    *fyne.Container   // its body
	tabs    fyne.CanvasObject // the head with the tabs
	Heads   *kit.Segmented
	bodies  []fyne.CanvasObject
	titles  []string // of the pages; "" for tabs
	body    *fyne.Container
	Current int // page or tab
	lastTab int
	opener  fyne.Focusable // had the focus when a page was opened
	Changed func()         // another page is shown
}

// Tab is one page of a sidePanel.
type Tab struct {
	Name string
	Body fyne.CanvasObject
}

// NewSide makes the column with its tabs; foot, if not nil, stands below them.
func NewSide(w *desk.Desk, foot fyne.CanvasObject, tabs ...Tab) *Side {
	p := &Side{w: w, body: container.NewStack(), head: container.NewStack(), Current: -1}
	p.title, p.leaf = container.NewStack(), container.NewStack()
	var names []string
	for _, t := range tabs {
		names = append(names, t.Name)
		p.bodies = append(p.bodies, t.Body)
		p.titles = append(p.titles, "")
	}
	p.Heads = kit.NewSegmented(w.Env, names, p.Choose)
	p.tabs = container.NewVBox(kit.Pad(12, 16, p.Heads), kit.HairlineH())
	if len(tabs) == 1 {
		p.tabs = container.NewVBox(kit.Pad(16, 16, kit.NewLine(names[0], kit.Strong)), kit.HairlineH())
	}
	p.head.Objects = []fyne.CanvasObject{p.tabs}
	column := func(head, foot, body fyne.CanvasObject) *fyne.Container {
		return kit.Fixed(desk.PanelWidth, 0, kit.Sheet(kit.ColorSurface, 0, kit.Frame(nil, nil, kit.HairlineV(), nil, kit.Frame(head, foot, nil, nil, body))))
	}
	p.Box, p.Page = column(p.head, foot, p.body), column(p.title, nil, p.leaf)
	p.Choose(0)
	return p
}

// AddPage adds a page without a tab and returns its index.
func (p *Side) AddPage(title string, body fyne.CanvasObject) int {
	p.bodies = append(p.bodies, body)
	p.titles = append(p.titles, title)
	return len(p.bodies) - 1
}

// Open tells whether a page is open.
func (p *Side) Open() bool { return p.titles[p.Current] != "" }

// SetWidth lays the columns out for a screen so wide.
func (p *Side) SetWidth(width float32) {
	p.Beside = PageBeside(width)
	p.showColumns()
}

func (p *Side) showColumns() {
	kit.Show(p.Box, p.Beside || !p.Open())
	kit.Show(p.Page, p.Open())
}

// Columns are what is to be laid out.
func (p *Side) Columns() []fyne.CanvasObject { return []fyne.CanvasObject{p.Box, p.Page} }

// Choose shows the page or tab with an index. A page beside the tabs stays when
// another tab is chosen.
func (p *Side) Choose(i int) {
	if i == p.Current {
		return
	}
	if p.titles[i] != "" {
		p.openPage(i)
		return
	}
	p.lastTab = i
	p.Heads.SetChosen(i)
	p.body.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.body.Refresh()
	if p.Current < 0 || !p.Open() || !p.Beside {
		p.close()
		return
	}
	p.w.TidyFocus(nil)
}

func (p *Side) openPage(i int) {
	p.Current = i
	p.opener = p.w.Canvas().Focused()
	shut := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("tip.closePage"), Action: p.Back})
	p.title.Objects = []fyne.CanvasObject{container.NewVBox(kit.Pad2(7, 7, 16, 10, kit.Frame(nil, nil, nil, shut, kit.Row(0, kit.NewCutLine(p.titles[i], kit.Title)))), kit.HairlineH())}
	p.leaf.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.Page.Refresh()
	p.tell()
}

// close leaves the tab alone.
func (p *Side) close() {
	p.Current = p.lastTab
	p.tell()
	p.w.TidyFocus(p.opener)
	p.opener = nil
}

func (p *Side) tell() {
	p.showColumns()
	p.Box.Refresh()
	if p.Changed != nil {
		p.Changed()
	}
}

// Back goes from a page to the tab shown before.
func (p *Side) Back() {
	if p.Open() {
		p.close()
	}
}

// Object is what is to be shown.
func (p *Side) Object() fyne.CanvasObject { return p.Box }

// besideWidth is the width of a screen from which a page opens beside the chat.
const besideWidth = 1280

// PageBeside tells where a page goes in a screen so wide: beside the tabs, or
// into their place.
func PageBeside(width float32) bool { return width >= besideWidth }
