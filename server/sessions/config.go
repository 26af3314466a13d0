// Package sessions is who is logged in: one session a user, which outlives its
// connection by a grace time and the server by the store, and numbers its events so
// that a new connection gets those missed.
package sessions

import (
	"context"
	"log/slog"
	"time"

	"onair/room"
	"onair/server/store"
)

// Config is what sessions need of others. All fields but Nodes are required.
type Config struct {
	KV Bucket
	// Key makes the secrets of tokens.
	Key string
	// Profile is what is stored of a user, Today a stored profile as today's rules
	// allow it.
	Profile func(ctx context.Context, user string) room.User
	Today   func(room.User) room.User
	// Leave takes a session's user out of the room, and ends what is watched.
	Leave func(context.Context, *Session)

	// Nodes are the addresses of the server's nodes, for clients whose own is gone; nil for
	// one of a single node. It must not wait.
	Nodes func() []string
	// Moves reports whether a stream (viewer empty), or who watches it, is at a node that
	// goes away; nil for a server of a single node. It must not wait.
	Moves func(stream, viewer string) bool

	EventLog     int           // events kept for one session's resume
	Grace        time.Duration // how long a dropped session is kept
	PingInterval time.Duration // what clients are asked for
	Log          *slog.Logger
}

// Bucket is a store.Bucket, or one whose answers a test delays or loses.
type Bucket interface {
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
}

// New takes up the sessions of the server's last life, which count as dropped
// now.
func New(ctx context.Context, cfg Config) (*Table, error) {
	r := &Table{cfg: cfg, by: make(map[string]*Session)}
	return r, r.load(ctx, time.Now())
}
