package views

import (
	"math"

	"fyne.io/fyne/v2"
)

// arrangement is how several tiles share the stage.
type arrangement int

// The arrangements.
const (
	arrangeFocus arrangement = iota // the first large, the others in a column
	arrangeGrid
	arrangeSide // all side by side; also the two halves of a PK
)

// stageGap is the space between two tiles.
const stageGap = 4

// stageLayout arranges tiles. One tile has everything.
type stageLayout struct{ s *stage }

func (l stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	switch {
	case len(objects) == 1:
		put(objects[0], 0, 0, size.Width, size.Height)
	case l.s.halves && len(objects) == 2 || !l.s.halves && l.s.arrange == arrangeSide:
		cells(objects, len(objects), size)
	case l.s.halves || l.s.arrange == arrangeGrid:
		cells(objects, int(math.Ceil(math.Sqrt(float64(len(objects))))), size)
	default:
		focus(objects, size)
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos(x, y))
}

// cells puts objects into rows of n columns; a last row that is not full has
// wider cells.
func cells(objects []fyne.CanvasObject, n int, size fyne.Size) {
	rows := (len(objects) + n - 1) / n
	h := (size.Height - stageGap*float32(rows-1)) / float32(rows)
	for row := range rows {
		line := objects[row*n : min((row+1)*n, len(objects))]
		w := (size.Width - stageGap*float32(len(line)-1)) / float32(len(line))
		for i, o := range line {
			put(o, float32(i)*(w+stageGap), float32(row)*(h+stageGap), w, h)
		}
	}
}

// focus gives the first object all but a column at the right.
func focus(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects) - 1)
	side := min(size.Width/4, (size.Height-stageGap*(n-1))/n*16/9)
	h := side * 9 / 16
	for i, o := range objects[1:] {
		put(o, size.Width-side, float32(i)*(h+stageGap), side, h)
	}
	put(objects[0], 0, 0, size.Width-side-stageGap, size.Height)
}

func (stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }
