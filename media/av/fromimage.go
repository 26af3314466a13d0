package av

// #include "scale.h"
import "C"

import (
	"fmt"
	"image"
	"image/draw"
	"unsafe"

	"onair/media"
)

// FromImage converts any picture to I420 at dst's size, laid over black where
// it is translucent. An image.YCbCr is taken as full range, as JPEG has it; for
// it and image.RGBA the way is short.
func (s *Scaler) FromImage(dst *media.Frame, src image.Image) error {
	if m, ok := src.(*image.RGBA); ok { // premultiplied: already over black
		return s.fromRGBA(dst, m)
	}
	if m, ok := src.(*image.YCbCr); ok && simpleYCbCr(m) {
		return s.fromYCbCr(dst, m)
	}
	b := src.Bounds()
	if b.Empty() || b.Dx() > 1<<14 || b.Dy() > 1<<14 {
		return fmt.Errorf("convert: %w: %v", ErrSize, b)
	}
	if s.rgba == nil || s.rgba.Rect.Size() != b.Size() {
		s.rgba = image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	}
	// Premultiplied colours over black are the colours themselves.
	draw.Draw(s.rgba, s.rgba.Rect, src, b.Min, draw.Src)
	return s.fromRGBA(dst, s.rgba)
}

// simpleYCbCr reports whether m's planes can be read as rows of samples.
func simpleYCbCr(m *image.YCbCr) bool {
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio444:
		return m.Rect.Min.X%2 == 0 && m.Rect.Min.Y%2 == 0
	}
	return false
}

func (s *Scaler) fromYCbCr(dst *media.Frame, m *image.YCbCr) error {
	if err := s.check(dst); err != nil {
		return err
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := w, h
	across := m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio422
	down := m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio440
	if across {
		cw = (w + 1) / 2
	}
	if down {
		ch = (h + 1) / 2
	}
	if w <= 0 || h <= 0 || w > 1<<14 || h > 1<<14 || m.YStride < w || m.CStride < cw {
		return fmt.Errorf("convert: %w: %v", ErrSize, m.Rect)
	}
	yo, co := m.YOffset(m.Rect.Min.X, m.Rect.Min.Y), m.COffset(m.Rect.Min.X, m.Rect.Min.Y)
	if yo < 0 || co < 0 || len(m.Y) < yo+m.YStride*(h-1)+w || min(len(m.Cb), len(m.Cr)) < co+m.CStride*(ch-1)+cw {
		return fmt.Errorf("convert: %w: planes too small for %v", ErrSize, m.Rect)
	}
	dy, du, dv := planes(dst)
	code := C.oa_scale_from_ycbcr(s.c, (*C.uint8_t)(unsafe.Pointer(&m.Y[yo])), (*C.uint8_t)(unsafe.Pointer(&m.Cb[co])),
		(*C.uint8_t)(unsafe.Pointer(&m.Cr[co])), C.int(m.YStride), C.int(m.CStride), C.int(w), C.int(h), cbool(across), cbool(down),
		dy, du, dv, C.int(dst.YStride), C.int(dst.CStride), C.int(dst.Width()), C.int(dst.Height()))
	return scaleError(code)
}
