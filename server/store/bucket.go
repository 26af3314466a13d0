package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Bucket is a set of keys. Keys are letters, digits, '-', '_' and '.'.
type Bucket struct {
	kv    jetstream.KeyValue
	store *Store
}

// Entry is a key with its value and revision.
type Entry struct {
	Key      string
	Value    []byte
	Revision uint64
}

// Get reads an entry; ErrNotFound.
func (b *Bucket) Get(ctx context.Context, key string) (Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	e, err := b.kv.Get(ctx, key)
	if err != nil {
		return Entry{}, fmt.Errorf("read %s: %w", key, mapError(err))
	}
	return Entry{e.Key(), e.Value(), e.Revision()}, nil
}

// Update writes an entry if it is still at the given revision (0: not there)
// and returns the new revision; ErrConflict, ErrFull.
func (b *Bucket) Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	if err := b.store.room(len(value)); err != nil {
		return 0, fmt.Errorf("write %s: %w", key, err)
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	var rev uint64
	var err error
	if revision == 0 {
		rev, err = b.kv.Create(ctx, key, value)
	} else {
		rev, err = b.kv.Update(ctx, key, value, revision)
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", key, mapError(err))
	}
	return rev, nil
}

// Put writes an entry whatever it was before; ErrFull.
func (b *Bucket) Put(ctx context.Context, key string, value []byte) error {
	if err := b.store.room(len(value)); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	if _, err := b.kv.Put(ctx, key, value); err != nil {
		return fmt.Errorf("write %s: %w", key, mapError(err))
	}
	return nil
}

// Delete removes an entry and its traces. A missing one is no error.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	if err := b.kv.Purge(ctx, key); err != nil && !errors.Is(err, jetstream.ErrKeyNotFound) {
		return fmt.Errorf("delete %s: %w", key, mapError(err))
	}
	return nil
}

// All reads every entry, in no particular order.
func (b *Bucket) All(ctx context.Context) ([]Entry, error) {
	w, err := b.kv.WatchAll(ctx, jetstream.IgnoreDeletes())
	if err != nil {
		return nil, fmt.Errorf("read all: %w", mapError(err))
	}
	defer w.Stop()
	var all []Entry
	for {
		select {
		case e := <-w.Updates():
			if e == nil { // everything that was there has been sent
				return all, nil
			}
			all = append(all, Entry{e.Key(), e.Value(), e.Revision()})
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func mapError(err error) error {
	switch {
	case errors.Is(err, jetstream.ErrKeyNotFound), errors.Is(err, jetstream.ErrKeyDeleted):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, jetstream.ErrKeyExists):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return diskError(err)
}
