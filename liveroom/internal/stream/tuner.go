package stream

import (
	"context"
	"errors"
	"sync/atomic"

	"onair/media/rtc"
)

// ErrTuning says that the user's Tune asks for another first connection.
var ErrTuning = errors.New("StartPublish is under way, and TuneMedia may not call it")

// Tuner makes what all media connections have in common. Any goroutine.
type Tuner struct {
	Base rtc.Connection
	// Tune is the user's, called on a goroutine of its own; nil changes nothing.
	Tune func(*rtc.Connection)

	first atomic.Bool // First waits for Tune
}

// Connection waits for Tune until ctx ends.
func (t *Tuner) Connection(ctx context.Context) (rtc.Connection, error) {
	c := t.Base
	if t.Tune == nil {
		return c, nil
	}
	tuned := make(chan struct{})
	go func() {
		defer close(tuned)
		t.Tune(&c)
	}()
	select {
	case <-tuned:
		return c, nil
	case <-ctx.Done():
		return rtc.Connection{}, ctx.Err()
	}
}

// First is for the first try of publishing, before its turn has begun: Tune may call what
// needs a turn. It is nil without a Tune, and ErrTuning out of Tune.
func (t *Tuner) First(ctx context.Context) (*rtc.Connection, error) {
	if t.Tune == nil {
		return nil, nil
	}
	if !t.first.CompareAndSwap(false, true) {
		return nil, ErrTuning
	}
	defer t.first.Store(false)
	c, err := t.Connection(ctx)
	if err != nil {
		return nil, err
	}
	return &c, nil
}
