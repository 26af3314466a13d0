package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

// Layout is a bucket with its options.
type Layout struct {
	Name    string
	Options []Option
}

// Report is what Check found of a bucket.
type Report struct {
	Loss
	// There is how many entries can be read.
	There int
	// Unreadable is why the bucket cannot be opened at all; nil if it can.
	Unreadable error
}

// Sound reports whether nothing is known to be lost.
func (r Report) Sound() bool { return r.Entries == 0 && !r.Unknown && !r.Older && r.Unreadable == nil }

// Check examines the data folder of a server that does not run, in a copy, so that
// nothing is changed; what the engine has to say goes to log. With repair it then
// works on the folder itself, a copy of which stays as kept: what is lost is given
// up, so that it may begin anew. ErrInUse while a server runs.
func Check(ctx context.Context, dir string, buckets []Layout, repair bool, log *slog.Logger) (found []Report, kept string, err error) {
	if _, err := os.Stat(filepath.Join(dir, "nats")); err != nil {
		return nil, "", fmt.Errorf("no data in %s: %w", dir, err)
	}
	lock, err := claim(dir)
	if err != nil {
		return nil, "", err
	}
	defer lock.Close()
	name := "check.tmp"
	if repair {
		name = "before-repair-" + time.Now().UTC().Format("20060102T150405")
	}
	copied := filepath.Join(dir, name)
	if err := copyData(dir, copied); err != nil {
		return nil, "", errors.Join(fmt.Errorf("copy the data to %s: %w", copied, diskError(err)), os.RemoveAll(copied))
	}
	if !repair {
		found, err = examine(ctx, copied, buckets, false, log)
		return found, "", errors.Join(err, os.RemoveAll(copied))
	}
	found, err = examine(ctx, dir, buckets, true, log)
	return found, copied, err
}

func copyData(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	for _, part := range []string{"nats", "marks"} {
		src := filepath.Join(from, part)
		if _, err := os.Stat(src); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := os.MkdirAll(filepath.Join(to, part), 0o700); err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(to, part), os.DirFS(src)); err != nil {
			return err
		}
	}
	return copyWitness(from, to)
}

// examine opens the data in dir, whose lock the caller holds.
func examine(ctx context.Context, dir string, buckets []Layout, repair bool, log *slog.Logger) ([]Report, error) {
	eng, err := startEngine(dir, log)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, log: log, eng: eng, buckets: map[string]*Bucket{}}
	defer s.Close()
	var found []Report
	for _, l := range buckets {
		r := Report{Loss: Loss{Bucket: l.Name}}
		b, err := s.Bucket(ctx, l.Name, l.Options...)
		if err == nil {
			err = b.verify(ctx)
		}
		if err == nil {
			err = b.Each(ctx, func(Entry) error { r.There++; return nil })
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if r.Unreadable = err; err == nil {
			r.Loss, _ = b.loss()
		}
		if repair && err == nil && !r.Sound() {
			if err := b.repair(ctx); err != nil {
				return nil, fmt.Errorf("repair %s: %w", l.Name, err)
			}
		}
		found = append(found, r)
	}
	return found, nil
}

// repair takes everything as it is now.
func (b *Bucket) repair(ctx context.Context) error {
	b.damage.mu.Lock()
	lost := b.damage.lost
	b.damage.lost = nil
	b.damage.mu.Unlock()
	for i := range shards {
		key := shardName(i)
		if _, is := lost[keyHash(key)]; !is || !b.packed {
			continue
		}
		m, _ := b.marks.get(key)
		e, err := b.fetch(ctx, key)
		if err == nil {
			_, err = openShard(e.Value)
		}
		if errors.Is(err, ErrNotFound) || errors.Is(err, errBadShard) { // perhaps there, but not to be read
			e = Entry{}
			err = b.erase(ctx, key, nil)
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err := b.accept(key, m, e); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	if err := b.marks.settle(); err != nil {
		return err
	}
	return b.store.attest(b)
}
