package music

import (
	"context"
	"errors"

	"onair/media"
)

// historyFrames is how far back a rewinder goes: more than the stretcher holds.
const historyFrames = 16384

// rewinder remembers what was read of a source, so that the stretcher can be
// left where it is heard, not where it reads.
type rewinder struct {
	src  source
	buf  [historyFrames * media.Channels]float32
	read int64 // frames read of the source since the seek
	back int64 // how many of them are to be read once more
	tail error // what ended the source
}

func (r *rewinder) seek(p place) {
	r.src.seek(p)
	r.read, r.back, r.tail = 0, 0, nil
}

// place is the next frame to be read, counted from the seek.
func (r *rewinder) place() int64 { return r.read - r.back }

// rewind makes frame at the next to be read, as far as it is remembered.
func (r *rewinder) rewind(at int64) {
	oldest := max(r.read-historyFrames, 0)
	r.back = r.read - min(max(at, oldest), r.read)
}

// take is source.read with the past in front of it.
func (r *rewinder) take(ctx context.Context, dst []float32, wake <-chan struct{}) (int, error) {
	got := 0
	for r.back > 0 && got < len(dst) {
		slot := int((r.read - r.back) % historyFrames)
		n := min(int(r.back), historyFrames-slot, (len(dst)-got)/media.Channels)
		copy(dst[got:], r.buf[2*slot:2*(slot+n)])
		got, r.back = got+2*n, r.back-int64(n)
	}
	if got == len(dst) {
		return got, nil
	}
	if r.tail != nil {
		return got, r.tail
	}
	n, err := r.src.read(ctx, dst[got:], wake)
	r.remember(dst[got : got+n])
	if err != nil && !errors.Is(err, errWake) && ctx.Err() == nil {
		r.tail = err
	}
	return got + n, err
}

func (r *rewinder) remember(pcm []float32) {
	for len(pcm) > 0 {
		slot := int(r.read % historyFrames)
		n := copy(r.buf[2*slot:], pcm)
		pcm = pcm[n:]
		r.read += int64(n / media.Channels)
	}
}
