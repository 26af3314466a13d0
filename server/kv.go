package server

import (
	"context"

	"onair/server/store"
)

// kvBucket is a store.Bucket, or one whose answers a test delays or loses.
type kvBucket interface {
	Size(ctx context.Context) (entries, bytes uint64, err error)
	Keys(ctx context.Context) ([]string, error)
	Get(ctx context.Context, key string) (store.Entry, error)
	Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
	Sweep(ctx context.Context, part, parts int, drop func(store.Entry) bool) (int, error)
}

// data are the buckets of a server.
type data struct {
	users, covers           kvBucket
	sessions                kvBucket
	blocked                 kvBucket // words an anchor blocks, by user ID
	orders                  kvBucket // who is banned and who helps, by owner
	follows                 kvBucket
	streamKeys              kvBucket // by their IDs
	rooms, chats            kvBucket
	audience                *store.Bucket
	wallets, ledger, unpaid kvBucket
}

// open opens each bucket as its layout says; wrap, if set, puts something before it.
func (d *data) open(ctx context.Context, st *store.Store, wrap func(string, kvBucket) kvBucket) error {
	for name, b := range map[string]*kvBucket{"users": &d.users, "covers": &d.covers, "sessions": &d.sessions, "blocked": &d.blocked, "orders": &d.orders,
		"follows": &d.follows, "streamkeys": &d.streamKeys, "rooms": &d.rooms, "chats": &d.chats, "wallets": &d.wallets, "ledger": &d.ledger, "unpaid": &d.unpaid} {
		opened, err := st.Bucket(ctx, name, layouts[name]...)
		if err != nil {
			return err
		}
		if *b = opened; wrap != nil {
			*b = wrap(name, opened)
		}
	}
	var err error
	d.audience, err = st.Bucket(ctx, "audience", layouts["audience"]...)
	return err
}
