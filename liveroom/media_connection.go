package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stream"
	"onair/media/rtc"
	"onair/signaling"
)

// mediaError names a failed media connection, nil of nil.
func (r *LiveRoom) mediaError(op string, err error) error {
	var own *Error
	var said *signaling.Error
	if err == nil || errors.As(err, &own) || errors.As(err, &said) || errors.Is(err, session.ErrNone) {
		return r.serverError(op, err)
	}
	switch {
	case errors.Is(err, stream.ErrTuning):
		return fail(op, CodeFailed, err.Error())
	case errors.Is(err, stream.ErrSeatLost):
		return &Error{Code: CodeNoPermission, Op: op, Desc: "there is no seat on stage; ask for one first", Err: err}
	case errors.Is(err, rtc.ErrNoPath), errors.Is(err, rtc.ErrLost):
		return &Error{Code: CodeMediaConnect, Op: op, Desc: noMedia, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return contextError(op, err)
	default:
		return &Error{Code: CodeMediaConnect, Op: op, Desc: "the media connection failed: " + err.Error(), Err: err}
	}
}
