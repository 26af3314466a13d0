package music

import (
	"context"
	"errors"

	"onair/media"
	"onair/media/music/stretch"
)

// settings are what a track's owner may change while it plays.
type settings struct {
	speed, pitch float64
	scratch      float64
	seek         bool
	asked        int // seeks so far
	to           place
}

func (s settings) neutral() bool { return s.speed == 1 && s.pitch == 0 }

// renderer turns a source into blocks: tempo, pitch, scratching. It belongs to
// the render goroutine.
type renderer struct {
	in      rewinder
	set     settings
	stretch *stretch.Stretcher // nil while nothing is stretched
	heard   float64            // frames of the source given out since the seek
	due     float64            // frames that what was put in must become
	gave    float64            // and what it has become
	flushed bool
	block   [blockLen]float32
	raw     [blockLen]float32
	again   bool // the stretcher is to be replaced
	filled  int
	at      mark // of the block being filled
	take    int  // what the ring counts
}

func newRenderer(src source) *renderer {
	return &renderer{in: rewinder{src: src}, set: settings{speed: 1, scratch: 1}}
}

func (r *renderer) close() {
	if r.stretch != nil {
		r.stretch.Close()
		r.stretch = nil
	}
}

// seek starts again at another place.
func (r *renderer) seek(p place) {
	r.close()
	r.in.seek(p)
	r.heard, r.filled = 0, 0
	r.flushed, r.again = false, false
}

// restart renders all once more from where the track begins.
func (r *renderer) restart(start float64) {
	if r.in.read > historyFrames {
		r.seek(place{start, -1})
		return
	}
	r.leaveStretch()
	r.in.rewind(0)
	r.heard, r.filled = 0, 0
}

// change takes new settings.
func (r *renderer) change(s settings) {
	if r.stretch != nil {
		// SoundTouch takes a new tempo smoothly, but not a new pitch.
		r.again = r.again || s.pitch != r.set.pitch
		if !r.again {
			r.stretch.Set(s.speed, s.pitch)
		}
	}
	r.set = s
}

// next fills the block and returns how many frames of it are sound: less than a
// block with the error that ended it. errWake keeps what is there for later.
func (r *renderer) next(ctx context.Context, wake <-chan struct{}) (int, error) {
	if c, ok := r.in.src.(*clipSource); ok {
		if r.set.scratch != 1 {
			r.leaveStretch()
			r.at = mark{c.scratch(r.block[:], r.set.scratch), r.set.scratch}
			return blockFrames, nil
		}
		if c.on {
			c.release()
			r.in.read, r.in.back, r.in.tail, r.heard, r.filled = 0, 0, nil, 0, 0
		}
	}
	if r.filled == 0 {
		if r.choose(ctx); ctx.Err() != nil {
			return 0, ctx.Err()
		}
		r.at = mark{r.in.src.position(r.heard), r.set.speed}
	}
	err := r.fill(ctx, wake)
	if errors.Is(err, errWake) || ctx.Err() != nil {
		return 0, err
	}
	n := r.filled / media.Channels
	clear(r.block[r.filled:])
	r.filled = 0
	r.heard += float64(n) * r.rate()
	return n, err
}

// rate is how many frames of the source a frame given out takes.
func (r *renderer) rate() float64 {
	if r.stretch == nil {
		return 1
	}
	return r.set.speed
}

// fill fills the rest of the block.
func (r *renderer) fill(ctx context.Context, wake <-chan struct{}) error {
	for r.filled < blockLen {
		if r.stretch == nil {
			n, err := r.in.take(ctx, r.block[r.filled:], wake)
			r.filled += n
			if err != nil {
				return err
			}
			continue
		}
		if n := r.drain(r.block[r.filled:]); n > 0 {
			r.filled += n
			continue
		}
		if r.flushed {
			return r.in.tail
		}
		if err := r.pour(ctx, wake); err != nil {
			return err
		}
	}
	return nil
}

// drain takes what the stretcher has ready, at the end no more than is due.
func (r *renderer) drain(dst []float32) int {
	if r.flushed {
		left := int(r.due-r.gave+0.5) * media.Channels
		dst = dst[:min(len(dst), max(left, 0))]
	}
	n := r.stretch.Take(dst)
	r.gave += float64(n / media.Channels)
	return n
}

// pour gives the stretcher a block more, or what the source ends with.
func (r *renderer) pour(ctx context.Context, wake <-chan struct{}) error {
	n, err := r.in.take(ctx, r.raw[:], wake)
	if putErr := r.stretch.Put(r.raw[:n]); putErr != nil {
		return putErr
	}
	r.due += float64(n/media.Channels) / r.set.speed
	if err == nil || errors.Is(err, errWake) {
		return err
	}
	if ctx.Err() != nil {
		return err
	}
	r.flushed = true
	return r.stretch.Flush()
}

// choose brings the stretcher in or takes it out, as the settings want it, and
// fades over within the coming block. Errors come again when the block is
// filled.
func (r *renderer) choose(ctx context.Context) {
	switch {
	case r.set.neutral() == (r.stretch == nil) && !r.again:
		return
	case r.stretch != nil && r.flushed:
		return // the end is near
	}
	var s *stretch.Stretcher
	if !r.set.neutral() {
		var err error
		if s, err = stretch.New(); err != nil {
			return // plays on as it is
		}
		s.Set(r.set.speed, r.set.pitch)
	}
	r.replace(ctx, s)
}

// replace goes on with another stretcher, or nil, from what is heard now on,
// and fades over to it within the coming block.
func (r *renderer) replace(ctx context.Context, s *stretch.Stretcher) {
	fade := r.heard > 0 && r.fill(ctx, nil) == nil
	old := r.block
	r.leaveStretch()
	r.in.rewind(int64(r.heard + 0.5))
	r.heard = float64(r.in.place())
	r.stretch, r.due, r.gave, r.filled = s, 0, 0, 0
	if fade && r.fill(ctx, nil) == nil {
		crossfade(r.block[:], old[:], r.block[:])
	}
}

func (r *renderer) leaveStretch() {
	r.close()
	r.flushed, r.again = false, false
}

// crossfade goes from a to b within a block.
func crossfade(dst, a, b []float32) {
	for i := range dst {
		w := float32(i/media.Channels) / blockFrames
		dst[i] = a[i] + (b[i]-a[i])*w
	}
}
