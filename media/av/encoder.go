package av

// #include <stdlib.h>
// #include "venc.h"
import "C"

import (
	"errors"
	"fmt"
	"math"
	"sync/atomic"
	"time"
	"unsafe"

	"onair/media"
)

// VideoEncoderConfig says what a [VideoEncoder] makes.
type VideoEncoderConfig struct {
	// Codec is H264 (constrained baseline) or VP8.
	Codec Codec
	// Width and Height are the pictures' size, 16 to 8192. H.264 cannot carry
	// odd sizes: the stream is then one pixel larger, the edge repeated.
	Width, Height int
	// FrameRate is the expected pictures a second, 1 to 120; 0 means 30.
	FrameRate float64
	// BitRate is the target in bits a second; 0 means 1 500 000.
	BitRate int
	// KeyframeInterval is the longest time between keyframes, counted at
	// FrameRate; 0 means 2 s, negative only on demand.
	KeyframeInterval time.Duration
	// Hardware asks for a hardware encoder first. See HardwareError.
	Hardware bool
	// Threads is the number of threads for a picture's slices; 0 means 1.
	Threads int
}

// Packet is one coded picture.
type Packet struct {
	// Data is valid until the encoder's next call. H.264 is Annex B, with SPS
	// and PPS before every IDR.
	Data []byte
	// Keyframe tells that decoding can start here.
	Keyframe bool
}

// MinBitRate and MaxBitRate bound what SetBitRate takes, in bits a second.
const (
	MinBitRate = 30_000
	MaxBitRate = 50_000_000
)

// VideoEncoder turns pictures into packets, one in and one out. Encode and
// Close belong to one goroutine; SetBitRate and SetFrameRate may be called from
// any and take effect with the next picture.
type VideoEncoder struct {
	cfg     VideoEncoderConfig
	name    string
	hwErr   error
	c       *C.oa_venc
	buf     []byte
	pts     int64 // pictures since it was opened
	sinceKF time.Duration
	fresh   bool // the next picture is a new stream's first
	closed  bool
	wait    int // pictures until VP8 may be opened again for a higher rate

	bitRate   atomic.Int64
	frameRate atomic.Uint64 // math.Float64bits
	curBit    int64
	curFrame  float64
}

// NewVideoEncoder opens an encoder. If hardware was asked for and cannot be
// used, a software encoder is opened and HardwareError says why.
func NewVideoEncoder(cfg VideoEncoderConfig) (*VideoEncoder, error) {
	setup()
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	e := newVideoEncoder(cfg)
	if cfg.Hardware {
		e.hwErr = fmt.Errorf("no hardware encoder for %v: %w", cfg.Codec, ErrNoCodec)
		for _, name := range hardwareEncoders(cfg.Codec) {
			if !built(name) {
				continue
			}
			e.name = name
			err := e.open()
			if err == nil {
				e.hwErr = nil
				return e, nil
			}
			if !errors.Is(e.hwErr, ErrNoCodec) {
				err = fmt.Errorf("%w; %w", e.hwErr, err)
			}
			e.hwErr = err
		}
	}
	if err := e.openSoftware(); err != nil {
		return nil, err
	}
	return e, nil
}

func newVideoEncoder(cfg VideoEncoderConfig) *VideoEncoder {
	e := &VideoEncoder{cfg: cfg}
	e.bitRate.Store(int64(cfg.BitRate))
	e.frameRate.Store(math.Float64bits(cfg.FrameRate))
	return e
}

func (e *VideoEncoder) openSoftware() error {
	e.name = softwareEncoder(e.cfg.Codec)
	return e.open()
}

func (c VideoEncoderConfig) withDefaults() (VideoEncoderConfig, error) {
	if c.FrameRate == 0 {
		c.FrameRate = 30
	}
	if c.BitRate == 0 {
		c.BitRate = 1_500_000
	}
	if c.KeyframeInterval == 0 {
		c.KeyframeInterval = 2 * time.Second
	}
	if c.Threads <= 0 {
		c.Threads = 1
	}
	switch {
	case c.Codec != H264 && c.Codec != VP8:
		return c, fmt.Errorf("av: encode %v: %w", c.Codec, ErrNoCodec)
	case c.Width < 16 || c.Height < 16 || c.Width > 8192 || c.Height > 8192:
		return c, fmt.Errorf("encode: %w: %dx%d", ErrSize, c.Width, c.Height)
	}
	if err := checkBitRate(c.BitRate); err != nil {
		return c, err
	}
	return c, checkFrameRate(c.FrameRate)
}

func checkBitRate(bps int) error {
	if bps < MinBitRate || bps > MaxBitRate {
		return fmt.Errorf("av: bit rate %d is not within %d to %d", bps, MinBitRate, MaxBitRate)
	}
	return nil
}

func checkFrameRate(fps float64) error {
	if !(fps >= 1 && fps <= 120) {
		return fmt.Errorf("av: frame rate %v is not within 1 to 120", fps)
	}
	return nil
}

// open starts the FFmpeg encoder named e.name at the rates now asked for.
func (e *VideoEncoder) open() error {
	e.free()
	e.curBit, e.curFrame = e.bitRate.Load(), math.Float64frombits(e.frameRate.Load())
	w, h := e.cfg.Width, e.cfg.Height
	if e.cfg.Codec == H264 {
		w, h = (w+1)&^1, (h+1)&^1
	}
	name := C.CString(e.name)
	defer C.free(unsafe.Pointer(name))
	cfg := C.oa_venc_config{name: name, w: C.int(w), h: C.int(h), fps: C.double(e.curFrame),
		bit_rate: C.int64_t(e.curBit), threads: C.int(e.cfg.Threads)}
	var code C.int
	c := C.oa_venc_open(&cfg, &code)
	if c == nil {
		return ffError("open encoder", -C.ENOMEM, "")
	}
	if code < 0 {
		defer C.oa_venc_free(c)
		return ffError("open encoder "+e.name, code, C.GoString(&c.detail[0]))
	}
	e.c, e.pts, e.fresh = c, 0, true
	return nil
}

// Encode codes one picture of the configured size. forceKeyframe makes it a
// keyframe. The packet may be empty (no Data) when a hardware encoder has not
// finished its first picture. Encode does not keep or release f.
func (e *VideoEncoder) Encode(f *media.Frame, forceKeyframe bool) (Packet, error) {
	if e.closed {
		return Packet{}, ErrClosed
	}
	if err := checkFrame(f); err != nil {
		return Packet{}, err
	}
	if f.Width() != e.cfg.Width || f.Height() != e.cfg.Height {
		return Packet{}, fmt.Errorf("encode: %w: %dx%d instead of %dx%d", ErrSize, f.Width(), f.Height(), e.cfg.Width, e.cfg.Height)
	}
	p, err := Packet{}, e.applyRates()
	if err == nil {
		p, err = e.encode(f, forceKeyframe)
	}
	if err != nil && e.name != softwareEncoder(e.cfg.Codec) {
		// The device went away or refused: go on without it.
		e.hwErr = err
		if err = e.openSoftware(); err == nil {
			p, err = e.encode(f, true)
		}
	}
	return p, err
}

func (e *VideoEncoder) encode(f *media.Frame, forceKeyframe bool) (Packet, error) {
	length := time.Duration(float64(time.Second) / e.curFrame)
	due := e.cfg.KeyframeInterval > 0 && e.sinceKF+length/2 >= e.cfg.KeyframeInterval
	key := forceKeyframe || e.fresh || due
	y, u, v := planes(f)
	got := C.oa_venc_encode(e.c, y, u, v, C.int(f.YStride), C.int(f.CStride), C.int(f.Width()), C.int(f.Height()),
		C.int64_t(e.pts), cbool(key))
	if got < 0 {
		return Packet{}, ffError("encode", got, "")
	}
	e.pts++
	e.fresh = false
	if key {
		e.sinceKF = 0
	}
	e.sinceKF += length
	if got == 0 {
		return Packet{}, nil
	}
	e.buf = e.buf[:0]
	data := unsafe.Slice((*byte)(e.c.pkt.data), int(e.c.pkt.size))
	if e.c.key != 0 && e.cfg.Codec == H264 && !hasSPS(data) && e.c.ctx.extradata_size > 0 {
		e.buf = append(e.buf, unsafe.Slice((*byte)(e.c.ctx.extradata), int(e.c.ctx.extradata_size))...)
	}
	e.buf = append(e.buf, data...)
	return Packet{Data: e.buf, Keyframe: e.c.key != 0}, nil
}

// Name is FFmpeg's name of the encoder in use, such as "libx264".
func (e *VideoEncoder) Name() string { return e.name }

// hardwareError tells why a hardware encoder was asked for and is not in use,
// which can also happen later, when a device fails; nil if one is in use or
// none was asked for.
func (e *VideoEncoder) hardwareError() error { return e.hwErr }

// Close frees the encoder.
func (e *VideoEncoder) Close() error {
	e.closed = true
	e.free()
	return nil
}

func (e *VideoEncoder) free() {
	C.oa_venc_free(e.c)
	e.c = nil
}

func cbool(b bool) C.int {
	if b {
		return 1
	}
	return 0
}
