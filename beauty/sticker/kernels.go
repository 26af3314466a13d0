package sticker

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// kernels are the inner loops of stickers, in C; the tests hold them to
// a reference in Go. None allocates or keeps its arguments.
type kernels struct {
	// draw lays a picture over the frame. rows has room for stickerRows of the
	// drawing's width.
	draw func(f *pixel.Frame, d *drawing, rows []uint8)
	// fill samples a picture for a whole frame, for over to use many times.
	fill func(d *drawing, to *overlay)
	// over lays a filled overlay over the frame, opacity 0..256.
	over func(f *pixel.Frame, o *overlay, opacity int)
}

// drawing is a picture and where it goes. The texture has a clear border of one
// texel; u and v are where the middle of pixel (x0, y0) falls in it, in 16.16 and
// counted from the middle of the border's first texel; ux, vx and uy, vy are the
// steps of one pixel to the right and down.
type drawing struct {
	tex                  []uint8
	w, h                 int
	u, v, ux, vx, uy, vy int32
	// x0 to x1 and y0 to y1 is the part of the frame to look at: even numbers.
	x0, y0, x1, y1 int
	opacity        int // 0..256
	hide           *outline.Coverage
	// nodes, if there are any, are u and v, two by two, of each 1<<shift pixels from the middle
	// of (x0, y0) on, cols in a row, one row and column more than there are pixels for: the
	// place of what is bent and of what is nearer at one side. u to vy do not count then.
	nodes       []int32
	shift, cols int
	// lit is how the picture is lit; in draw alone.
	lit relight
}

// stickerRows is how many rows of bytes draw needs: two of luma and of alpha, one
// of chroma of half the width for each of three.
const stickerRows = 6

// overlay is a picture sampled for every pixel of a frame: luma and alpha on even
// sizes, chroma at half of them. spans are, for each row of chroma, the first
// and the second run of columns that are not clear.
type overlay struct {
	y, a, cb, cr, ca []uint8
	spans            []int32
}
