package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"onair/server/buckets"
	"onair/server/local"
	"onair/server/store"
	"onair/server/streamkey"
	"onair/signaling"
)

// localKeyPath is where a running server does an order about keys.
const localKeyPath = "/api/local/streamkey"

// StreamKey does an order about stream keys in a data folder: by the server that runs
// there, else in its store. The text is that of a new key. Errors carry a code, or are
// those of the folder.
func StreamKey(ctx context.Context, dir string, order streamkey.Order, log *slog.Logger) (text string, err error) {
	st, err := store.Open(ctx, dir, log)
	if errors.Is(err, store.ErrInUse) { // asked first: only then what the note says is true
		var out localKeyReply
		err = local.Ask(ctx, dir, localKeyPath, order, &out)
		return out.Key, err
	}
	if err != nil {
		return "", dataError(dir, err)
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	kv, err := st.Bucket(ctx, "streamkeys", buckets.Layouts["streamkeys"]...)
	if err != nil {
		return "", fmt.Errorf("stream keys: %w", err)
	}
	keys, err := streamkey.New(ctx, kv, signaling.MaxStreamKeys, log)
	if err != nil {
		return "", err
	}
	return order.Do(ctx, keys)
}

// OrderKey does an operator's order about stream keys; the text is that of a new one, or
// a list. Any goroutine may call it.
func (s *Server) OrderKey(ctx context.Context, o streamkey.Order) (text string, err error) {
	return o.Do(ctx, s.keys)
}
