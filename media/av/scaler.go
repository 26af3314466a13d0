package av

// #include "scale.h"
import "C"

import (
	"fmt"
	"image"
	"sync"
	"unsafe"

	"onair/media"
)

// yuvTable finds libyuv once; nil without it.
var yuvTable = sync.OnceValue(func() *C.oa_yuv {
	t := (*C.oa_yuv)(C.av_mallocz(C.size_t(unsafe.Sizeof(C.oa_yuv{}))))
	if t == nil || C.oa_yuv_load(t) == 0 {
		return nil
	}
	return t
})

// Scaler converts and scales pictures into memory of the caller's. It keeps
// scratch memory for the sizes last used, so have one for each pair of sizes.
// It belongs to one goroutine at a time.
type Scaler struct {
	c    *C.oa_scaler
	rgba *image.RGBA // scratch of FromImage
}

// NewScaler returns a scaler that uses libyuv where it is installed and
// swscale elsewhere.
func NewScaler() *Scaler {
	return newScaler(yuvTable())
}

func newScaler(yuv *C.oa_yuv) *Scaler {
	setup()
	c := (*C.oa_scaler)(C.av_mallocz(C.size_t(unsafe.Sizeof(C.oa_scaler{}))))
	if c != nil {
		c.yuv = yuv
	}
	return &Scaler{c: c}
}

// hasLibYUV tells whether conversions run on libyuv.
func hasLibYUV() bool { return yuvTable() != nil }

// I420 scales src to dst's size, or copies it. Time is copied too.
func (s *Scaler) I420(dst, src *media.Frame) error {
	if err := s.check(dst, src); err != nil {
		return err
	}
	y, u, v := planes(src)
	dy, du, dv := planes(dst)
	code := C.oa_scale_i420(s.c, y, u, v, C.int(src.YStride), C.int(src.CStride), C.int(src.Width()), C.int(src.Height()),
		dy, du, dv, C.int(dst.YStride), C.int(dst.CStride), C.int(dst.Width()), C.int(dst.Height()))
	dst.Time = src.Time
	return scaleError(code)
}

// RGBA converts src to RGBA at dst's size, alpha 255. Any stride is honoured.
func (s *Scaler) RGBA(dst *image.RGBA, src *media.Frame) error { return s.toRGBA(dst, src, 0) }

// BGRA is RGBA with blue and red exchanged in dst's memory, the order of most screens.
func (s *Scaler) BGRA(dst *image.RGBA, src *media.Frame) error { return s.toRGBA(dst, src, 1) }

func (s *Scaler) toRGBA(dst *image.RGBA, src *media.Frame, swapped C.int) error {
	if err := s.check(src); err != nil {
		return err
	}
	if err := checkRGBA(dst); err != nil {
		return err
	}
	y, u, v := planes(src)
	code := C.oa_scale_to_rgba(s.c, y, u, v, C.int(src.YStride), C.int(src.CStride), C.int(src.Width()), C.int(src.Height()),
		(*C.uint8_t)(unsafe.SliceData(dst.Pix)), C.int(dst.Stride), C.int(dst.Rect.Dx()), C.int(dst.Rect.Dy()), swapped)
	return scaleError(code)
}

// fromRGBA converts src to I420 at dst's size; alpha is ignored, so lay
// translucent pictures over a colour first.
func (s *Scaler) fromRGBA(dst *media.Frame, src *image.RGBA) error {
	if err := s.check(dst); err != nil {
		return err
	}
	if err := checkRGBA(src); err != nil {
		return err
	}
	dy, du, dv := planes(dst)
	code := C.oa_scale_from_rgba(s.c, (*C.uint8_t)(unsafe.SliceData(src.Pix)), C.int(src.Stride), C.int(src.Rect.Dx()), C.int(src.Rect.Dy()),
		dy, du, dv, C.int(dst.YStride), C.int(dst.CStride), C.int(dst.Width()), C.int(dst.Height()))
	return scaleError(code)
}

func (s *Scaler) check(frames ...*media.Frame) error {
	if s.c == nil {
		return ErrClosed
	}
	for _, f := range frames {
		if err := checkFrame(f); err != nil {
			return fmt.Errorf("convert: %w", err)
		}
	}
	return nil
}

func checkRGBA(m *image.RGBA) error {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if w <= 0 || h <= 0 || w > 1<<14 || h > 1<<14 || m.Stride < 4*w || len(m.Pix) < m.Stride*(h-1)+4*w {
		return fmt.Errorf("convert: %w: %v", ErrSize, m.Rect)
	}
	return nil
}

func scaleError(code C.int) error {
	if code < 0 {
		return ffError("convert", code, "")
	}
	return nil
}

// Close frees the scaler's scratch memory.
func (s *Scaler) Close() error {
	C.oa_scaler_free(s.c)
	s.c, s.rgba = nil, nil
	return nil
}
