package av

// #cgo pkg-config: opus
// #include <stdlib.h>
// #include <opus.h>
//
// // cgo cannot call functions of variable arguments.
// static int oa_opus_set(OpusEncoder *e, int request, opus_int32 value) {
//     return opus_encoder_ctl(e, request, value);
// }
import "C"

import (
	"fmt"
	"sync/atomic"
	"unsafe"

	"onair/media"
)

// OpusFrame is the sample pairs in one 20 ms Opus packet of ours.
const OpusFrame = media.SampleRate / 50

const (
	opusMaxFrame  = media.SampleRate * 120 / 1000 // RFC 6716: at most 120 ms a packet
	opusMaxPacket = 1275                          // RFC 6716, 3.2.1, for a packet of one frame
)

func opusError(op string, code C.int) error {
	e := &Error{Op: op, Code: int(code), Err: C.GoString(C.opus_strerror(code))}
	if code == C.OPUS_INVALID_PACKET {
		e.kind = ErrBadData
	}
	// libopus's codes are small negatives that must not pass for errno.
	e.Code -= 10000
	return e
}

// OpusConfig says how an [OpusEncoder] codes.
type OpusConfig struct {
	// BitRate in bits a second, 6000 to 510000; 0 means 64000.
	BitRate int
	// ExpectedLoss is the percentage of packets expected to be lost, 0 to 100;
	// above 0 packets carry a coarse copy of the one before (in-band FEC).
	ExpectedLoss int
	// Music codes for full quality of any sound. Without it speech comes first,
	// which is also what in-band FEC needs.
	Music bool
}

// OpusEncoder codes 48 kHz stereo in packets of 20 ms, without discontinuous
// transmission. Encode and Close belong to one goroutine; the setters may be
// called from any and take effect with the next packet.
type OpusEncoder struct {
	c                *C.OpusEncoder
	bitRate, loss    atomic.Int32
	curRate, curLoss int32
}

// NewOpusEncoder opens an encoder.
func NewOpusEncoder(cfg OpusConfig) (*OpusEncoder, error) {
	app, signal := C.int(C.OPUS_APPLICATION_VOIP), C.opus_int32(C.OPUS_SIGNAL_VOICE)
	if cfg.Music {
		app, signal = C.OPUS_APPLICATION_AUDIO, C.OPUS_SIGNAL_MUSIC
	}
	if cfg.BitRate == 0 {
		cfg.BitRate = 64000
	}
	e := &OpusEncoder{}
	if err := e.SetBitRate(cfg.BitRate); err != nil {
		return nil, err
	}
	if err := e.SetExpectedLoss(cfg.ExpectedLoss); err != nil {
		return nil, err
	}
	var code C.int
	e.c = C.opus_encoder_create(media.SampleRate, media.Channels, app, &code)
	if code != C.OPUS_OK {
		return nil, opusError("open opus encoder", code)
	}
	C.oa_opus_set(e.c, C.OPUS_SET_SIGNAL_REQUEST, signal)
	C.oa_opus_set(e.c, C.OPUS_SET_INBAND_FEC_REQUEST, 1)
	C.oa_opus_set(e.c, C.OPUS_SET_DTX_REQUEST, 0)
	e.curRate, e.curLoss = -1, -1
	return e, nil
}

// SetBitRate changes the target in bits a second, 6000 to 510000.
func (e *OpusEncoder) SetBitRate(bps int) error {
	if bps < 6000 || bps > 510000 {
		return fmt.Errorf("av: opus bit rate %d is not within 6000 to 510000", bps)
	}
	e.bitRate.Store(int32(bps))
	return nil
}

// SetExpectedLoss tells the share of packets being lost, in percent.
func (e *OpusEncoder) SetExpectedLoss(percent int) error {
	if percent < 0 || percent > 100 {
		return fmt.Errorf("av: expected loss %d is not within 0 to 100", percent)
	}
	e.loss.Store(int32(percent))
	return nil
}

// Encode codes 20 ms of sound (OpusFrame interleaved sample pairs) into dst's
// memory and returns the packet. If dst's capacity is under 1275 bytes, which
// is the most a packet takes, new memory is used.
func (e *OpusEncoder) Encode(pcm []float32, dst []byte) ([]byte, error) {
	if e.c == nil {
		return nil, ErrClosed
	}
	if len(pcm) != OpusFrame*media.Channels {
		return nil, fmt.Errorf("av: opus takes %d samples a call, not %d", OpusFrame*media.Channels, len(pcm))
	}
	if r := e.bitRate.Load(); r != e.curRate {
		e.curRate = r
		C.oa_opus_set(e.c, C.OPUS_SET_BITRATE_REQUEST, C.opus_int32(r))
	}
	if l := e.loss.Load(); l != e.curLoss {
		e.curLoss = l
		C.oa_opus_set(e.c, C.OPUS_SET_PACKET_LOSS_PERC_REQUEST, C.opus_int32(l))
	}
	if cap(dst) < opusMaxPacket {
		dst = make([]byte, opusMaxPacket)
	}
	dst = dst[:cap(dst)]
	n := C.opus_encode_float(e.c, (*C.float)(unsafe.SliceData(pcm)), OpusFrame,
		(*C.uchar)(unsafe.SliceData(dst)), C.opus_int32(min(len(dst), opusMaxPacket)))
	if n < 0 {
		return nil, opusError("encode opus", n)
	}
	return dst[:n], nil
}

// Close frees the encoder.
func (e *OpusEncoder) Close() error {
	if e.c != nil {
		C.opus_encoder_destroy(e.c)
		e.c = nil
	}
	return nil
}

// OpusDecoder turns Opus packets (mono or stereo, up to 120 ms) into 48 kHz
// interleaved stereo. It belongs to one goroutine.
type OpusDecoder struct {
	c    *C.OpusDecoder
	last int // sample pairs of the last packet, what a lost one is taken to have
}

// NewOpusDecoder opens a decoder.
func NewOpusDecoder() (*OpusDecoder, error) {
	var code C.int
	c := C.opus_decoder_create(media.SampleRate, media.Channels, &code)
	if code != C.OPUS_OK {
		return nil, opusError("open opus decoder", code)
	}
	return &OpusDecoder{c: c, last: OpusFrame}, nil
}

// Decode decodes a packet into dst's memory and returns the samples; dst is
// replaced if its capacity is too small for the packet (1920 samples hold our
// own packets, 11520 any). A nil packet is one that was lost: see Conceal.
func (d *OpusDecoder) Decode(packet []byte, dst []float32) ([]float32, error) {
	if len(packet) == 0 {
		return d.Conceal(dst)
	}
	if d.c == nil {
		return nil, ErrClosed
	}
	n := C.opus_decoder_get_nb_samples(d.c, (*C.uchar)(unsafe.SliceData(packet)), C.opus_int32(len(packet)))
	if n <= 0 || n > opusMaxFrame {
		return nil, opusError("decode opus", C.OPUS_INVALID_PACKET)
	}
	out, err := d.decode(packet, dst, int(n), 0)
	if err == nil {
		d.last = len(out) / media.Channels
	}
	return out, err
}

// Conceal makes up the sound of one lost packet, as long as the last one was.
// After some lost packets in a row it fades to silence.
func (d *OpusDecoder) Conceal(dst []float32) ([]float32, error) {
	return d.decode(nil, dst, d.last, 0)
}

// DecodeFEC rebuilds the lost packet before next from the copy that next
// carries; if it carries none the sound is concealed. Decode(next) follows.
func (d *OpusDecoder) DecodeFEC(next []byte, dst []float32) ([]float32, error) {
	return d.decode(next, dst, d.last, 1)
}

func (d *OpusDecoder) decode(packet []byte, dst []float32, frames int, fec C.int) ([]float32, error) {
	if d.c == nil {
		return nil, ErrClosed
	}
	if cap(dst) < frames*media.Channels {
		dst = make([]float32, frames*media.Channels)
	}
	dst = dst[:frames*media.Channels]
	n := C.opus_decode_float(d.c, (*C.uchar)(unsafe.SliceData(packet)), C.opus_int32(len(packet)),
		(*C.float)(unsafe.SliceData(dst)), C.int(frames), fec)
	if n < 0 {
		return nil, opusError("decode opus", n)
	}
	return dst[:int(n)*media.Channels], nil
}

// Close frees the decoder.
func (d *OpusDecoder) Close() error {
	if d.c != nil {
		C.opus_decoder_destroy(d.c)
		d.c = nil
	}
	return nil
}
