package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Sweep removes entries of a packed bucket that drop says nobody needs, in one of
// so many equal parts of its records (part from 0). Each record is read once, and
// written once if something is dropped; damaged ones are left alone. drop is called
// twice for what it drops and must not use the bucket.
func (b *Bucket) Sweep(ctx context.Context, part, parts int, drop func(Entry) bool) (dropped int, err error) {
	for i := part; i < shards; i += parts {
		if ctx.Err() != nil {
			return dropped, ctx.Err()
		}
		record := shardName(i)
		if _, there := b.marks.get(record); !there {
			continue
		}
		_, entries, err := b.shard(ctx, record, false)
		if err == nil && slices.ContainsFunc(entries, drop) {
			var n int
			n, err = b.sweepRecord(ctx, record, drop)
			dropped += n
		}
		if err != nil && !errors.Is(err, ErrDamaged) {
			return dropped, fmt.Errorf("sweep %s: %w", b.name, err)
		}
	}
	return dropped, nil
}

func (b *Bucket) sweepRecord(ctx context.Context, record string, drop func(Entry) bool) (int, error) {
	defer b.keys.lock(record)()
	at, entries, err := b.shard(ctx, record, true)
	if err != nil {
		return 0, err
	}
	before := len(entries)
	entries = slices.DeleteFunc(entries, drop)
	switch len(entries) {
	case before:
		return 0, nil
	case 0:
		return before, b.erase(ctx, record, nil)
	}
	_, err = b.save(ctx, record, packShard(entries), len(entries), &at)
	return before - len(entries), err
}
