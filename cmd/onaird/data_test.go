package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onair/signaling"
)

// TestCheckOfADataFolder runs the server, harms the users' file, and looks with
// the program.
func TestCheckOfADataFolder(t *testing.T) {
	dir := t.TempDir()
	prog := startProgram(t, dir, "127.0.0.1:0")
	ann := join(t, prog.addr, dir, "ann")
	ann.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1}, nil)
	check := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := run(context.Background(), append([]string{"check", "--data-dir", dir}, args...), func(string) string { return "" }, &out, &out)
		return out.String(), err
	}
	if _, err := check(); err == nil || !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("while the server runs: %v", err)
	}
	if err := prog.end(t, 15); err != nil {
		t.Fatal(err)
	}
	if out, err := check(); err != nil || !strings.Contains(out, "nothing is lost") {
		t.Errorf("a sound folder: %v\n%s", err, out)
	}
	blocks, err := filepath.Glob(filepath.Join(dir, "nats", "jetstream", "*", "streams", "B_users", "msgs", "*.blk"))
	if err != nil || len(blocks) == 0 {
		t.Fatal(blocks, err)
	}
	for _, b := range blocks {
		if err := os.Truncate(b, 0); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := check(); !errors.Is(err, errDamaged) || !strings.Contains(out, "refused until --repair") {
		t.Errorf("users emptied: %v\n%s", err, out)
	}
	if out, err := check("--repair"); err != nil || !strings.Contains(out, "before-repair-") {
		t.Errorf("repair: %v\n%s", err, out)
	}
	if out, err := check(); err != nil {
		t.Errorf("after the repair: %v\n%s", err, out)
	}
}
