package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"

	"onair/server"
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
	order := streamkey.Order{UserID: s.user, RoomID: uint32(s.room), Revoke: s.revoke}
	if len(s.key) > 8 {
		order.Key = s.key
	} else {
		order.ID = s.key
	}
	key, err := server.StreamKey(ctx, s.DataDir, order, slog.New(slog.DiscardHandler))
	if err != nil {
		return fmt.Errorf("streamkey: %w", err)
	}
	if key != "" {
		fmt.Fprintln(stdout, key)
	}
	return nil
}
