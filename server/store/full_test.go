//go:build linux

package store

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// alone runs the test in a process of its own, since the limit is for a process as
// a whole, its test's log included. It reports whether this is it.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv("ONAIR_TEST_FULL_DISK") != "" {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), "ONAIR_TEST_FULL_DISK=1")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// limitFiles makes writes beyond size fail as on a full disk, until undone.
func limitFiles(t *testing.T, size uint64) (undo func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: size, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	undo = func() {
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(undo)
	return undo
}

func TestWritesThatFailAreToldAndLaterOnesWork(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	b := bucket(t, s, "rooms")
	if err := b.Put(t.Context(), "before", []byte("kept")); err != nil {
		t.Fatal(err)
	}
	undo := limitFiles(t, 256<<10)
	var failed error
	for i := 0; failed == nil && i < 200; i++ {
		failed = b.Put(t.Context(), "big", make([]byte, 64<<10))
	}
	if failed == nil {
		t.Fatal("12 MB went through a limit of 256 kB")
	}
	if !errors.Is(failed, ErrFull) {
		t.Errorf("the failure is told as %v", failed)
	}
	if e, err := b.Get(t.Context(), "before"); err != nil || string(e.Value) != "kept" {
		t.Errorf("reading while full: %v %v", e, err)
	}
	undo()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		err := b.Put(t.Context(), "after", []byte("works"))
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("with room again:", err)
		}
	}
	s.Close()
	b = bucket(t, open(t, dir), "rooms")
	for _, key := range []string{"before", "after"} {
		if _, err := b.Get(t.Context(), key); err != nil {
			t.Errorf("after reopening: %v", err)
		}
	}
}
