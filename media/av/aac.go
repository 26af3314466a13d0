package av

// #include "adec.h"
import "C"

import (
	"fmt"
	"unsafe"

	"onair/media"
)

// AACDecoder turns the AAC packets of one stream into 48 kHz interleaved stereo. It
// belongs to one goroutine.
type AACDecoder struct {
	c *C.oa_adec
}

// maxConfig bounds what a stream from outside calls its configuration.
const maxConfig = 1024

// NewAACDecoder opens a decoder; config is the stream's AudioSpecificConfig.
func NewAACDecoder(config []byte) (*AACDecoder, error) {
	setup()
	if len(config) == 0 || len(config) > maxConfig {
		return nil, fmt.Errorf("av: an AAC configuration of %d bytes: %w", len(config), ErrBadData)
	}
	var code C.int
	c := C.oa_adec_open((*C.uint8_t)(unsafe.SliceData(config)), C.int(len(config)), &code)
	if c == nil {
		return nil, ffError("open decoder", -C.ENOMEM, "")
	}
	if code < 0 {
		C.oa_adec_free(c)
		return nil, ffError("open decoder "+AAC.String(), code, "")
	}
	return &AACDecoder{c: c}, nil
}

// Decode decodes one packet and returns its samples in dst's memory where that has
// room; the first may give none. After an error it goes on with the next packet.
func (d *AACDecoder) Decode(packet []byte, dst []float32) ([]float32, error) {
	if d.c == nil {
		return nil, ErrClosed
	}
	if len(packet) == 0 {
		return dst[:0], nil
	}
	if code := C.oa_adec_decode(d.c, (*C.uint8_t)(unsafe.SliceData(packet)), C.int(len(packet))); code < 0 {
		return nil, ffError("decode", code, "")
	}
	return append(dst[:0], unsafe.Slice((*float32)(unsafe.Pointer(d.c.pcm)), int(d.c.n)*media.Channels)...), nil
}

// Close frees the decoder.
func (d *AACDecoder) Close() error {
	C.oa_adec_free(d.c)
	d.c = nil
	return nil
}
