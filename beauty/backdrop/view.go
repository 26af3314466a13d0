package backdrop

import (
	"onair/beauty/pixel"
	"onair/media"
)

// backView is a backdrop's picture at the frame's size.
type backView struct {
	from  *media.Frame // what it was made of, held so that it cannot come again with other pixels
	fit   *media.Frame
	view  pixel.Frame
	rows  []int16
	fresh bool // not yet seen by whoever keeps something about it
}

// backdropSide is the longest side of a backdrop's picture; resample keeps places
// in 16 bits.
const backdropSide = 1<<15 - 1

// take scales a picture, whose reference it takes over, to w by h unless that is
// done already. It is false for what is no 4:2:0 picture or too large; the picture before
// stays then.
func (v *backView) take(k *kernels, src *media.Frame, w, h int) bool {
	if src == v.from && v.fit != nil {
		src.Release()
		return true
	}
	var from pixel.Frame
	if !from.Of(src) || src.Width() > backdropSide || src.Height() > backdropSide {
		src.Release()
		return false
	}
	if v.fit == nil {
		v.fit = media.NewFrame(w, h)
		v.view.Of(v.fit)
	}
	if n := resampleRows(w, from.Y.W); len(v.rows) < n {
		v.rows = make([]int16, n)
	}
	fill(k, &from, &v.view, v.rows)
	if v.from != nil {
		v.from.Release()
	}
	v.from, v.fresh = src, true
	return true
}

// drop lets go of the picture.
func (v *backView) drop() {
	if v.from != nil {
		v.from.Release()
	}
	*v = backView{}
}

// resampleRows is the room resample needs to bring rows of from samples to rows
// of to.
func resampleRows(to, from int) int { return 3*to + from }

// fill scales src so that it covers dst, the middle in the middle, and what is
// too wide or too high is cut off.
func fill(k *kernels, src, dst *pixel.Frame, rows []int16) {
	w, h := src.Y.W, src.Y.H
	if w == dst.Y.W && h == dst.Y.H {
		for i := range 3 {
			copyPlane(dst.Plane(i), src.Plane(i))
		}
		return
	}
	if w*dst.Y.H > h*dst.Y.W {
		w = max((h*dst.Y.W+dst.Y.H/2)/dst.Y.H, 1)
	} else {
		h = max((w*dst.Y.H+dst.Y.W/2)/dst.Y.W, 1)
	}
	win := window{x: (src.Y.W - w) << 15, y: (src.Y.H - h) << 15, w: w << 16, h: h << 16}
	half := window{win.x / 2, win.y / 2, win.w / 2, win.h / 2}
	k.resample(&src.Y, &dst.Y, win, rows)
	k.resample(&src.Cb, &dst.Cb, half, rows)
	k.resample(&src.Cr, &dst.Cr, half, rows)
}

// copyPlane copies p to q, a plane of its size.
func copyPlane(q, p *pixel.Plane) {
	for y := range p.H {
		copy(q.P[y*q.Stride:][:q.W], p.P[y*p.Stride:])
	}
}

// window is a part of a plane, in 1/65536 of a sample.
type window struct{ x, y, w, h int }
