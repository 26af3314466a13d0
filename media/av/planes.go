package av

// #include <stdint.h>
import "C"

import (
	"fmt"
	"image"
	"time"
	"unsafe"

	"onair/media"
)

// frameFrom takes a frame out of pool, or makes one.
func frameFrom(pool *media.FramePool, w, h int) *media.Frame {
	if pool == nil {
		return media.NewFrame(w, h)
	}
	f := pool.Get(w, h)
	f.Time = time.Time{}
	return f
}

// planes gives the addresses of a frame's pixels, for use as call arguments.
func planes(f *media.Frame) (y, u, v *C.uint8_t) {
	return (*C.uint8_t)(unsafe.SliceData(f.Y)), (*C.uint8_t)(unsafe.SliceData(f.Cb)), (*C.uint8_t)(unsafe.SliceData(f.Cr))
}

// checkFrame makes sure that C code stays inside f's planes.
func checkFrame(f *media.Frame) error {
	w, h := f.Width(), f.Height()
	cw, ch := (w+1)/2, (h+1)/2
	switch {
	case w <= 0 || h <= 0 || w > 1<<14 || h > 1<<14:
		return fmt.Errorf("%w: %dx%d", ErrSize, w, h)
	case f.SubsampleRatio != image.YCbCrSubsampleRatio420:
		return fmt.Errorf("%w: not 4:2:0", ErrSize)
	case f.YStride < w || f.CStride < cw,
		len(f.Y) < f.YStride*(h-1)+w,
		len(f.Cb) < f.CStride*(ch-1)+cw, len(f.Cr) < f.CStride*(ch-1)+cw:
		return fmt.Errorf("%w: planes too small for %dx%d", ErrSize, w, h)
	}
	return nil
}
