package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, testLog())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func bucket(t *testing.T, s *Store, name string) *Bucket {
	t.Helper()
	b, err := s.Bucket(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEntriesSurviveReopening(t *testing.T) {
	current := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, current) })
	dir := t.TempDir()
	s := open(t, dir)
	b := bucket(t, s, "rooms")
	rev, err := b.Update(t.Context(), "r.1", []byte("one"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update(t.Context(), "r.1", []byte("uno"), rev); err != nil {
		t.Fatal(err)
	}
	if err := b.Put(t.Context(), "r.2", []byte("two")); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(t.Context(), "r.2"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s.Close()

	b = bucket(t, open(t, dir), "rooms")
	all, err := b.All(t.Context())
	if err != nil || len(all) != 1 || all[0].Key != "r.1" || string(all[0].Value) != "uno" {
		t.Fatalf("after reopening: %v, %v", all, err)
	}
	if _, err := b.Update(t.Context(), "r.1", []byte("x"), all[0].Revision); err != nil {
		t.Error("the revision read is not the one to write against:", err)
	}
}

func TestUpdateIsCompareAndSet(t *testing.T) {
	b := bucket(t, open(t, t.TempDir()), "rooms")
	rev, err := b.Update(t.Context(), "k", []byte("a"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update(t.Context(), "k", []byte("b"), 0); !errors.Is(err, ErrConflict) {
		t.Errorf("creating what is there: %v", err)
	}
	if _, err := b.Update(t.Context(), "k", []byte("b"), rev+7); !errors.Is(err, ErrConflict) {
		t.Errorf("wrong revision: %v", err)
	}
	if _, err := b.Get(t.Context(), "other"); !errors.Is(err, ErrNotFound) {
		t.Errorf("missing key: %v", err)
	}
	if err := b.Delete(t.Context(), "other"); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
	if err := b.Delete(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update(t.Context(), "k", []byte("c"), 0); err != nil {
		t.Errorf("creating again after delete: %v", err)
	}
}

func TestEmptyBucketReadsAsEmpty(t *testing.T) {
	b := bucket(t, open(t, t.TempDir()), "rooms")
	if all, err := b.All(t.Context()); err != nil || len(all) != 0 {
		t.Fatal(all, err)
	}
}

func TestOpenNamesWhatIsWrongWithTheFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), filepath.Join(file, "data"), testLog()); !errors.Is(err, ErrNotWritable) {
		t.Errorf("folder below a file: %v", err)
	}
	dir := t.TempDir()
	open(t, dir)
	if _, err := Open(context.Background(), dir, testLog()); !errors.Is(err, ErrInUse) {
		t.Errorf("folder in use: %v", err)
	}
}

func TestTooLittleSpaceIsFull(t *testing.T) {
	dir := t.TempDir()
	if err := enough(dir, 1); err != nil {
		t.Errorf("one byte: %v", err)
	}
	if err := enough(dir, 1<<62); !errors.Is(err, ErrFull) {
		t.Errorf("more than any disk has: %v", err)
	}
}

func TestClosedStoreSaysSo(t *testing.T) {
	s := open(t, t.TempDir())
	b := bucket(t, s, "rooms")
	s.Close()
	if err := b.Put(t.Context(), "k", nil); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, err := b.Get(t.Context(), "k"); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func BenchmarkUpdate(b *testing.B) {
	s, err := Open(b.Context(), b.TempDir(), testLog())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	bk, err := s.Bucket(b.Context(), "rooms")
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{1 << 10, 100 << 10} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			value, rev := make([]byte, size), uint64(0)
			key := fmt.Sprintf("k%d.%d", size, b.N)
			for b.Loop() {
				if rev, err = bk.Update(b.Context(), key, value, rev); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func testLog() *slog.Logger {
	if os.Getenv("ONAIR_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
