package stage

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
)

// box is a place on the stage.
type box struct{ x, y, w, h float32 }

// pkCells are the places of a PK's sides on a stage: two halves, the own room
// beside two others, and from four on rows of equal cells.
func pkCells(n int, size fyne.Size) []box {
	switch {
	case n <= 0:
		return nil
	case n <= 2:
		return gridCells(n, n, size)
	case n == 3:
		half := (size.Width - stageGap) / 2
		out := []box{{0, 0, half, size.Height}}
		for _, b := range gridCells(2, 1, fyne.NewSize(half, size.Height)) {
			b.x += half + stageGap
			out = append(out, b)
		}
		return out
	case n == 4:
		return gridCells(n, 2, size)
	}
	return gridCells(n, 3, size)
}

// gridCells are n places in rows of columns; a last row that is not full has
// wider ones.
func gridCells(n, columns int, size fyne.Size) []box {
	rows := (n + columns - 1) / columns
	h := (size.Height - stageGap*float32(rows-1)) / float32(rows)
	var out []box
	for row := range rows {
		line := min(columns, n-row*columns)
		w := (size.Width - stageGap*float32(line-1)) / float32(line)
		for i := range line {
			out = append(out, box{float32(i) * (w + stageGap), float32(row) * (h + stageGap), w, h})
		}
	}
	return out
}

// pkArea is the part of the stage that the sides have; co-anchors who stay
// during a PK stand in a row below them.
func pkArea(guests int, size fyne.Size) (sides fyne.Size, below []box) {
	if guests <= 0 {
		return size, nil
	}
	h := size.Height / 5
	w := min(h*16/9, (size.Width-stageGap*float32(guests-1))/float32(guests))
	x := (size.Width - w*float32(guests) - stageGap*float32(guests-1)) / 2
	for i := range guests {
		below = append(below, box{x + float32(i)*(w+stageGap), size.Height - h, w, h})
	}
	return fyne.NewSize(size.Width, size.Height-h-stageGap), below
}

// sideLayout puts each object at the place of a side.
type sideLayout struct {
	guests func() int
	narrow func(width float32) // is told before how wide the stage is
}

func (l sideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.narrow(size.Width)
	area, _ := pkArea(l.guests(), size)
	for i, b := range pkCells(len(objects), area) {
		kit.Put(objects[i], b.x, b.y, b.w, b.h)
	}
}

func (sideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, 60) }
