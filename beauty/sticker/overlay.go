package sticker

import (
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// screenLayer is an OnFrame layer's picture, sampled once for the frame's size.
type screenLayer struct {
	pic  *motion.Picture
	fit  motion.Fit
	w, h int
	o    overlay
}

// prepare samples pic anew if it, the fit or the frame has changed.
func (l *screenLayer) prepare(k *kernels, pic *motion.Picture, fit motion.Fit, f *pixel.Frame) bool {
	if l.pic == pic && l.fit == fit && l.w == f.Y.W && l.h == f.Y.H {
		return true
	}
	d, ok := fitted(pic, fit, f.Y.W, f.Y.H)
	if !ok {
		return false
	}
	half, rows := f.Cb.W, f.Cb.H
	if l.w != f.Y.W || l.h != f.Y.H {
		n := half * rows
		l.o = overlay{
			y: make([]uint8, 4*n), a: make([]uint8, 4*n),
			cb: make([]uint8, n), cr: make([]uint8, n), ca: make([]uint8, n),
			spans: make([]int32, 4*rows),
		}
	}
	// The whole frame is sampled, also where there is nothing of the picture:
	// what was there before must go.
	d.u -= int32(d.x0)*d.ux + int32(d.y0)*d.uy
	d.v -= int32(d.x0)*d.vx + int32(d.y0)*d.vy
	d.x0, d.y0, d.x1, d.y1 = 0, 0, 2*half, 2*rows
	k.fill(&d, &l.o)
	l.o.findSpans(half, rows)
	l.pic, l.fit, l.w, l.h = pic, fit, f.Y.W, f.Y.H
	return true
}

// fitted lays a picture over a frame of w by h.
func fitted(pic *motion.Picture, fit motion.Fit, w, h int) (drawing, bool) {
	sx, sy := float32(w)/float32(pic.W), float32(h)/float32(pic.H)
	switch fit {
	case motion.Cover:
		sx = max(sx, sy)
		sy = sx
	case motion.Contain:
		sx = min(sx, sy)
		sy = sx
	}
	pl := placing{right: outline.Vec{X: sx}, down: outline.Vec{Y: sy}}
	pl.origin = outline.Vec{X: (float32(w) - sx*float32(pic.W)) / 2, Y: (float32(h) - sy*float32(pic.H)) / 2}
	d, ok := pl.drawing(pic, w, h, 1)
	return d, ok
}

// findSpans finds what of each row is not clear: from the left up to a long gap,
// and from behind the gap to the right, as frames are clear in the middle.
func (o *overlay) findSpans(half, rows int) {
	n := 2 * half
	for j := range rows {
		a0, a1 := o.a[2*j*n:][:n], o.a[(2*j+1)*n:][:n]
		clear := func(x int) bool { return a0[2*x]|a0[2*x+1]|a1[2*x]|a1[2*x+1] == 0 }
		s := o.spans[4*j:][:4]
		l, r := 0, half
		for l < r && clear(l) {
			l++
		}
		for r > l && clear(r-1) {
			r--
		}
		// The longest clear run in between.
		from, to := r, r
		for x := l; x < r; x++ {
			if !clear(x) {
				continue
			}
			start := x
			for x < r && clear(x) {
				x++
			}
			if x-start > to-from {
				from, to = start, x
			}
		}
		s[0], s[1], s[2], s[3] = int32(l), int32(from), int32(to), int32(r)
	}
}
