package face

import (
	"encoding/binary"
	"image"
	"math"

	"onair/media"
)

// box is the upright box round the region, in whole pixels, with one to spare.
func (r Region) box() image.Rectangle {
	sin, cos := math.Sincos(float64(r.Angle))
	w := (math.Abs(cos)*float64(r.W) + math.Abs(sin)*float64(r.H)) / 2
	h := (math.Abs(sin)*float64(r.W) + math.Abs(cos)*float64(r.H)) / 2
	x, y := float64(r.X), float64(r.Y)
	return image.Rect(int(math.Floor(x-w))-1, int(math.Floor(y-h))-1, int(math.Ceil(x+w))+1, int(math.Ceil(y+h))+1)
}

// reduce packs the part box of a picture, averaged in blocks of k by k. k is 1
// or even.
func (s *sampler) reduce(f *media.Frame, box image.Rectangle, k int) {
	cw, ch, ck := (f.Width()+1)/2, (f.Height()+1)/2, max(k/2, 1)
	half := image.Rect(box.Min.X/2, box.Min.Y/2, (box.Max.X+1)/2, (box.Max.Y+1)/2)
	s.y.reduce(f.Y, f.YStride, f.Width(), f.Height(), box, k)
	s.cb.reduce(f.Cb, f.CStride, cw, ch, half, ck)
	s.cr.reduce(f.Cr, f.CStride, cw, ch, half, ck)
	s.x0, s.y0, s.w, s.h = s.y.x0, s.y.y0, s.y.w, s.y.h
	if n := s.w * s.h; cap(s.packed) < n {
		s.packed = make([]uint32, n, n+n/2)
	} else {
		s.packed = s.packed[:n]
	}
	for y := range s.h {
		cy := y
		if k == 1 {
			cy = (s.y0+y)/2 - s.cb.y0
		}
		s.pack(s.packed[y*s.w:(y+1)*s.w], s.y.p[y*s.w:], s.cb.p[cy*s.cb.w:], s.cr.p[cy*s.cb.w:], k)
	}
}

// pack joins a row; where colours have half the places each serves two.
func (s *sampler) pack(dst []uint32, y, cb, cr []uint8, k int) {
	y = y[:len(dst)]
	if k > 1 {
		cb, cr = cb[:len(dst)], cr[:len(dst)]
		for x := range dst {
			dst[x] = uint32(y[x]) | uint32(cb[x])<<8 | uint32(cr[x])<<16
		}
		return
	}
	odd := s.x0 & 1
	for x := range dst {
		c := (x + odd) / 2
		dst[x] = uint32(y[x]) | uint32(cb[c])<<8 | uint32(cr[c])<<16
	}
}

// plane is a part of one plane, averaged down.
type plane struct {
	p      []uint8
	x0, y0 int // its corner in reduced pixels
	w, h   int
}

// reduce takes the part box of a plane of w by h pixels, averaged in blocks of
// k by k. Blocks begin at multiples of k. Of a block of more than 2 by 2 four
// pixels that lie evenly in it count, which is enough for the little pictures
// that are made of it and takes a time that does not grow with the block.
func (t *plane) reduce(src []uint8, stride, w, h int, box image.Rectangle, k int) {
	t.x0, t.y0 = box.Min.X/k, box.Min.Y/k
	t.w, t.h = (box.Max.X+k-1)/k-t.x0, (box.Max.Y+k-1)/k-t.y0
	t.p = grow(t.p, t.w*t.h)
	t.average(t.p, src, stride, w, h, k)
}

func grow(s []uint8, n int) []uint8 {
	if cap(s) < n {
		return make([]uint8, n, n+n/2)
	}
	return s[:n]
}

func (t *plane) average(dst, src []uint8, stride, w, h, k int) {
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
		pairs(dst, a, b)
		return
	}
	for x := range dst {
		i, j := x*k+near, x*k+far
		dst[x] = uint8((int(a[i]) + int(a[j]) + int(b[i]) + int(b[j]) + 2) >> 2)
	}
}

// pairs averages blocks of 2 by 2, four at a time: the sums stand in the four
// quarters of a word.
func pairs(dst, a, b []uint8) {
	const even = 0x00ff00ff00ff00ff
	for len(dst) >= 4 {
		v, w := binary.LittleEndian.Uint64(a), binary.LittleEndian.Uint64(b)
		sum := (v&even + v>>8&even + w&even + w>>8&even + 0x0002000200020002) >> 2 & even
		sum |= sum >> 8
		binary.LittleEndian.PutUint32(dst, uint32(sum&0xffff|sum>>16&0xffff0000))
		dst, a, b = dst[4:], a[8:], b[8:]
	}
	for x := range dst {
		dst[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) >> 2)
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
