package beauty

import (
	"image"

	"onair/media"
)

// plane is one checked plane of a frame: p holds at least (h-1)*stride+w bytes.
type plane struct {
	p            []byte
	stride, w, h int
}

// frame is a frame's planes after the check that lets the kernels run without
// any of their own.
type frame struct {
	y, cb, cr plane
}

// of takes f's planes. It is false for what is not a well-formed 4:2:0 picture.
func (v *frame) of(f *media.Frame) bool {
	w, h := f.Width(), f.Height()
	if w <= 0 || h <= 0 || f.SubsampleRatio != image.YCbCrSubsampleRatio420 {
		return false
	}
	cw, ch := (w+1)/2, (h+1)/2
	*v = frame{
		y:  plane{f.Y, f.YStride, w, h},
		cb: plane{f.Cb, f.CStride, cw, ch},
		cr: plane{f.Cr, f.CStride, cw, ch},
	}
	return v.y.fits() && v.cb.fits() && v.cr.fits()
}

func (p *plane) fits() bool {
	return p.stride >= p.w && len(p.p) >= (p.h-1)*p.stride+p.w
}
