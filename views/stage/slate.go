package stage

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// slate lies over the last picture of an interrupted stream: it dims it and says that
// it goes on soon.
type slate struct {
	box *fyne.Container
	why *kit.Line
}

func newSlate(look Look) *slate {
	dim := canvas.NewRectangle(color.NRGBA{A: 165})
	dim.CornerRadius = look.Radius
	title := kit.TextStyle{Size: kit.SizeTitle, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}
	if look.small {
		title.Size = ""
	}
	s := &slate{why: kit.NewLine("", kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})}
	kit.Show(s.why, !look.small)
	s.box = container.NewStack(dim, container.NewCenter(kit.Column(6, kit.NewLine(kit.T("tile.slate"), title), s.why)))
	return s
}

// say adds why, below.
func (s *slate) say(why string) { s.why.SetText(why) }
