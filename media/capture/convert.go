package capture

import (
	"image"
	"time"

	"onair/media"
	"onair/media/av"
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

// converter makes frames of what drivers and files give. It belongs to one
// goroutine.
type converter struct {
	options VideoOptions
	// fullRange says that YCbCr pictures have luma 0 to 255, as JPEG has.
	fullRange bool

	whole  *media.FramePool // pictures before they are scaled
	scaler *av.Scaler
}

func (c *converter) close() {
	if c.scaler != nil {
		_ = c.scaler.Close()
		c.scaler = nil
	}
}

func (c *converter) scale() *av.Scaler {
	if c.scaler == nil {
		c.scaler = av.NewScaler()
	}
	return c.scaler
}

// wholePool gives frames for pictures that may be scaled afterwards.
func (c *converter) wholePool() *media.FramePool {
	if c.whole == nil {
		c.whole = &media.FramePool{}
	}
	return c.whole
}

// frame converts and scales img. The frame is the caller's.
func (c *converter) frame(img image.Image, at time.Time) (*media.Frame, error) {
	size := img.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return nil, av.ErrSize
	}
	w, h := fit(size.X, size.Y, c.options.Width, c.options.Height)
	if !c.fullRange && (w != size.X || h != size.Y) {
		whole := c.wholePool().Get(size.X, size.Y)
		if copyImage(whole, img) {
			whole.Time = at
			return c.shrink(whole)
		}
		whole.Release()
	}
	f := c.options.Pool.Get(w, h)
	f.Time = at
	if !c.fullRange && copyImage(f, img) {
		return f, nil
	}
	if err := c.scale().FromImage(f, img); err != nil {
		f.Release()
		return nil, err
	}
	return f, nil
}

// shrink scales a frame into the box, if it is larger, and releases it then.
func (c *converter) shrink(f *media.Frame) (*media.Frame, error) {
	w, h := fit(f.Width(), f.Height(), c.options.Width, c.options.Height)
	if c.options.Pool == nil || w == f.Width() && h == f.Height() {
		return f, nil
	}
	defer f.Release()
	small := c.options.Pool.Get(w, h)
	if err := c.scale().I420(small, f); err != nil {
		small.Release()
		return nil, err
	}
	return small, nil
}
