package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Bucket is a set of keys: letters, digits, '-', '_' and '.'.
type Bucket struct {
	store  *Store
	name   string
	packed bool
	strict bool
	marks  *marks
	keys   keyLocks
	damage damage
	first  firstRead

	opening bool
	before  uint64 // while opening: the newest record that was marked
}

// Option is how a bucket keeps its entries.
type Option func(*Bucket)

// Packed keeps many small entries in one record: for what there may be a million
// of. An entry may then have any key.
func Packed(b *Bucket) { b.packed = true }

// Strict is a packed bucket whose lost entries stay lost until somebody says so
// (see Check): reading or writing where one was is refused with ErrDamaged. In
// others a lost entry is counted, told, and then as if it had never been.
func Strict(b *Bucket) { b.packed, b.strict = true, true }

// Entry is a key with its value and revision.
type Entry struct {
	Key      string
	Value    []byte
	Revision uint64
}

// Get reads an entry; ErrNotFound, ErrDamaged.
func (b *Bucket) Get(ctx context.Context, key string) (Entry, error) {
	e, err := b.get(ctx, key)
	if err != nil {
		return Entry{}, fmt.Errorf("read %s: %w", key, err)
	}
	return e, nil
}

func (b *Bucket) get(ctx context.Context, key string) (Entry, error) {
	if !b.packed {
		return b.load(ctx, key, false)
	}
	_, entries, err := b.shard(ctx, shardKey(key), false)
	if err != nil {
		return Entry{}, err
	}
	if i := find(entries, key); i >= 0 {
		return entries[i], nil
	}
	return Entry{}, ErrNotFound
}

// Update writes an entry if it is still at the given revision (0: not there)
// and returns the new revision; ErrConflict, ErrFull, ErrDisk, ErrDamaged.
func (b *Bucket) Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	if b.packed {
		return b.change(ctx, key, value, &revision)
	}
	defer b.keys.lock(key)()
	rev, err := b.save(ctx, key, value, 1, &revision)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", key, err)
	}
	return rev, nil
}

// Put writes an entry whatever it was before; ErrFull, ErrDisk, ErrDamaged.
func (b *Bucket) Put(ctx context.Context, key string, value []byte) error {
	if b.packed {
		_, err := b.change(ctx, key, value, nil)
		return err
	}
	defer b.keys.lock(key)()
	if _, err := b.save(ctx, key, value, 1, nil); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

// Delete removes an entry and its traces. A missing one is no error.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	return b.remove(ctx, key, nil)
}

// DeleteAt is Delete of an entry that is still at the given revision; ErrConflict.
func (b *Bucket) DeleteAt(ctx context.Context, key string, revision uint64) error {
	return b.remove(ctx, key, &revision)
}

func (b *Bucket) remove(ctx context.Context, key string, revision *uint64) (err error) {
	if b.packed {
		_, err = b.change(ctx, key, nil, revision)
	} else {
		defer b.keys.lock(key)()
		err = b.erase(ctx, key, revision)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// shard reads a record of a packed bucket; revision 0 when it is not there yet.
func (b *Bucket) shard(ctx context.Context, record string, locked bool) (uint64, []Entry, error) {
	rec, err := b.load(ctx, record, locked)
	if errors.Is(err, ErrNotFound) {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, err
	}
	entries, err := openShard(rec.Value)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return rec.Revision, entries, nil
}

// change replaces or (value nil) removes one entry of a record.
func (b *Bucket) change(ctx context.Context, key string, value []byte, revision *uint64) (uint64, error) {
	record := shardKey(key)
	defer b.keys.lock(record)()
	at, entries, err := b.shard(ctx, record, true)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", key, err)
	}
	i, is := find(entries, key), uint64(0)
	if i >= 0 {
		is = entries[i].Revision
	}
	if revision != nil && *revision != is {
		return 0, fmt.Errorf("write %s: %w", key, ErrConflict)
	}
	// Grows with each write, also over a record that was erased meanwhile.
	newest := b.marks.newest()
	rev := max(at, newest) + 1
	switch {
	case value == nil && i < 0:
		return 0, nil
	case value == nil:
		entries = slices.Delete(entries, i, i+1)
	case i < 0:
		entries = append(entries, Entry{key, value, rev})
	default:
		entries[i] = Entry{key, value, rev}
	}
	if len(entries) == 0 {
		return 0, b.erase(ctx, record, nil)
	}
	if _, err := b.save(ctx, record, packShard(entries), len(entries), &at); err != nil {
		return 0, fmt.Errorf("write %s: %w", key, err)
	}
	return rev, nil
}

func find(entries []Entry, key string) int {
	return slices.IndexFunc(entries, func(e Entry) bool { return e.Key == key })
}

func badKey(key string) bool {
	return key == "" || strings.ContainsAny(key, " \t\r\n*>") || strings.HasPrefix(key, ".") || strings.HasSuffix(key, ".") ||
		strings.Contains(key, "..")
}
