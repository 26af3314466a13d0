package store

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/nats-io/nats.go/jetstream"
)

// smallBucket is up to how many bytes a bucket is verified while it is opened.
const smallBucket = 4 << 20

// Bucket opens a set of keys, made if it is not there; the same one each time. The
// entries of an earlier version are moved, which takes a while for many. A bucket
// that is small, or plainly damaged, is verified.
func (s *Store) Bucket(ctx context.Context, name string, opts ...Option) (*Bucket, error) {
	s.mu.Lock()
	b := s.buckets[name]
	s.mu.Unlock()
	if b != nil {
		return b, nil
	}
	b = &Bucket{store: s, name: name}
	for _, o := range opts {
		o(b)
	}
	var state jetstream.StreamState
	err := b.write(ctx, func(ctx context.Context, _ *engine, st jetstream.Stream) error {
		info, err := st.Info(ctx)
		if err == nil {
			state = info.State
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.shared() {
		// What is lost nobody could tell: a shared store has no marks beside it, but copies.
		b.marks = newMarks(state.LastSeq)
		return s.hold(b), nil
	}
	times := s.timesOpened(name)
	if b.marks, err = openMarks(filepath.Join(s.dir, "marks"), name, state.Msgs > 0 || times > 0, times); err != nil {
		return nil, fmt.Errorf("store bucket %s: %w", name, err)
	}
	err = b.take(ctx, state)
	if err == nil && b.marks.older {
		s.log.Error("store: damaged data: an older copy of a bucket was put back", "bucket", name)
	} else if err == nil {
		err = s.attest(name, b.marks)
	}
	if err != nil {
		b.marks.close()
		return nil, fmt.Errorf("store bucket %s: %w", name, err)
	}
	return s.hold(b), nil
}

func (s *Store) hold(b *Bucket) *Bucket {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buckets[b.name] = b
	return b
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
