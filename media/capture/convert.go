package capture

import (
	"image"
	"image/color"
	"time"

	"onair/media"
)

// copyImage turns what a driver gave into I420 of the same size. Planar 4:2:0
// and 4:2:2, which is what cameras give, are copied; it returns false for
// anything else. Nothing is allocated.
func copyImage(dst *media.Frame, img image.Image) bool {
	src, ok := img.(*image.YCbCr)
	if !ok || src.Rect.Size() != dst.Rect.Size() || src.Rect.Min != (image.Point{}) {
		return false
	}
	w, h := dst.Width(), dst.Height()
	cw, ch := (w+1)/2, (h+1)/2
	switch src.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		rows(dst.Cb, dst.CStride, src.Cb, src.CStride, cw, ch)
		rows(dst.Cr, dst.CStride, src.Cr, src.CStride, cw, ch)
	case image.YCbCrSubsampleRatio422:
		halveRows(dst.Cb, dst.CStride, src.Cb, src.CStride, cw, h)
		halveRows(dst.Cr, dst.CStride, src.Cr, src.CStride, cw, h)
	default:
		return false
	}
	rows(dst.Y, dst.YStride, src.Y, src.YStride, w, h)
	return true
}

// rows copies a plane, as far as the source has it: a camera driver may give
// chroma one sample short at odd sizes.
func rows(dst []byte, ds int, src []byte, ss, w, h int) {
	for y := range h {
		if y*ss >= len(src) {
			return
		}
		copy(dst[y*ds:y*ds+w], src[y*ss:])
	}
}

// halveRows averages each two of the h lines of a plane.
func halveRows(dst []byte, ds int, src []byte, ss, w, h int) {
	for y := 0; y < h; y += 2 {
		if y*ss >= len(src) {
			return
		}
		a := src[y*ss:]
		b := a
		if y+1 < h && (y+1)*ss < len(src) {
			b = src[(y+1)*ss:]
		}
		out := dst[y/2*ds:][:w]
		n := min(w, ss, len(a), len(b))
		a, b, out = a[:n], b[:n], out[:n]
		for x := range out {
			out[x] = byte((uint(a[x]) + uint(b[x]) + 1) >> 1)
		}
	}
}

// fit is the size at which a picture of sw by sh goes into a box without being
// enlarged: its own size, or smaller in the same shape with even sides.
func fit(sw, sh, boxW, boxH int) (w, h int) {
	if sw <= boxW && sh <= boxH {
		return sw, sh
	}
	w, h = boxW, sh*boxW/sw
	if h > boxH {
		w, h = sw*boxH/sh, boxH
	}
	return max(2, even(w)), max(2, even(h))
}

// converter makes frames of what drivers give. It belongs to one goroutine.
type converter struct {
	options VideoOptions
	whole   media.FramePool // pictures before they are scaled
}

func (c *converter) close() {}

// frame converts and scales img. The frame is the caller's.
func (c *converter) frame(img image.Image, at time.Time) (*media.Frame, error) {
	size := img.Bounds().Size()
	f := c.options.Pool.Get(size.X, size.Y)
	f.Time = at
	if !copyImage(f, img) {
		slowCopy(f, img)
	}
	return f, nil
}

func slowCopy(f *media.Frame, img image.Image) {
	b := img.Bounds()
	for y := range f.Height() {
		for x := range f.Width() {
			l, cb, cr := limited(color.RGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.RGBA))
			f.Y[y*f.YStride+x] = l
			f.Cb[y/2*f.CStride+x/2], f.Cr[y/2*f.CStride+x/2] = cb, cr
		}
	}
}
