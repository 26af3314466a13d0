package av

// #include <string.h>
// #include <libavutil/mem.h>
// #include "reader.h"
import "C"

import (
	"time"
	"unsafe"
)

// SoundRange is a stretch of a file's sound, exact to the sample of the file's
// own rate.
type SoundRange struct {
	// From and To bound it; To 0 or less is the file's end.
	From, To time.Duration
	// Join says that it goes on without a seam where the range before ended,
	// and More that another one will join it: the resampler is neither filled
	// with silence at the beginning nor emptied at the end, so that a loop at a
	// rate other than 48 kHz is one unbroken wave.
	Join, More bool
}

// SeekSound makes Next give the sound of a range and nothing else, then io.EOF.
// The encoder's delay and padding are left out where the container tells them.
// What cannot seek is opened again and read up to the place. It takes a reader
// opened with NoVideo.
func (r *Reader) SeekSound(s SoundRange) error {
	r.use.Lock()
	defer r.use.Unlock()
	if r.c == nil {
		return ErrClosed
	}
	code := r.rangeLocked(s)
	if code == -C.ESPIPE {
		if err := r.openLocked(); err != nil {
			return err
		}
		code = r.rangeLocked(s)
	}
	if code < 0 {
		return r.fail("seek", code)
	}
	return nil
}

func (r *Reader) rangeLocked(s SoundRange) C.int {
	to := C.int64_t(-1)
	if s.To > 0 {
		to = C.int64_t(s.To.Microseconds())
	}
	return C.oa_reader_range(r.c, C.int64_t(max(s.From, 0).Microseconds()), to, cbool(s.Join), cbool(s.More))
}

// SoundRead is how long the sound decoded of the present range is so far, in
// 48 kHz sample pairs and parts of one.
func (r *Reader) SoundRead() float64 {
	r.use.Lock()
	defer r.use.Unlock()
	if r.c == nil || r.c.ac == nil || r.c.ac.sample_rate == 0 {
		return 0
	}
	return float64(r.c.rng.given) * 48000 / float64(r.c.ac.sample_rate)
}

// AudioTracks is how many sound tracks the media has.
func (r *Reader) AudioTracks() int {
	r.use.Lock()
	defer r.use.Unlock()
	if r.c == nil || r.c.fmt == nil {
		return 0
	}
	return int(C.oa_reader_tracks(r.c))
}

// SelectAudio chooses a sound track, 0..AudioTracks()-1, in place of the best
// one. Call SeekSound next. Without such a track, or without a decoder for it,
// the choice stays as it was and an error matching ErrNoMedia or ErrNoCodec
// comes back.
func (r *Reader) SelectAudio(i int) error {
	r.use.Lock()
	defer r.use.Unlock()
	if r.c == nil {
		return ErrClosed
	}
	cfg := r.config(nil)
	if code := C.oa_reader_select(r.c, C.int(i), &cfg); code < 0 {
		return r.fail("choose a sound track", code)
	}
	r.track = i
	return nil
}

// copyData puts data where the C side may keep it; nil without memory.
func copyData(data []byte) *C.uint8_t {
	p := C.av_malloc(C.size_t(len(data) + C.AV_INPUT_BUFFER_PADDING_SIZE))
	if p == nil {
		return nil
	}
	if len(data) > 0 {
		C.memcpy(p, unsafe.Pointer(&data[0]), C.size_t(len(data)))
	}
	return (*C.uint8_t)(p)
}
