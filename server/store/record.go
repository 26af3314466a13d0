package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// keyLocks lets one at a time change what has the same key.
type keyLocks [256]sync.Mutex

func (k *keyLocks) lock(key string) (unlock func()) {
	m := &k[keyHash(key)%uint64(len(k))]
	m.Lock()
	return m.Unlock
}

func (b *Bucket) subject(key string) string { return "b." + b.name + "." + key }

func (b *Bucket) key(subject string) string { return subject[len("b.")+len(b.name)+1:] }

// write does one operation on an engine that works, which in a shared store may be begun
// again. An engine that breaks under it ends it at once, with the reason.
func (b *Bucket) write(ctx context.Context, f func(context.Context, *engine, jetstream.Stream) error) error {
	e, err := b.store.engine()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	defer context.AfterFunc(e.ctx, cancel)()
	st, err := e.stream(ctx, b.name)
	if err == nil {
		err = e.patiently(ctx, func(ctx context.Context) error { return f(ctx, e, st) })
	}
	if cause := context.Cause(e.ctx); err != nil && cause != nil {
		return cause
	}
	return mapError(err)
}

// read does one operation, on a broken engine if there is no other.
func (b *Bucket) read(ctx context.Context, timeout time.Duration, f func(context.Context, jetstream.Stream) error) error {
	e, err := b.store.engine()
	if e == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if timeout > opTimeout {
		defer context.AfterFunc(e.ctx, cancel)()
	}
	st, err := e.stream(ctx, b.name)
	if err == nil && timeout == opTimeout {
		err = e.patiently(ctx, func(ctx context.Context) error { return f(ctx, st) })
	} else if err == nil {
		err = f(ctx, st)
	}
	return mapError(err)
}

// fetch reads a record as the engine has it.
func (b *Bucket) fetch(ctx context.Context, key string) (out Entry, err error) {
	if badKey(key) {
		return out, ErrNotFound
	}
	err = b.read(ctx, opTimeout, func(ctx context.Context, st jetstream.Stream) error {
		m, err := st.GetLastMsgForSubject(ctx, b.subject(key))
		if err == nil && m.Header.Get(goneHeader) != "" {
			err = jetstream.ErrMsgNotFound
		}
		if err == nil {
			out = Entry{key, m.Data, m.Sequence}
		}
		return err
	})
	return out, err
}

// load reads a record and compares it with its mark. locked says that the caller
// holds the key's lock.
func (b *Bucket) load(ctx context.Context, key string, locked bool) (Entry, error) {
	m, known := b.marks.get(key) // before the record, which may change
	e, err := b.fetch(ctx, key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return e, err
	}
	if sound(m, known, e) {
		if err != nil && b.strict && b.marks.doubtful() {
			return e, fmt.Errorf("%w: whether this was there is not known", ErrDamaged)
		}
		return e, err
	}
	if !locked {
		defer b.keys.lock(key)()
		return b.load(ctx, key, true)
	}
	return b.damaged(key, m, e)
}

// sound reports whether a record is what its mark says, or newer. The zero Entry
// is one that is not there.
func sound(m mark, known bool, e Entry) bool {
	return !known || e.Revision > m.seq || e.Revision == m.seq && valueSum(e.Value) == m.sum
}

// save writes a record, if it is still at the revision given, and its mark.
func (b *Bucket) save(ctx context.Context, key string, value []byte, entries int, revision *uint64) (rev uint64, err error) {
	if badKey(key) {
		return 0, fmt.Errorf("store: %q is no key", key)
	}
	if len(value) > MaxValue {
		return 0, ErrTooLarge
	}
	if err := b.store.room(ctx, 1, len(value)); err != nil {
		return 0, err
	}
	var opts writeOnce
	put := func(ctx context.Context, e *engine, st jetstream.Stream) error {
		ack, err := e.js.Publish(ctx, e.into(b.subject(key)), value, opts.of(e, revision)...)
		rev, err = opts.stored(ctx, st, b.subject(key), ack, err)
		return err
	}
	if err = b.write(ctx, put); errors.Is(err, ErrConflict) && *revision == 0 && b.store.shared() {
		if was, _ := b.clearTrace(ctx, key); was {
			opts = writeOnce{}
			err = b.write(ctx, put)
		}
	}
	if err == nil {
		b.note(key, rev, value, entries)
	}
	return rev, err
}

// note writes a record's mark. Without it the record is as good, but its loss
// would go unnoticed.
func (b *Bucket) note(key string, rev uint64, value []byte, entries int) {
	if err := b.marks.set(key, rev, value, entries); err != nil {
		b.store.log.Warn("store: record written, not noted", "bucket", b.name, "key", key, "err", err)
	}
}

// erase deletes a record without leaving a trace.
func (b *Bucket) erase(ctx context.Context, key string, revision *uint64) error {
	if badKey(key) {
		return nil
	}
	if b.store.shared() {
		return b.eraseShared(ctx, key, revision)
	}
	if revision != nil {
		e, err := b.fetch(ctx, key)
		if err == nil && e.Revision != *revision {
			err = ErrConflict
		}
		if err != nil {
			return err
		}
	}
	if err := b.marks.clear(keyHash(key)); err != nil {
		return err
	}
	return b.write(ctx, func(ctx context.Context, _ *engine, st jetstream.Stream) error {
		return st.Purge(ctx, jetstream.WithPurgeSubject(b.subject(key)))
	})
}

// Batch writes entries of a plain bucket, in this order, and then deletes some.
// Nothing else may write these keys meanwhile. On an error the first of them may
// have been done.
func (b *Bucket) Batch(ctx context.Context, puts []Entry, deletes []string) error {
	size := 0
	for _, p := range puts {
		if size += len(p.Value); len(p.Value) > MaxValue || badKey(p.Key) {
			return fmt.Errorf("write %s: %w", p.Key, ErrTooLarge)
		}
	}
	if err := b.store.room(ctx, len(puts), size); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	for len(puts) > 0 {
		n := min(len(puts), batchSize)
		if err := b.burst(ctx, puts[:n]); err != nil {
			return fmt.Errorf("write %d entries: %w", n, err)
		}
		puts = puts[n:]
	}
	drop := func(ctx context.Context, key string) (Entry, error) { return Entry{}, b.Delete(ctx, key) }
	return inParallel(ctx, deletes, drop, func(_ Entry, err error) error { return err })
}

// batchSize is how many writes are under way at once.
const batchSize = 512

func (b *Bucket) burst(ctx context.Context, puts []Entry) error {
	opts := make([]writeOnce, len(puts))
	done := 0
	return b.write(ctx, func(ctx context.Context, e *engine, _ jetstream.Stream) error {
		acks := make([]jetstream.PubAckFuture, 0, len(puts)-done)
		for i, p := range puts[done:] {
			ack, err := e.js.PublishAsync(e.into(b.subject(p.Key)), p.Value, opts[done+i].of(e, nil)...)
			if err != nil {
				return err
			}
			acks = append(acks, ack)
		}
		for _, ack := range acks {
			select {
			case a := <-ack.Ok():
				p := puts[done]
				b.note(p.Key, a.Sequence, p.Value, 1)
				done++
			case err := <-ack.Err():
				return err
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
}

// DeleteTree removes all entries of a plain bucket below prefix + ".".
func (b *Bucket) DeleteTree(ctx context.Context, prefix string, keys []string) error {
	if b.store.shared() { // purges cannot be refused to who leads no more
		drop := func(ctx context.Context, key string) (Entry, error) { return Entry{}, b.Delete(ctx, key) }
		return inParallel(ctx, keys, drop, func(_ Entry, err error) error { return err })
	}
	for _, key := range keys {
		if err := b.marks.clear(keyHash(key)); err != nil {
			return err
		}
	}
	err := b.write(ctx, func(ctx context.Context, _ *engine, st jetstream.Stream) error {
		return st.Purge(ctx, jetstream.WithPurgeSubject(b.subject(prefix)+".>"))
	})
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("delete all of %s: %w", prefix, err)
	}
	return nil
}
