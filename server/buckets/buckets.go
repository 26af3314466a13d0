// Package buckets says which buckets a server keeps its data in, and how each is kept.
package buckets

import (
	"context"

	"onair/server/store"
)

// Bucket is a store.Bucket, or one whose answers a test delays or loses.
type Bucket interface {
	Size(ctx context.Context) (entries, bytes uint64, err error)
	Keys(ctx context.Context) ([]string, error)
	Get(ctx context.Context, key string) (store.Entry, error)
	Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
	Sweep(ctx context.Context, part, parts int, drop func(store.Entry) bool) (int, error)
}

// Data are the buckets of a server.
type Data struct {
	Users, Covers           Bucket
	Sessions                Bucket
	Blocked                 Bucket // words an anchor blocks, by user ID
	Orders                  Bucket // who is banned and who helps, by owner
	Follows                 Bucket
	StreamKeys              Bucket // by their IDs
	Rooms, Chats            Bucket
	Audience                *store.Bucket
	Wallets, Ledger, Unpaid Bucket
}

// Open opens each bucket as its layout says; wrap, if set, puts something before it.
func (d *Data) Open(ctx context.Context, st *store.Store, wrap func(string, Bucket) Bucket) error {
	at := map[string]*Bucket{"users": &d.Users, "covers": &d.Covers, "sessions": &d.Sessions, "blocked": &d.Blocked, "orders": &d.Orders,
		"follows": &d.Follows, "streamkeys": &d.StreamKeys, "rooms": &d.Rooms, "chats": &d.Chats, "wallets": &d.Wallets, "ledger": &d.Ledger, "unpaid": &d.Unpaid}
	list := layouts()
	opened, err := st.Buckets(ctx, list...)
	if err != nil {
		return err
	}
	for i, l := range list {
		b := at[l.Name]
		switch {
		case b == nil:
			d.Audience = opened[i]
		case wrap != nil:
			*b = wrap(l.Name, opened[i])
		default:
			*b = opened[i]
		}
	}
	return nil
}
