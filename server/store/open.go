package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/nats-io/nats.go/jetstream"
)

// smallBucket is up to how many bytes a bucket is verified while it is opened.
const smallBucket = 4 << 20

// Bucket opens a set of keys, made if it is not there; the same one each time. The
// entries of an earlier version are moved, which takes a while for many. A bucket
// that is small, or plainly damaged, is verified.
func (s *Store) Bucket(ctx context.Context, name string, opts ...Option) (*Bucket, error) {
	list, err := s.Buckets(ctx, Layout{name, opts})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// Buckets opens several at once, in the order given; see Bucket. If one cannot be opened
// none is.
func (s *Store) Buckets(ctx context.Context, layouts ...Layout) ([]*Bucket, error) {
	list, errs := make([]*Bucket, len(layouts)), make([]error, len(layouts))
	var fresh []*Bucket
	var wg sync.WaitGroup
	for i, l := range layouts {
		s.mu.Lock()
		list[i] = s.buckets[l.Name]
		s.mu.Unlock()
		if list[i] != nil {
			continue
		}
		b := &Bucket{store: s, name: l.Name}
		for _, o := range l.Options {
			o(b)
		}
		list[i], fresh = b, append(fresh, b)
		wg.Go(func() {
			if err := b.open(ctx); err != nil {
				errs[i] = fmt.Errorf("store bucket %s: %w", b.name, err)
			}
		})
	}
	wg.Wait()
	err := errors.Join(errs...)
	if err == nil && !s.shared() {
		err = s.attest(slices.DeleteFunc(slices.Clone(fresh), func(b *Bucket) bool { return b.marks.older })...)
	}
	if err != nil {
		for _, b := range fresh {
			if b.marks != nil {
				b.marks.close()
			}
		}
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range fresh {
		s.buckets[b.name] = b
	}
	return list, nil
}

// open reads what is there of a bucket and brings it into order.
func (b *Bucket) open(ctx context.Context) (err error) {
	state, err := b.state(ctx)
	if err != nil {
		return err
	}
	s := b.store
	if s.shared() {
		// What is lost nobody could tell: a shared store has no marks beside it, but copies.
		b.marks = newMarks(state.LastSeq)
		return nil
	}
	times := s.timesOpened(b.name)
	if b.marks, err = openMarks(filepath.Join(s.dir, "marks"), b.name, state.Msgs > 0 || times > 0, times); err != nil {
		return err
	}
	if err = b.take(ctx, state); err == nil && b.marks.older {
		s.log.Error("store: damaged data: an older copy of a bucket was put back", "bucket", b.name)
	}
	return err
}

// state is what there is of a bucket, which is made if it is not there.
func (b *Bucket) state(ctx context.Context) (state jetstream.StreamState, err error) {
	if e, err := b.store.engine(); err == nil {
		if state, is := e.untouched(b.name); is {
			return state, nil
		}
	}
	err = b.write(ctx, func(ctx context.Context, _ *engine, st jetstream.Stream) error {
		info, err := st.Info(ctx)
		if err == nil {
			state = info.State
		}
		return err
	})
	return state, err
}

// take brings a bucket just opened into order.
func (b *Bucket) take(ctx context.Context, state jetstream.StreamState) error {
	if err := b.adopt(ctx); err != nil {
		return err
	}
	if b.marks.doubtful() {
		b.store.log.Error("store: damaged data: the counts of a bucket were damaged; what is lost is not known", "bucket", b.name)
	}
	records, newest := b.marks.summary()
	b.opening, b.before = true, newest
	defer func() { b.opening = false }()
	if state.Msgs == 0 && records == 0 && !b.marks.doubtful() {
		return nil
	}
	short := state.Msgs < uint64(records) || state.LastSeq < newest
	if short || b.marks.doubtful() || state.Bytes <= smallBucket {
		return b.verify(ctx)
	}
	return nil
}

func (s *Store) opened() []*Bucket {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*Bucket, 0, len(s.buckets))
	for _, b := range s.buckets {
		list = append(list, b)
	}
	return list
}

// Verify reads everything and notes what is lost; see Losses. It takes its time.
func (s *Store) Verify(ctx context.Context) error {
	for _, b := range s.opened() {
		if err := b.verify(ctx); err != nil {
			return fmt.Errorf("verify %s: %w", b.name, err)
		}
	}
	return nil
}
