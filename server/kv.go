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
