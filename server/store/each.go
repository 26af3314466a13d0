package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	// readers is how many records are read at once.
	readers = 16
	// listTimeout is for what takes as long as there is data: a limit only for an
	// engine that does not answer at all.
	listTimeout = 12 * time.Hour
)

// Each calls f with every entry, in no particular order, until it returns an
// error. It takes as long as there is something to read; an entry that cannot be
// read is told, counted and left out. Entries written meanwhile may be missed.
func (b *Bucket) Each(ctx context.Context, f func(Entry) error) error {
	_, err := b.records(ctx, func(e Entry, err error) error {
		if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
			return nil
		}
		if err != nil || !b.packed {
			return errOr(err, func() error { return f(e) })
		}
		entries, err := openShard(e.Value)
		if err != nil {
			b.store.log.Error("store: a record cannot be read and is left alone", "bucket", b.name, "record", e.Key, "err", err)
			return nil
		}
		for _, e := range entries {
			if err := f(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read all of %s: %w", b.name, err)
	}
	return nil
}

func errOr(err error, f func() error) error {
	if err != nil {
		return err
	}
	return f()
}

// All is every entry, for buckets with few.
func (b *Bucket) All(ctx context.Context) (all []Entry, err error) {
	err = b.Each(ctx, func(e Entry) error {
		all = append(all, e)
		return nil
	})
	return all, err
}

// list is the keys of all records, and the newest revision before.
func (b *Bucket) list(ctx context.Context) (keys []string, last uint64, err error) {
	limit := listTimeout
	if b.store.shared() { // an answer may be lost on the way
		limit = time.Minute
	}
	err = b.read(ctx, limit, func(ctx context.Context, st jetstream.Stream) error {
		info, err := st.Info(ctx)
		if err != nil {
			return err
		}
		last = info.State.LastSeq
		if info.State.Msgs == 0 {
			return nil
		}
		if info, err = st.Info(ctx, jetstream.WithSubjectFilter(b.subject(">"))); err != nil {
			return err
		}
		for s := range info.State.Subjects {
			keys = append(keys, b.key(s))
		}
		return nil
	})
	return keys, last, err
}

// records calls f with every record, or with its key and why it cannot be read.
// It returns the newest revision that there was at the beginning.
func (b *Bucket) records(ctx context.Context, f func(Entry, error) error) (uint64, error) {
	if b.store.shared() {
		return b.flow(ctx, f)
	}
	keys, last, err := b.list(ctx)
	if err != nil {
		return 0, err
	}
	return last, inParallel(ctx, keys, b.settled, f)
}

// settled reads a record. While the bucket is being opened one without a mark is
// dealt with: if newer than all marks it was written just before a crash and gets
// its mark; else it was deleted, and the deletion lost.
func (b *Bucket) settled(ctx context.Context, key string) (Entry, error) {
	e, err := b.load(ctx, key, false)
	if err != nil {
		e.Key = key
		return e, err
	}
	return b.settle(ctx, e)
}

// settle is settled for a record that was read.
func (b *Bucket) settle(ctx context.Context, e Entry) (Entry, error) {
	key := e.Key
	m, known := b.marks.get(key)
	if !b.opening && !(known && m.seq == 0) || known && m.seq >= e.Revision {
		return e, nil
	}
	if !known && e.Revision <= b.before && !b.marks.doubtful() {
		return Entry{Key: key}, errOr(b.erase(ctx, key, nil), func() error { return ErrNotFound })
	}
	entries := 1
	if b.packed {
		list, bad := openShard(e.Value)
		if bad != nil {
			return e, fmt.Errorf("%w: %w", ErrDamaged, bad)
		}
		entries = len(list)
	}
	b.note(key, e.Revision, e.Value, entries)
	return e, nil
}

// inParallel reads keys and hands the results to f, one at a time.
func inParallel(ctx context.Context, keys []string, get func(context.Context, string) (Entry, error), f func(Entry, error) error) error {
	type result struct {
		e   Entry
		err error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	jobs, results := make(chan string), make(chan result)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(jobs)
		for _, k := range keys {
			select {
			case jobs <- k:
			case <-ctx.Done():
				return
			}
		}
	})
	for range min(readers, len(keys)) {
		wg.Go(func() {
			for k := range jobs {
				e, err := get(ctx, k)
				select {
				case results <- result{e, err}:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() { wg.Wait(); close(results) }()
	var failed error
	for r := range results {
		if failed == nil {
			if failed = f(r.e, r.err); failed != nil {
				cancel()
			}
		}
	}
	if failed == nil {
		failed = ctx.Err()
	}
	return failed
}
