package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/device"
	"onair/media"
)

// RawPicture returns the next picture of the camera before any beauty, scaled
// down to the width, one reference for the caller: for previews of what a filter
// would do. It waits for the camera until ctx ends. A call of ours.
func (b *BeautyManager) RawPicture(ctx context.Context, width int) (*media.Frame, error) {
	const op = "RawPicture"
	f, err := b.camera.Raw(ctx, width)
	switch {
	case errors.Is(err, device.ErrNotScaled):
		return nil, &Error{Code: CodeFailed, Op: op, Desc: err.Error(), Err: err}
	case err != nil:
		return nil, contextError(op, err)
	}
	return f, nil
}
