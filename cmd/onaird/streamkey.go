package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"time"

	"onair/server"
	"onair/server/node"
	"onair/server/streamkey"
)

// streamKey prints a new stream key, alone, or revokes keys; the server may run or not.
func streamKey(ctx context.Context, args []string, env func(string) string, stdout io.Writer) error {
	var s settings
	if err := parse(s.streamKeyFlags(), args, env); err != nil {
		return usageError{err}
	}
	switch {
	case s.user == "":
		return usageError{errors.New("streamkey: --user is missing")}
	case s.key != "" && !s.revoke:
		return usageError{errors.New("streamkey: --key names a key to --revoke")}
	case uint64(s.room) > math.MaxUint32:
		return usageError{fmt.Errorf("streamkey: --room: %d is no room's number", s.room)}
	}
	order := streamkey.Order{UserID: s.user, RoomID: uint32(s.room), Revoke: s.revoke, List: s.list}
	if len(s.key) > 8 {
		order.Key = s.key
	} else {
		order.ID = s.key
	}
	key, err := s.orderKey(ctx, order)
	if err != nil {
		return fmt.Errorf("streamkey: %w", err)
	}
	if key != "" {
		fmt.Fprintln(stdout, key)
	}
	return nil
}

// orderKey has the order done by the nodes, by the server of the data folder, or in the
// folder of one that does not run.
func (s *settings) orderKey(ctx context.Context, order streamkey.Order) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, orderTime)
	defer cancel()
	if s.natsURLs != "" {
		return node.TellBy(ctx, s.nats(), "", node.Order{Key: &order})
	}
	text, err := node.Tell(ctx, s.DataDir, node.Order{Key: &order})
	if errors.Is(err, node.ErrNoNode) {
		return server.StreamKey(ctx, s.DataDir, order, slog.New(slog.DiscardHandler))
	}
	return text, err
}

// orderTime is how long nodes are waited for.
const orderTime = 20 * time.Second
