package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// readSubject is for the ends of what is read.
const readSubject = "b.read."

// A server of NATS that has just died may be asked all the same, by others that do not
// know it yet, and then no answer ever comes. So each step of a reading has its time,
// longer with each try, and all is read again.
const (
	stepTime  = 2 * time.Second
	flowTries = 5
)

// flow is records for a shared store: all in one stream of messages, where a question a
// record would take minutes for a million of them.
func (b *Bucket) flow(ctx context.Context, f func(Entry, error) error) (last uint64, err error) {
	var found map[string]Entry
	for n := range flowTries {
		if found, last, err = b.flowOnce(ctx, stepTime<<n); err == nil || ctx.Err() != nil || errors.Is(err, ErrFenced) || errors.Is(err, ErrClosed) {
			break
		}
		b.store.log.Info("store: reading is begun anew", "bucket", b.name, "err", err)
	}
	for key, e := range found {
		if err != nil {
			return last, err
		}
		m, known := b.marks.get(key)
		switch {
		case known && sound(m, known, e):
			e, err = b.settle(ctx, e)
		case !known && b.meet(e):
		default: // written or deleted since
			e, err = b.settled(ctx, key)
		}
		err = f(e, err)
	}
	if err == nil {
		b.first.end()
	}
	return last, err
}

// firstRead is up to when all records of a shared bucket were read once: until then one
// without a mark is a new sight, unless it was erased by this very node. Asking for the
// list of them beforehand would take longer than reading: NATS makes it anew for every
// hundred thousand.
type firstRead struct {
	mu     sync.Mutex
	over   bool
	erased map[string]struct{}
}

func (r *firstRead) erase(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return
	}
	if r.erased == nil {
		r.erased = make(map[string]struct{})
	}
	r.erased[key] = struct{}{}
}

// fresh reports whether a record without a mark is there and was not seen before.
func (r *firstRead) fresh(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, was := r.erased[key]
	return !r.over && !was
}

func (r *firstRead) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over, r.erased = true, nil
}

// meet marks a record that is read for the first time; false if it is not that.
func (b *Bucket) meet(e Entry) bool {
	defer b.keys.lock(e.Key)() // it is not erased meanwhile
	if !b.first.fresh(e.Key) {
		return false
	}
	entries := 1
	if b.packed {
		list, err := openShard(e.Value)
		if err != nil {
			return false
		}
		entries = len(list)
	}
	b.note(e.Key, e.Revision, e.Value, entries)
	return true
}

// flowOnce reads all records. Behind them comes a message of this node's own, so that a
// server of NATS that lags is known to have told all.
func (b *Bucket) flowOnce(ctx context.Context, step time.Duration) (found map[string]Entry, last uint64, err error) {
	err = b.read(ctx, listTimeout, func(ctx context.Context, st jetstream.Stream) error {
		e, err := b.store.engine()
		if err != nil {
			return err
		}
		end := readSubject + rand.Text()
		begin, cancel := context.WithTimeout(ctx, step)
		defer cancel()
		told, err := st.OrderedConsumer(begin, jetstream.OrderedConsumerConfig{FilterSubjects: []string{b.subject(">"), end}, DeliverPolicy: jetstream.DeliverAllPolicy})
		if err != nil {
			return fmt.Errorf("begin to read: %w", err)
		}
		ack, err := e.js.Publish(begin, e.into(end), nil)
		if err != nil {
			return err
		}
		last = ack.Sequence
		defer func() {
			tidy, cancel := context.WithTimeout(ctx, step)
			defer cancel()
			_ = st.DeleteMsg(tidy, last)
		}()
		found, err = b.gather(ctx, told, end, step)
		return err
	})
	return found, last, err
}

// gather takes what comes until the message at the end, as long as something comes.
func (b *Bucket) gather(ctx context.Context, from jetstream.Consumer, end string, step time.Duration) (map[string]Entry, error) {
	it, err := from.Messages()
	if err != nil {
		return nil, err
	}
	defer it.Stop()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	stalled := time.AfterFunc(step, func() { stop(errStalled) })
	defer stalled.Stop()
	found := make(map[string]Entry)
	for {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if err != nil {
			return nil, errors.Join(err, context.Cause(ctx))
		}
		stalled.Reset(step)
		if msg.Subject() == end {
			return found, nil
		}
		meta, err := msg.Metadata()
		if err != nil {
			return nil, fmt.Errorf("record of %s: %w", msg.Subject(), err)
		}
		key := b.key(msg.Subject())
		if msg.Headers().Get(goneHeader) != "" {
			delete(found, key)
			continue
		}
		found[key] = Entry{Key: key, Value: msg.Data(), Revision: meta.Sequence.Stream}
	}
}

var errStalled = errors.New("store: nothing comes any more")
