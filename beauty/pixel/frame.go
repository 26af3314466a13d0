// Package pixel is what picture filters share: the checked planes of an I420 frame,
// the luma statistics of its cells of 4x4 pixels, found once a frame, rows that
// kernels may scribble on, and some arithmetic. Its C headers (plane.h, base.h,
// expand.h, floats.h, sets.h) are those that the filters' C includes.
//
// Nothing here starts a goroutine; a Cells belongs to the one that works on the frame.
package pixel

import (
	"image"

	"onair/media"
)

// Plane is one checked plane of a frame: p holds at least (h-1)*stride+w bytes.
type Plane struct {
	P            []byte
	Stride, W, H int
}

// Frame is a frame's planes after the check that lets the kernels run without
// any of their own.
type Frame struct {
	Y, Cb, Cr Plane
}

// Of takes f's planes. It is false for what is not a well-formed 4:2:0 picture.
func (v *Frame) Of(f *media.Frame) bool {
	w, h := f.Width(), f.Height()
	if w <= 0 || h <= 0 || f.SubsampleRatio != image.YCbCrSubsampleRatio420 {
		return false
	}
	cw, ch := (w+1)/2, (h+1)/2
	*v = Frame{
		Y:  Plane{f.Y, f.YStride, w, h},
		Cb: Plane{f.Cb, f.CStride, cw, ch},
		Cr: Plane{f.Cr, f.CStride, cw, ch},
	}
	return v.Y.fits() && v.Cb.fits() && v.Cr.fits()
}

func (p *Plane) fits() bool {
	return p.Stride >= p.W && len(p.P) >= (p.H-1)*p.Stride+p.W
}

// Plane is the Y, Cb or Cr plane; of no frame there is none.
func (v *Frame) Plane(i int) *Plane {
	if v == nil {
		return nil
	}
	return [...]*Plane{&v.Y, &v.Cb, &v.Cr}[i]
}

// Strip is the part of a frame with the rows from..to of chroma.
func (v *Frame) Strip(from, to int) Frame {
	rows := func(p *Plane, from, to int) Plane {
		return Plane{p.P[from*p.Stride:], p.Stride, p.W, to - from}
	}
	return Frame{Y: rows(&v.Y, 2*from, min(2*to, v.Y.H)), Cb: rows(&v.Cb, from, to), Cr: rows(&v.Cr, from, to)}
}
