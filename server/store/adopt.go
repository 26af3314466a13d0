package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// adopt moves the entries of an earlier version, which had a stream of its own
// with one record an entry and a marker for each that was deleted. The old stream
// is deleted when all is moved; until then moving begins anew.
func (b *Bucket) adopt(ctx context.Context) error {
	e, err := b.store.engine()
	if err != nil {
		return err
	}
	if e.found["KV_"+b.name] == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, listTimeout)
	defer cancel()
	old, err := e.js.Stream(ctx, "KV_"+b.name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil
	}
	if err != nil {
		return mapError(err)
	}
	info, err := old.Info(ctx, jetstream.WithSubjectFilter(">"))
	if err != nil {
		return mapError(err)
	}
	a := adoption{b: b, old: old, prefix: "$KV." + b.name + ".", total: len(info.State.Subjects), told: time.Now()}
	groups := map[string][]string{}
	for s := range info.State.Subjects {
		key := s[len(a.prefix):]
		record := key
		if b.packed {
			record = shardKey(key)
		}
		groups[record] = append(groups[record], key)
	}
	b.store.log.Info("moving the data of an earlier version", "bucket", b.name, "entries", a.total)
	for record, keys := range groups {
		if err := a.move(ctx, record, keys); err != nil {
			return err
		}
	}
	if a.lost > 0 {
		b.store.log.Error("store: damaged data: entries of an earlier version cannot be read", "bucket", b.name, "entries", a.lost)
		if err := b.marks.giveUp(a.lost); err != nil {
			return err
		}
	}
	return mapError(e.js.DeleteStream(ctx, "KV_"+b.name))
}

type adoption struct {
	b                 *Bucket
	old               jetstream.Stream
	prefix            string
	total, done, lost int
	told              time.Time
}

// move makes one record out of the entries it is to have.
func (a *adoption) move(ctx context.Context, record string, keys []string) error {
	var entries []Entry
	for _, key := range keys {
		m, err := a.old.GetLastMsgForSubject(ctx, a.prefix+key)
		switch {
		case errors.Is(err, jetstream.ErrMsgNotFound):
			a.lost++
		case err != nil:
			return fmt.Errorf("move %s: %w", key, mapError(err))
		case m.Header.Get("KV-Operation") == "":
			entries = append(entries, Entry{key, m.Data, 1}) // later writes count on from the record's revision
		}
	}
	if a.done += len(keys); time.Since(a.told) > 5*time.Second {
		a.told = time.Now()
		a.b.store.log.Info("moving the data of an earlier version", "bucket", a.b.name, "done", a.done, "of", a.total)
	}
	if len(entries) == 0 {
		return nil
	}
	value := entries[0].Value
	if a.b.packed {
		value = packShard(entries)
	}
	_, err := a.b.save(ctx, record, value, len(entries), nil)
	return err
}
