package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"onair/server/buckets"
	"onair/server/store"
)

// errDamaged ends check when something is lost.
var errDamaged = errors.New("check: data are lost; see above")

// checkData examines the data folder of a server that does not run.
func checkData(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	var s settings
	if err := parse(s.checkFlags(), args, env); err != nil {
		return usageError{err}
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	found, kept, err := buckets.Check(ctx, s.DataDir, s.repair, log)
	switch {
	case errors.Is(err, store.ErrInUse):
		return fmt.Errorf("check: a server uses %s; stop it first", s.DataDir)
	case err != nil:
		return fmt.Errorf("check: %w", err)
	}
	sound, unreadable := true, false
	fmt.Fprintf(stdout, "%-10s %10s %10s\n", "what", "there", "lost")
	for _, r := range found {
		note := ""
		switch {
		case r.Unreadable != nil:
			note = "cannot be read: " + r.Unreadable.Error()
		case r.Unknown:
			note = "its counts were damaged, so more may be lost"
		case r.Older:
			note = "an older copy was put back: what came after it is missing"
		}
		if r.Refusing && !s.repair {
			note += " (refused until --repair)"
		}
		fmt.Fprintf(stdout, "%-10s %10d %10d  %s\n", r.Bucket, r.There, r.Entries, note)
		sound, unreadable = sound && r.Sound(), unreadable || r.Unreadable != nil
	}
	switch {
	case sound:
		fmt.Fprintln(stdout, "nothing is lost")
		return nil
	case s.repair && !unreadable:
		fmt.Fprintf(stdout, "what is lost is given up; the folder as it was is kept in %s\n", kept)
		return nil
	}
	return errDamaged
}
