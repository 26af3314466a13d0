package stage

import (
	"image"

	"fyne.io/fyne/v2"
)

// focusCells are the places of a picture that matters most and of the guests
// beside it or below it, wherever more of the stage is filled: guests have what
// the picture leaves, and at least a fair share. shape is the picture's size,
// zero while it is unknown.
func focusCells(guests int, shape image.Point, size fyne.Size) []box {
	whole := box{0, 0, size.Width, size.Height}
	if guests <= 0 {
		return []box{whole}
	}
	aspect := float32(16) / 9
	if shape.X > 0 && shape.Y > 0 {
		aspect = float32(shape.X) / float32(shape.Y)
	}
	share := float32(1) / 4
	if guests == 1 {
		share = 1.0 / 3
	}
	w := guestShare(size.Width, share, size.Height*aspect)
	main, area := whole, whole
	main.w, area.x, area.w = size.Width-w-stageGap, size.Width-w, w
	beside := append([]box{main}, packed(guests, area)...)
	filled := pictureArea(main, aspect) + float32(guests)*beside[1].w*beside[1].h

	h := guestShare(size.Height, share, size.Width/aspect)
	main, area = whole, whole
	main.h, area.y, area.h = size.Height-h-stageGap, size.Height-h, h
	below := append([]box{main}, packed(guests, area)...)
	if pictureArea(main, aspect)+float32(guests)*below[1].w*below[1].h > filled+1 { // equal but for rounding: beside
		return below
	}
	return beside
}

// guestShare is how much of a length guests have, of which the picture needs
// some to be as large as it can be.
func guestShare(length, share, needed float32) float32 {
	return min(max(length*share, length-needed-stageGap), length/2)
}

// pictureArea is the area of a picture in a place.
func pictureArea(b box, aspect float32) float32 {
	w := min(b.w, b.h*aspect)
	return w * w / aspect
}

// packed are the places of n guests of 16:9 in an area, as large as can be and
// in its middle.
func packed(n int, area box) []box {
	best, w := 1, float32(0)
	for columns := 1; columns <= n; columns++ {
		rows := float32((n + columns - 1) / columns)
		across := (area.w - stageGap*float32(columns-1)) / float32(columns)
		down := (area.h - stageGap*(rows-1)) / rows
		if fits := min(across, down*16/9); fits > w {
			best, w = columns, fits
		}
	}
	h, rows := w*9/16, (n+best-1)/best
	y := area.y + (area.h-h*float32(rows)-stageGap*float32(rows-1))/2
	var out []box
	for row := range rows {
		line := min(best, n-row*best)
		x := area.x + (area.w-w*float32(line)-stageGap*float32(line-1))/2
		for i := range line {
			out = append(out, box{x + float32(i)*(w+stageGap), y + float32(row)*(h+stageGap), w, h})
		}
	}
	return out
}
