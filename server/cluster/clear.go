package cluster

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"onair/server/store"

	"github.com/nats-io/nats.go/jetstream"
)

// ErrUsed: other nodes have their rooms in this NATS.
var ErrUsed = errors.New("cluster: this NATS has rooms of other nodes")

// Unused is nil if no nodes have ever kept anything in a NATS; else ErrUsed.
func Unused(ctx context.Context, cfg Config) error {
	return streams(ctx, cfg, func(_ context.Context, _ jetstream.JetStream, name string) error {
		return fmt.Errorf("%w (%s): give one of its own", ErrUsed, name)
	})
}

// Clear takes away all that nodes have kept in a NATS, which none uses any more: rooms,
// users, secrets.
func Clear(ctx context.Context, cfg Config) error {
	return streams(ctx, cfg, func(ctx context.Context, js jetstream.JetStream, name string) error {
		return js.DeleteStream(ctx, name)
	})
}

// streams calls f with each stream of ours.
func streams(ctx context.Context, cfg Config, f func(context.Context, jetstream.JetStream, string) error) error {
	ctx, cancel := context.WithTimeout(ctx, joinTime)
	defer cancel()
	n := &Node{cfg: cfg}
	defer n.Close()
	if err := n.dial(ctx); err != nil {
		return err
	}
	js, err := jetstream.New(n.nc, jetstream.WithDefaultTimeout(opTime))
	if err != nil {
		return err
	}
	list := js.StreamNames(ctx)
	for name := range list.Name() {
		if strings.HasPrefix(name, store.SharedStream) || strings.HasPrefix(name, "KV_onair_") {
			err = errors.Join(err, f(ctx, js, name))
		}
	}
	return errors.Join(err, list.Err())
}
