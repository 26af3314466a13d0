package stage

import (
	"math"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// stageGap is the space between two tiles.
const stageGap = 4

// stageLayout arranges tiles. One tile has everything.
type stageLayout struct{ s *Stage }

func (l stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	defer l.s.layFloor()
	n := len(objects)
	switch {
	case n == 0:
	case n == 1:
		kit.Put(objects[0], 0, 0, size.Width, size.Height)
	case l.s.sides > 0:
		sides := min(l.s.sides, n)
		area, below := pkArea(n-sides, size)
		place(objects, append(pkCells(sides, area), below...))
	case l.s.arrange == model.ArrangeSide:
		place(objects, gridCells(n, n, size))
	case l.s.arrange == model.ArrangeGrid:
		place(objects, gridCells(n, int(math.Ceil(math.Sqrt(float64(n)))), size))
	default:
		place(objects, focusCells(n-1, l.s.shape, size))
	}
}

func place(objects []fyne.CanvasObject, at []box) {
	for i, o := range objects {
		kit.Put(o, at[i].x, at[i].y, at[i].w, at[i].h)
	}
}

func (stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }
