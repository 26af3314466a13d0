package liveroom

import (
	"context"
	"errors"
	"time"

	"onair/media/rtc"
	"onair/signaling"
)

// mediaError names a failed media connection.
func (r *LiveRoom) mediaError(op string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	if se := (*signaling.Error)(nil); errors.As(err, &se) {
		return r.serverError(op, se)
	}
	switch {
	case errors.Is(err, rtc.ErrNoPath), errors.Is(err, rtc.ErrLost):
		return &Error{Code: CodeMediaConnect, Op: op, Desc: noMedia, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return contextError(op, err)
	default:
		return &Error{Code: CodeMediaConnect, Op: op, Desc: "the media connection failed: " + err.Error(), Err: err}
	}
}

// connection is what all media connections have in common.
func (r *LiveRoom) connection() rtc.Connection {
	c := rtc.Connection{Logger: r.log, OnState: r.paths.state}
	if r.opt.TuneMedia != nil {
		r.opt.TuneMedia(&c)
	}
	return c
}

// backOff is the growing wait between tries: 0.2 s to 5 s.
type backOff struct{ next time.Duration }

func newBackOff() *backOff { return &backOff{next: 200 * time.Millisecond} }

func (b *backOff) reset() { b.next = 200 * time.Millisecond }

// wait returns after the wait, when woken, or when ctx ends.
func (b *backOff) wait(ctx context.Context, wake <-chan struct{}) {
	t := time.NewTimer(b.next)
	defer t.Stop()
	b.next = min(b.next*2, 5*time.Second)
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}
