package av

// #include "vdec.h"
import "C"

import (
	"fmt"
	"unsafe"

	"onair/media"
)

// maxPixels bounds what a stream from outside can make the decoder allocate.
const maxPixels = 4096 * 4096

// VideoDecoder turns the packets of one stream into pictures, with no delay of
// its own: a packet's picture comes back from the same call.
type VideoDecoder struct {
	c *C.oa_vdec
}

// NewVideoDecoder opens a decoder for H264 (Annex B), VP8, VP9 or AV1 (without
// temporal delimiters or with them).
func NewVideoDecoder(codec Codec) (*VideoDecoder, error) {
	setup()
	if !codec.Video() {
		return nil, fmt.Errorf("av: %v is not video: %w", codec, ErrNoCodec)
	}
	var code C.int
	c := C.oa_vdec_open(codec.id(), maxPixels, &code)
	if c == nil {
		return nil, ffError("open decoder", -C.ENOMEM, "")
	}
	if code < 0 {
		C.oa_vdec_free(c)
		return nil, ffError("open decoder "+codec.String(), code, "")
	}
	return &VideoDecoder{c: c}, nil
}

// Decode decodes one whole access unit or frame and returns its picture in a
// frame of pool (nil: a frame of its own) that the caller owns. Frame.Time is
// zero. It returns nil, nil when the packet brings no picture. After an error
// (damaged data) the decoder goes on with the next packet; show the last good
// picture and ask the sender for a keyframe. If a packet holds more than one
// picture the newest is returned.
func (d *VideoDecoder) Decode(data []byte, pool *media.FramePool) (*media.Frame, error) {
	if d.c == nil {
		return nil, ErrClosed
	}
	if len(data) == 0 {
		return nil, nil
	}
	got := C.oa_vdec_decode(d.c, (*C.uint8_t)(unsafe.SliceData(data)), C.int(len(data)))
	if got < 0 {
		return nil, ffError("decode", got, "")
	}
	if got == 0 {
		return nil, nil
	}
	f := frameFrom(pool, int(d.c.w), int(d.c.h))
	y, u, v := planes(f)
	if code := C.oa_vdec_picture(d.c, y, u, v, C.int(f.YStride), C.int(f.CStride)); code < 0 {
		f.Release()
		return nil, ffError("convert picture", code, "")
	}
	return f, nil
}

// Close frees the decoder.
func (d *VideoDecoder) Close() error {
	C.oa_vdec_free(d.c)
	d.c = nil
	return nil
}
