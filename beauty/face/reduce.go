package face

import (
	"image"
	"math"
)

// box is the upright box round the region, in whole pixels, with one to spare.
func (r Region) box() image.Rectangle {
	sin, cos := math.Sincos(float64(r.Angle))
	w := (math.Abs(cos)*float64(r.W) + math.Abs(sin)*float64(r.H)) / 2
	h := (math.Abs(sin)*float64(r.W) + math.Abs(cos)*float64(r.H)) / 2
	x, y := float64(r.X), float64(r.Y)
	return image.Rect(int(math.Floor(x-w))-1, int(math.Floor(y-h))-1, int(math.Ceil(x+w))+1, int(math.Ceil(y+h))+1)
}

// reduce fills t with the part box of one or two planes of w by h pixels,
// averaged in blocks of k by k. Blocks begin at multiples of k. Of a block of
// more than 2 by 2 four pixels that lie evenly in it count, which is enough for
// the little pictures that are made of it and takes a time that does not grow
// with the block.
func (t *tile) reduce(a, b []uint8, stride, w, h int, box image.Rectangle, k int) {
	t.x0, t.y0 = box.Min.X/k, box.Min.Y/k
	t.w, t.h = (box.Max.X+k-1)/k-t.x0, (box.Max.Y+k-1)/k-t.y0
	n := t.w * t.h
	t.a = grow(t.a, n)
	t.average(t.a, a, stride, w, h, k)
	if b != nil {
		t.b = grow(t.b, n)
		t.average(t.b, b, stride, w, h, k)
	}
}

func grow(s []uint8, n int) []uint8 {
	if cap(s) < n {
		return make([]uint8, n, n+n/2)
	}
	return s[:n]
}

func (t *tile) average(dst, src []uint8, stride, w, h, k int) {
	for y := range t.h {
		row := dst[y*t.w : (y+1)*t.w]
		sy, sx := (t.y0+y)*k, t.x0*k
		whole := min(t.w, (w-sx)/k)
		if sy+k > h {
			whole = 0
		}
		switch {
		case k == 1:
			copy(row, src[sy*stride+sx:sy*stride+sx+t.w])
			continue
		case whole > 0:
			near, far := spread(k)
			fours(row[:whole], src[(sy+near)*stride+sx:], src[(sy+far)*stride+sx:], k, near, far)
		}
		for x := whole; x < t.w; x++ { // blocks that the picture's edge cuts
			row[x] = block(src, stride, sx+x*k, sy, min(k, w-sx-x*k), min(k, h-sy))
		}
	}
}

// spread is where the two pixels of a row of k lie that stand for it.
func spread(k int) (near, far int) {
	near = (k - 1) / 4
	return near, k - 1 - near
}

// fours averages four pixels of each block: two of row a, two of row b.
func fours(dst, a, b []uint8, k, near, far int) {
	n := (len(dst)-1)*k + far + 1
	a, b = a[:n], b[:n]
	if k == 2 {
		for x := range dst {
			dst[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) >> 2)
		}
		return
	}
	for x := range dst {
		i, j := x*k+near, x*k+far
		dst[x] = uint8((int(a[i]) + int(a[j]) + int(b[i]) + int(b[j]) + 2) >> 2)
	}
}

// block averages one block of w by h.
func block(src []uint8, stride, x, y, w, h int) uint8 {
	sum := 0
	for j := range h {
		for i := range w {
			sum += int(src[(y+j)*stride+x+i])
		}
	}
	return uint8((sum + w*h/2) / (w * h))
}
