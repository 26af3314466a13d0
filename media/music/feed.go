package music

import (
	"context"
	"errors"
	"io"
	"math"
	"sync"

	"onair/media"
)

// errWake ends a read early: something was asked of the track.
var errWake = errors.New("music: woken")

// feedSamples is how far a decoder may be ahead: 1.5 s.
const feedSamples = media.SampleRate * media.Channels * 3 / 2

// place is where a decoder is to read from.
type place struct {
	position float64 // in sample pairs of the file
	track    int     // -1: as it is
}

// feed takes decoded sound from the decoding goroutine to the rendering one.
// A seek makes a new generation; what an older one still brings is dropped.
type feed struct {
	data, space chan struct{}

	mu    sync.Mutex
	buf   [feedSamples]float32
	r, w  int // counted up, taken modulo the length
	err   error
	gen   int
	want  place
	loops loopMap
}

func newFeed() *feed {
	return &feed{data: make(chan struct{}, 1), space: make(chan struct{}, 1)}
}

// loopMap turns a count of sample pairs since a seek into a place of the file.
type loopMap struct {
	from, start   float64
	first, length float64 // to the end after the seek; of a whole loop
}

func (m loopMap) position(n float64) float64 {
	if n < m.first {
		return m.from + n
	}
	n -= m.first
	if m.length > 0 {
		n = math.Mod(n, m.length)
	}
	return m.start + n
}

func post(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// seek throws away what is there and asks the decoder for another place.
func (f *feed) seek(want place) {
	f.mu.Lock()
	f.gen++
	f.want, f.r, f.w, f.err = want, 0, 0, nil
	f.loops = loopMap{from: want.position, first: math.Inf(1)}
	f.mu.Unlock()
	post(f.space)
}

// asked returns the newest generation and what it wants.
func (f *feed) asked() (int, place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.gen, f.want
}

// looped tells how long the part was that ended, and where the next one begins.
func (f *feed) looped(gen int, length, start float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case gen != f.gen:
	case math.IsInf(f.loops.first, 1):
		f.loops.first, f.loops.start = length, start
	default:
		f.loops.length = length
	}
}

func (f *feed) position(n float64) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.loops.position(n)
}

// put gives sound to the reader; it waits for space and returns errWake when a
// newer generation was asked for.
func (f *feed) put(ctx context.Context, gen int, pcm []float32) error {
	for {
		f.mu.Lock()
		if gen != f.gen {
			f.mu.Unlock()
			return errWake
		}
		n := min(len(pcm), feedSamples-(f.w-f.r))
		for n > 0 {
			at := f.w % feedSamples
			k := copy(f.buf[at:], pcm[:n])
			f.w, n, pcm = f.w+k, n-k, pcm[k:]
		}
		f.mu.Unlock()
		post(f.data)
		if len(pcm) == 0 {
			return nil
		}
		select {
		case <-f.space:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// finish says that no more comes, and why: io.EOF is the file's end. It returns
// when another place is asked for.
func (f *feed) finish(ctx context.Context, gen int, err error) error {
	f.mu.Lock()
	if gen == f.gen {
		f.err = err
	}
	f.mu.Unlock()
	post(f.data)
	for {
		if now, _ := f.asked(); now != gen {
			return nil
		}
		select {
		case <-f.space:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// take fills dst and returns the number of samples; less comes only with an
// error: io.EOF, what broke the decoder off, or errWake.
func (f *feed) take(ctx context.Context, dst []float32, wake <-chan struct{}) (int, error) {
	for got := 0; ; {
		f.mu.Lock()
		for n := min(len(dst)-got, f.w-f.r); n > 0; {
			at := f.r % feedSamples
			k := copy(dst[got:got+n], f.buf[at:])
			f.r, n, got = f.r+k, n-k, got+k
		}
		err := f.err
		f.mu.Unlock()
		post(f.space)
		if got == len(dst) {
			return got, nil
		}
		if err != nil {
			return got, err
		}
		select {
		case <-f.data:
		case <-wake:
			return got, errWake
		case <-ctx.Done():
			return got, ctx.Err()
		}
	}
}

// ended reports whether err is the regular end.
func ended(err error) bool { return errors.Is(err, io.EOF) }
