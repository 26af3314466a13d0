package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// sidePanel is the column at the right: tabs and their contents.
type sidePanel struct {
	box     *fyne.Container
	heads   *kit.Segmented
	bodies  []fyne.CanvasObject
	body    *fyne.Container
	current int
}

// tab is one page of a sidePanel.
type tab struct {
	name string
	body fyne.CanvasObject
}

const panelWidth = 328

func newSidePanel(w *window, foot fyne.CanvasObject, tabs ...tab) *sidePanel {
	p := &sidePanel{body: container.NewStack(), current: -1}
	var names []string
	for _, t := range tabs {
		names = append(names, t.name)
		p.bodies = append(p.bodies, t.body)
	}
	p.heads = kit.NewSegmented(w.env, names, p.choose)
	head := container.NewVBox(kit.Pad(12, 16, p.heads), kit.HairlineH())
	if len(tabs) == 1 {
		head = container.NewVBox(kit.Pad(16, 16, kit.NewLine(names[0], kit.Strong)), kit.HairlineH())
	}
	p.box = kit.Fixed(panelWidth, 0, kit.Sheet(kit.ColorSurface, 0, kit.Frame(nil, nil, kit.HairlineV(), nil, kit.Frame(head, foot, nil, nil, p.body))))
	p.choose(0)
	return p
}

// choose shows the page with an index.
func (p *sidePanel) choose(i int) {
	if i == p.current {
		return
	}
	p.current = i
	p.heads.SetChosen(i)
	p.body.Objects = []fyne.CanvasObject{p.bodies[i]}
	p.body.Refresh()
}

func (p *sidePanel) object() fyne.CanvasObject { return p.box }
