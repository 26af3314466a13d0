package av

// #include <stdlib.h>
// #include "reader.h"
import "C"

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
	"unsafe"

	"onair/media"
)

// OpenOptions says what to read.
type OpenOptions struct {
	// NoVideo and NoAudio leave out one of the two.
	NoVideo, NoAudio bool
	// Pool gives the frames; nil: each is new.
	Pool *media.FramePool
	// Threads decode the pictures; 0 means 1.
	Threads int
	// Data, if not nil, is the file itself; the name then only helps to know
	// its format.
	Data []byte
}

// Unit is one picture or one block of sound.
type Unit struct {
	// Frame is a picture that the caller owns and releases; nil for sound.
	// Frame.Time is zero.
	Frame *media.Frame
	// Samples is 48 kHz interleaved stereo of any length, valid until the next
	// call; nil for a picture.
	Samples []float32
	// PTS is when to show or play it, counted from the start of the file.
	PTS time.Duration
}

// Reader decodes the best video and the best audio stream of a file or URL.
// It gives units in file order, as fast as they are asked for; pace is the
// caller's. Pictures come upright, with square pixels, over black where they are
// transparent, without the comb of interlacing, HDR as SDR. Times go forward from
// about 0 even where the file's are missing, jump or wrap. A damaged packet is
// passed over.
//
// The methods belong to one goroutine; Close may be called from any.
type Reader struct {
	opts OpenOptions
	ctx  context.Context
	url  string
	end  func() bool // takes the stop on ctx back
	pcm  []float32
	info readerInfo
	// track is the sound track chosen, -1 for the best one.
	track int
	// local: it is a file, which can be read as often as one likes.
	local    bool
	measured sync.Once
	still    *stills // in place of c

	use     sync.Mutex // held while C code runs
	stop    sync.Mutex // guards what follows against an interrupt from outside
	stopped bool
	c       *C.oa_reader
}

// Open opens a file or URL. ctx holds for the reader's life: when it ends, a
// blocked call returns its error. A missing file matches fs.ErrNotExist, one
// that is not media ErrBadData, one without a known codec ErrNoCodec.
func Open(ctx context.Context, url string, opts OpenOptions) (*Reader, error) {
	setup()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	local := false
	if opts.Data != nil {
		url, local = "memory:"+safeName(url), true
	} else if info, err := os.Stat(url); err == nil {
		url = "file:" + url // or a colon in the name would make it a protocol
		local = info.Mode().IsRegular()
	}
	r := &Reader{opts: opts, ctx: ctx, url: url, track: -1, local: local}
	if local && !opts.NoVideo {
		if r.still = openStills(strings.TrimPrefix(url, "file:"), opts.Data); r.still != nil {
			r.end = func() bool { return true }
			r.info = readerInfo{video: true, w: r.still.size.X, h: r.still.size.Y, fps: stillRate}
			return r, nil
		}
	}
	r.end = context.AfterFunc(ctx, r.interrupt)
	r.use.Lock()
	err := r.openLocked()
	r.use.Unlock()
	if err != nil {
		r.Close()
		return nil, err
	}
	r.info = readInfo(r.c)
	return r, nil
}

// openLocked starts from nothing, or from the beginning again.
func (r *Reader) openLocked() error {
	c := C.oa_reader_new()
	if c == nil {
		return ffError("open", -C.ENOMEM, "")
	}
	if !r.swap(c) {
		C.oa_reader_free(c)
		return r.fail("open", C.AVERROR_EXIT)
	}
	url := C.CString(r.url)
	defer C.free(unsafe.Pointer(url))
	cfg := r.config(url)
	if r.opts.Data != nil {
		if cfg.data = copyData(r.opts.Data); cfg.data == nil {
			return ffError("open", -C.ENOMEM, "")
		}
		cfg.size = C.int64_t(len(r.opts.Data))
	}
	if code := C.oa_reader_open(c, &cfg); code < 0 {
		return r.fail("open "+safeName(r.url), code)
	}
	return nil
}

func (r *Reader) config(url *C.char) C.oa_reader_config {
	return C.oa_reader_config{url: url, no_video: cbool(r.opts.NoVideo), no_audio: cbool(r.opts.NoAudio),
		threads: C.int(max(r.opts.Threads, 1)), max_pixels: 2 * maxPixels, track: C.int(r.track)}
}

// swap puts c in the old one's place, unless the reader was stopped meanwhile.
func (r *Reader) swap(c *C.oa_reader) bool {
	r.stop.Lock()
	defer r.stop.Unlock()
	if r.stopped {
		return false
	}
	C.oa_reader_free(r.c)
	r.c = c
	return true
}

func (r *Reader) interrupt() {
	r.stop.Lock()
	defer r.stop.Unlock()
	r.stopped = true
	if r.c != nil {
		C.oa_reader_stop(r.c)
	}
}

func (r *Reader) fail(op string, code C.int) error {
	if err := r.ctx.Err(); err != nil {
		return fmt.Errorf("av: %s: %w", op, err)
	}
	if code == C.AVERROR_EXIT {
		return ErrClosed
	}
	return ffError(op, code, hideSecrets(r.url, C.GoString(&r.c.detail[0])))
}

// Next returns the next unit, io.EOF at the end, ctx's error when it ended and
// ErrClosed after Close.
func (r *Reader) Next() (Unit, error) {
	r.use.Lock()
	defer r.use.Unlock()
	if r.still != nil {
		if err := r.ctx.Err(); err != nil {
			return Unit{}, fmt.Errorf("av: read: %w", err)
		}
		return r.still.next(r.opts.Pool)
	}
	if r.c == nil {
		return Unit{}, ErrClosed
	}
	kind := C.oa_reader_next(r.c)
	pts := max(0, time.Duration(r.c.pts)*time.Microsecond)
	switch kind {
	case C.OA_VIDEO:
		f := frameFrom(r.opts.Pool, int(r.c.w), int(r.c.h))
		y, u, v := planes(f)
		if code := C.oa_reader_picture(r.c, y, u, v, C.int(f.YStride), C.int(f.CStride)); code < 0 {
			f.Release()
			return Unit{}, r.fail("read", code)
		}
		return Unit{Frame: f, PTS: pts}, nil
	case C.OA_AUDIO:
		src := unsafe.Slice((*float32)(unsafe.Pointer(r.c.pcm)), int(r.c.pcm_n)*media.Channels)
		r.pcm = append(r.pcm[:0], src...)
		return Unit{Samples: r.pcm, PTS: pts}, nil
	case C.AVERROR_EOF:
		return Unit{}, io.EOF
	}
	return Unit{}, r.fail("read", kind)
}

// SeekStart goes back to the first unit: what cannot seek is opened again, so
// a live stream goes on at its present.
func (r *Reader) SeekStart() error {
	r.use.Lock()
	defer r.use.Unlock()
	if r.still != nil {
		r.still.rewind()
		return nil
	}
	if r.c == nil {
		return ErrClosed
	}
	if C.oa_reader_rewind(r.c) < 0 {
		return r.openLocked()
	}
	return nil
}

// Close ends a blocked Next and frees everything.
func (r *Reader) Close() error {
	r.end()
	r.interrupt()
	r.use.Lock()
	defer r.use.Unlock()
	r.stop.Lock()
	defer r.stop.Unlock()
	C.oa_reader_free(r.c)
	r.c = nil
	if r.still != nil {
		r.still.close()
		r.still = nil
	}
	return nil
}
