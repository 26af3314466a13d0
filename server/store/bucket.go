package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Bucket is a set of keys. Keys are letters, digits, '-', '_' and '.'.
type Bucket struct {
	store *Store
	name  string
}

type keyValue = jetstream.KeyValue

// Entry is a key with its value and revision.
type Entry struct {
	Key      string
	Value    []byte
	Revision uint64
}

// write does one operation on an engine that works. An engine that breaks under
// it ends it at once, with the reason.
func (b *Bucket) write(ctx context.Context, f func(context.Context, keyValue) error) error {
	e, err := b.store.engine()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	defer context.AfterFunc(e.ctx, cancel)()
	kv, err := e.bucket(ctx, b.name)
	if err == nil {
		err = f(ctx, kv)
	}
	if cause := context.Cause(e.ctx); err != nil && cause != nil {
		return cause
	}
	return mapError(err)
}

// read does one operation, on a broken engine if there is no other.
func (b *Bucket) read(ctx context.Context, f func(context.Context, keyValue) error) error {
	e, err := b.store.engine()
	if e == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	kv, err := e.bucket(ctx, b.name)
	if err == nil {
		err = f(ctx, kv)
	}
	return mapError(err)
}

// Get reads an entry; ErrNotFound.
func (b *Bucket) Get(ctx context.Context, key string) (out Entry, err error) {
	err = b.read(ctx, func(ctx context.Context, kv keyValue) error {
		e, err := kv.Get(ctx, key)
		if err == nil {
			out = Entry{e.Key(), e.Value(), e.Revision()}
		}
		return err
	})
	if err != nil {
		return Entry{}, fmt.Errorf("read %s: %w", key, err)
	}
	return out, nil
}

// Update writes an entry if it is still at the given revision (0: not there)
// and returns the new revision; ErrConflict, ErrFull, ErrDisk.
func (b *Bucket) Update(ctx context.Context, key string, value []byte, revision uint64) (rev uint64, err error) {
	err = b.store.room(len(value))
	if err == nil {
		err = b.write(ctx, func(ctx context.Context, kv keyValue) (err error) {
			if revision == 0 {
				rev, err = kv.Create(ctx, key, value)
			} else {
				rev, err = kv.Update(ctx, key, value, revision)
			}
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", key, err)
	}
	return rev, nil
}

// Put writes an entry whatever it was before; ErrFull, ErrDisk.
func (b *Bucket) Put(ctx context.Context, key string, value []byte) error {
	err := b.store.room(len(value))
	if err == nil {
		err = b.write(ctx, func(ctx context.Context, kv keyValue) error {
			_, err := kv.Put(ctx, key, value)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

// Delete removes an entry and its traces. A missing one is no error.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	err := b.write(ctx, func(ctx context.Context, kv keyValue) error { return kv.Purge(ctx, key) })
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// All reads every entry, in no particular order.
func (b *Bucket) All(ctx context.Context) (all []Entry, err error) {
	err = b.read(ctx, func(ctx context.Context, kv keyValue) error {
		all = nil
		w, err := kv.WatchAll(ctx, jetstream.IgnoreDeletes())
		if err != nil {
			return err
		}
		defer w.Stop()
		for {
			select {
			case e := <-w.Updates():
				if e == nil { // everything that was there has been sent
					return nil
				}
				all = append(all, Entry{e.Key(), e.Value(), e.Revision()})
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read all of %s: %w", b.name, err)
	}
	return all, nil
}
