package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What NATS is asked while it replaces one of its servers it may never answer, so it is
// asked again before long, and longer each time.
const (
	insistFirst = 600 * time.Millisecond
	insistMost  = 15 * time.Second
)

// onceFor is how long NATS knows a write that is repeated: longer than any is.
const onceFor = time.Minute

// What a stream says while a write that is repeated is under way for the first time.
const underWay = 10158

// insist does what may be done twice, until it is answered.
func (e *engine) insist(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, insistMost)
	defer cancel()
	for step := insistFirst; ; step = step * 3 / 2 {
		once, done := context.WithTimeout(ctx, step)
		err := f(once)
		over := once.Err() != nil
		done()
		if !over && !passing(err) {
			return err
		}
		if err == nil || ctx.Err() != nil {
			return err
		}
		if !over {
			select {
			case <-time.After(insistFirst / 6):
			case <-ctx.Done():
			}
		}
	}
}

// passing reports whether an error is one of a NATS that replaces a server.
func passing(err error) bool {
	return unheard(err) && !errors.Is(err, ErrFenced) ||
		errors.Is(err, &jetstream.APIError{ErrorCode: notNow}) || errors.Is(err, &jetstream.APIError{ErrorCode: underWay})
}

func unheard(err error) bool {
	return errors.Is(err, nats.ErrNoResponders) || errors.Is(err, jetstream.ErrNoStreamResponse)
}

// patiently insists where several servers may answer; an engine of this process has one.
func (e *engine) patiently(ctx context.Context, f func(context.Context) error) error {
	if !e.shared() {
		return f(ctx)
	}
	return e.insist(ctx, func(ctx context.Context) error {
		err := f(ctx)
		if !unheard(err) {
			return err
		}
		// Nobody takes in what this term writes: NATS has nobody yet, or another node leads.
		if info, asked := e.one.Info(ctx); asked == nil && termOf(info.Config) > e.term {
			return fmt.Errorf("%w: %w", ErrFenced, err)
		}
		return err
	})
}

// writeOnce is what makes a write count once, however often it is sent.
type writeOnce struct {
	id    string // empty: nothing repeats it
	opts  []jetstream.PublishOpt
	tries int
}

// of returns the options of a write at a revision, nil for any; for each try.
func (o *writeOnce) of(e *engine, revision *uint64) []jetstream.PublishOpt {
	if o.tries++; o.tries > 1 {
		return o.opts
	}
	if revision != nil {
		o.opts = append(o.opts, jetstream.WithExpectLastSequencePerSubject(*revision))
	}
	if e.shared() {
		o.id = strconv.FormatUint(e.term, 36) + "." + strconv.FormatUint(e.writes.Add(1), 36)
		o.opts = append(o.opts, jetstream.WithMsgID(o.id))
	}
	return o.opts
}

// stored is where a write is, after one of its tries had err. A server that is alone says
// that the record has changed where several say that they know the write.
func (o *writeOnce) stored(ctx context.Context, st jetstream.Stream, subject string, ack *jetstream.PubAck, err error) (uint64, error) {
	if err == nil {
		return ack.Sequence, nil
	}
	if o.tries > 1 && errors.Is(mapError(err), ErrConflict) {
		if m, gone := st.GetLastMsgForSubject(ctx, subject); gone == nil && m.Header.Get(jetstream.MsgIDHeader) == o.id {
			return m.Sequence, nil
		}
	}
	return 0, err
}
