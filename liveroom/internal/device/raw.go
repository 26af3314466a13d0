package device

import (
	"context"
	"errors"

	"onair/media"
	"onair/media/av"
)

// ErrNotScaled says that a picture could not be made smaller.
var ErrNotScaled = errors.New("the picture cannot be scaled")

// Raw returns the next picture before any beauty, scaled down to the width, one
// reference for the caller. It waits for the camera until ctx ends.
func (c *Camera) Raw(ctx context.Context, width int) (*media.Frame, error) {
	got := make(chan *media.Frame, 1)
	r := &rawRequest{ctx: ctx, width: max(width, 16) &^ 1, got: got}
	for asked := false; !asked; {
		before := c.raw.Load()
		r.before = before.wanted()
		asked = c.raw.CompareAndSwap(before, r)
	}
	select {
	case f := <-got:
		if f == nil {
			return nil, ErrNotScaled
		}
		return f, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// rawRequest asks the camera's goroutine for a small copy; got takes one without
// waiting.
type rawRequest struct {
	ctx    context.Context
	width  int
	got    chan *media.Frame
	before *rawRequest // which waits too
}

// wanted is the newest request that is still waited for, r or one before; nil if
// none is.
func (r *rawRequest) wanted() *rawRequest {
	for r != nil && r.ctx.Err() != nil {
		r = r.before
	}
	return r
}

// answerRaw copies f for those who asked.
func (c *Camera) answerRaw(f *media.Frame) {
	if c.raw.Load() == nil {
		return
	}
	for r := c.raw.Swap(nil).wanted(); r != nil; r = r.before.wanted() {
		r.answer(f)
	}
}

func (r *rawRequest) answer(f *media.Frame) {
	scaler := av.NewScaler()
	defer scaler.Close()
	small := new(media.FramePool).Get(r.width, max(r.width*f.Height()/f.Width(), 16)&^1)
	small.Time = f.Time
	if err := scaler.I420(small, f); err != nil {
		small.Release()
		small = nil
	}
	r.got <- small
}
