package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/session"
	"onair/media/picture"
	"onair/signaling"
	"onair/signaling/address"
)

// maxCover is the largest cover that servers take, in bytes.
const maxCover = 256 << 10

// UploadCover stores a picture (JPEG, PNG, WebP, GIF, BMP, TIFF) on the server and
// returns its address for RoomParam.CoverURL. It is sent upright, in at most
// 256 KiB, without what a camera wrote of itself and the place. A user has one cover; a new one
// replaces it. A call of ours.
func (r *LiveRoom) UploadCover(ctx context.Context, cover []byte) (url string, err error) {
	const op = "UploadCover"
	if shared, err := picture.Shareable(cover, maxCover); err == nil {
		cover = shared // the server refuses anything else
	}
	url, err = r.session.UploadCover(ctx, cover)
	var said *signaling.Error
	switch {
	case err == nil, errors.As(err, &said), errors.Is(err, session.ErrNone):
		return url, r.serverError(op, err)
	case errors.Is(err, session.ErrAnswer):
		return "", &Error{Code: CodeFailed, Op: op, Desc: err.Error(), Err: err}
	default:
		return "", &Error{Code: CodeServerAway, Op: op, Desc: address.CauseOf(err).Explain("the server"), Err: err}
	}
}
