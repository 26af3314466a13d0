package store

import (
	"context"
	"errors"
)

// Fill makes n entries, whatever a packed bucket has had before, each record once:
// for data folders that benchmarks and tools make. No entry is written twice.
func (b *Bucket) Fill(ctx context.Context, n int, entry func(i int) Entry) error {
	groups := make([][]Entry, shards)
	for i := range n {
		e := entry(i)
		e.Revision = 1
		at := shardIndex(e.Key)
		groups[at] = append(groups[at], e)
	}
	for i, entries := range groups {
		if len(entries) == 0 {
			if err := b.erase(ctx, shardName(i), nil); err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
			continue
		}
		if _, err := b.save(ctx, shardName(i), packShard(entries), len(entries), nil); err != nil {
			return err
		}
	}
	return nil
}
