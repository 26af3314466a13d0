package liveroom

import (
	"context"

	"onair/media"
	"onair/media/av"
)

// RawPicture returns the next picture of the camera before any beauty, scaled
// down to the width, one reference for the caller: for previews of what a filter
// would do. It waits for the camera until ctx ends. A call of ours.
func (b *BeautyManager) RawPicture(ctx context.Context, width int) (*media.Frame, error) {
	const op = "RawPicture"
	got := make(chan *media.Frame, 1)
	b.camera.raw.Store(&rawRequest{width: max(width, 16) &^ 1, got: got})
	select {
	case f := <-got:
		if f == nil {
			return nil, fail(op, CodeFailed, "the picture cannot be scaled")
		}
		return f, nil
	case <-ctx.Done():
		return nil, contextError(op, ctx.Err())
	}
}

// rawRequest asks the camera's goroutine for a small copy; got takes one without
// waiting.
type rawRequest struct {
	width int
	got   chan *media.Frame
}

// answerRaw copies f for whoever asked.
func (c *camera) answerRaw(f *media.Frame) {
	r := c.raw.Swap(nil)
	if r == nil {
		return
	}
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
