package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// damage is what a bucket has found missing since it was opened.
type damage struct {
	mu   sync.Mutex
	lost map[uint64]int // entries by hash of the record's key; strict buckets only
}

// Loss is what is known to be lost of a bucket.
type Loss struct {
	Bucket string
	// Entries were in records that are not there any more, or are older than they
	// were; an empty record counts as one.
	Entries int
	// Unknown: the counts themselves were damaged, so there may be more.
	Unknown bool
	// Older: data of an earlier start were put back, so what came later is missing.
	Older bool
	// Refusing: what was lost is not made anew before somebody says so.
	Refusing bool
}

func (l Loss) String() string {
	s := fmt.Sprintf("%s: %d lost", l.Bucket, l.Entries)
	if l.Unknown {
		s += ", perhaps more: the counts were damaged"
	}
	if l.Older {
		s += ", and an older copy was put back: what came after it is missing"
	}
	if l.Refusing {
		s += "; refused until onaird check --repair"
	}
	return s
}

func (m *marks) doubtful() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.unknown
}

// damaged deals with a record that is not what its mark says. The caller holds
// its lock.
func (b *Bucket) damaged(key string, m mark, e Entry) (Entry, error) {
	n := max(int(m.entries), 1)
	b.damage.mu.Lock()
	if b.damage.lost == nil {
		b.damage.lost = map[uint64]int{}
	}
	_, again := b.damage.lost[keyHash(key)]
	if b.strict {
		b.damage.lost[keyHash(key)] = n
	}
	b.damage.mu.Unlock()
	if !again {
		b.store.log.Error("store: damaged data: a record is lost or older than it was", "bucket", b.name, "record", key, "entries", n, "found", e.Revision != 0)
	}
	if b.strict {
		return Entry{}, fmt.Errorf("%w: %s of %s", ErrDamaged, key, b.name)
	}
	return e, b.accept(key, m, e)
}

// accept counts what was lost and takes the record as it is now; ErrNotFound when
// there is none.
func (b *Bucket) accept(key string, m mark, e Entry) error {
	err := b.marks.giveUp(max(int(m.entries), 1))
	if e.Revision == 0 {
		if err == nil {
			err = b.marks.clear(keyHash(key))
		}
		if err == nil {
			err = ErrNotFound
		}
		return err
	}
	entries := 1
	if b.packed {
		list, bad := openShard(e.Value)
		if entries = len(list); bad != nil {
			return ErrNotFound
		}
	}
	if err == nil {
		err = b.marks.put(key, e.Revision, e.Value, entries, true)
	}
	return err
}

// loss sums up; false when nothing is lost.
func (b *Bucket) loss() (Loss, bool) {
	l := Loss{Bucket: b.name}
	b.damage.mu.Lock()
	for _, n := range b.damage.lost {
		l.Entries += n
	}
	b.damage.mu.Unlock()
	b.marks.mu.Lock()
	l.Entries += int(b.marks.lost)
	l.Unknown, l.Older = b.marks.unknown, b.marks.older
	b.marks.mu.Unlock()
	l.Refusing = b.strict && (l.Unknown || l.Entries > int(b.marks.lost))
	return l, l.Entries > 0 || l.Unknown || l.Older
}

// Losses are what is known to be lost, by bucket. Any goroutine may call it.
func (s *Store) Losses() []Loss {
	var out []Loss
	for _, b := range s.opened() {
		if l, is := b.loss(); is {
			out = append(out, l)
		}
	}
	return out
}

// verify reads every record that must be there.
func (b *Bucket) verify(ctx context.Context) error {
	seen := map[uint64]bool{}
	last, err := b.records(ctx, func(e Entry, err error) error {
		seen[keyHash(e.Key)] = true
		if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	if b.packed {
		return b.verifyShards(ctx, seen)
	}
	b.marks.mu.Lock()
	gone := map[uint64]mark{}
	for h, m := range b.marks.by {
		if !seen[h] && m.seq <= last { // later ones were written meanwhile
			gone[h] = m
		}
	}
	b.marks.mu.Unlock()
	if len(gone) == 0 {
		return nil
	}
	b.store.log.Error("store: damaged data: records are gone", "bucket", b.name, "records", len(gone))
	for h := range gone {
		if err := errors.Join(b.marks.giveUp(1), b.marks.clear(h)); err != nil {
			return err
		}
	}
	return nil
}

// verifyShards looks for the records that were not seen.
func (b *Bucket) verifyShards(ctx context.Context, seen map[uint64]bool) error {
	if b.marks.within(seen) {
		return nil
	}
	for i := range shards {
		key := shardName(i)
		if _, must := b.marks.get(key); !must || seen[keyHash(key)] {
			continue
		}
		if _, err := b.load(ctx, key, false); err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged) {
			return err
		}
	}
	return nil
}
