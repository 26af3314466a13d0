package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// growBox is a container that takes the width left over in a row.
type growBox struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

// NewGrow puts an object into one.
func NewGrow(o fyne.CanvasObject) *growBox {
	g := &growBox{content: o}
	g.ExtendBaseWidget(g)
	return g
}

// GrowsInRow implements kit.Grower.
func (g *growBox) GrowsInRow() bool { return true }

// CreateRenderer implements fyne.Widget.
func (g *growBox) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.content) }
