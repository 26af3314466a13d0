package server

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"onair/server/store"
)

// openGifts names the users whose wallets may have a gift that is paid and not
// told, so that a start need not read every wallet. A user is noted before the
// wallet is written, and struck off after the gift is told or paid back.
type openGifts struct{ kv *store.Bucket }

// scanned is an entry that says that all wallets have been looked at once: those
// of earlier versions name nobody. No user has this ID.
const scanned = ".scanned"

func (o *openGifts) note(ctx context.Context, p payment) error {
	return o.kv.Put(ctx, p.User, []byte(p.Key))
}

// done strikes a user off, unless for another gift. If it fails the start has one
// wallet more to look at.
func (o *openGifts) done(ctx context.Context, p payment) {
	if e, err := o.kv.Get(ctx, p.User); err == nil && string(e.Value) == p.Key {
		_ = o.kv.DeleteAt(ctx, p.User, e.Revision)
	}
}

// all are the users noted. What they wait for is their wallets' Open.
func (o *openGifts) all(ctx context.Context, s *Server) ([]store.Entry, error) {
	_, err := o.kv.Get(ctx, scanned)
	lost := slices.ContainsFunc(s.store.Losses(), func(l store.Loss) bool { return l.Bucket == "open" })
	if errors.Is(err, store.ErrNotFound) || err == nil && lost {
		err = o.scan(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	list, err := o.kv.All(ctx)
	for i, e := range list {
		if e.Key == scanned {
			return append(list[:i], list[i+1:]...), err
		}
	}
	return list, err
}

// scan looks at every wallet, once in the life of a data folder.
func (o *openGifts) scan(ctx context.Context, s *Server) error {
	entries, err := s.wallets.All(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var w storedWallet
		if err := json.Unmarshal(e.Value, &w); err != nil {
			s.log.Error("wallet cannot be read and is left alone", "user", e.Key, "err", err)
			continue
		}
		if w.Open == nil {
			continue
		}
		if p, _, err := s.entry(ctx, w.Open.User, w.Open.Key); err == nil && (p.State == giftTold || p.State == giftRefunded) {
			continue
		}
		if err := o.note(ctx, *w.Open); err != nil {
			return err
		}
	}
	return o.kv.Put(ctx, scanned, []byte{1})
}
