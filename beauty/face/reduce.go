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

// maxTaps is how many pixels a row of a block gives to its mean at most; of
// bigger blocks some are left out.
const maxTaps = 4

// reduce fills t with the part box of one or two planes of w by h pixels,
// averaged in blocks of k by k. Blocks begin at multiples of k.
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
		case k == 2:
			pairs(row[:whole], src[sy*stride+sx:], stride)
		default:
			blocks(row[:whole], src[sy*stride+sx:], stride, k)
		}
		for x := whole; x < t.w; x++ { // blocks that the picture's edge cuts
			row[x] = block(src, stride, sx+x*k, sy, min(k, w-sx-x*k), min(k, h-sy))
		}
	}
}

// pairs averages blocks of 2 by 2.
func pairs(dst, src []uint8, stride int) {
	if len(dst) == 0 {
		return
	}
	a, b := src[:2*len(dst)], src[stride:stride+2*len(dst)]
	for x := range dst {
		dst[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) >> 2)
	}
}

// blocks averages blocks of k by k.
func blocks(dst, src []uint8, stride, k int) {
	step := (k + maxTaps - 1) / maxTaps
	first := (k - 1) % step / 2
	taps := (k-1-first)/step + 1
	scale := (1<<16 + taps*taps/2) / (taps * taps)
	for x := range dst {
		sum := 0
		for j := first; j < k; j += step {
			row := src[j*stride+x*k : j*stride+x*k+k]
			for i := first; i < len(row); i += step {
				sum += int(row[i])
			}
		}
		dst[x] = uint8((sum*scale + 1<<15) >> 16)
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
