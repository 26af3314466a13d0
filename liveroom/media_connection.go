package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stream"
	"onair/media/rtc"
	"onair/signaling"
)

// mediaError names a failed media connection.
func (r *LiveRoom) mediaError(op string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	if se := (*signaling.Error)(nil); errors.As(err, &se) || errors.Is(err, session.ErrNone) {
		return r.serverError(op, err)
	}
	switch {
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

// connection is what all media connections have in common. It waits for the
// user's TuneMedia until ctx ends.
func (r *LiveRoom) connection(ctx context.Context) (rtc.Connection, error) {
	c := rtc.Connection{Logger: r.log, OnState: r.paths.State}
	if r.opt.TuneMedia == nil {
		return c, nil
	}
	tuned := make(chan struct{})
	go func() {
		defer close(tuned)
		r.opt.TuneMedia(&c)
	}()
	select {
	case <-tuned:
		return c, nil
	case <-ctx.Done():
		return rtc.Connection{}, ctx.Err()
	}
}

// tuneFirst asks TuneMedia for the first try of StartPublish, before its turn has
// begun: TuneMedia may call what needs a turn.
func (r *LiveRoom) tuneFirst(ctx context.Context, op string) (*rtc.Connection, error) {
	if r.opt.TuneMedia == nil {
		return nil, nil
	}
	if !r.tuning.CompareAndSwap(false, true) {
		return nil, fail(op, CodeFailed, "StartPublish is under way, and TuneMedia may not call it")
	}
	defer r.tuning.Store(false)
	c, err := r.connection(ctx)
	if err != nil {
		return nil, contextError(op, err)
	}
	return &c, nil
}
