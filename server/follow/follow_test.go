package follow

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"onair/server/store"
)

func newLists(t *testing.T, most int) (*Lists, *store.Bucket) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	kv, err := db.Bucket(t.Context(), "follows", store.Packed)
	if err != nil {
		t.Fatal(err)
	}
	return New(kv, most, slog.New(slog.DiscardHandler)), kv
}

func TestListsOutliveTheProgram(t *testing.T) {
	f, kv := newLists(t, 3)
	ctx := t.Context()
	f.Load(ctx)
	for _, host := range []string{"c", "a", "b", "a"} {
		if err := f.Change(ctx, "ben", host, true); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Change(ctx, "ben", "d", true); !errors.Is(err, ErrLimit) {
		t.Errorf("a fourth: %v", err)
	}
	if err := errors.Join(f.Change(ctx, "carl", "a", true), f.Change(ctx, "ben", "c", false), f.Change(ctx, "ben", "x", false)); err != nil {
		t.Fatal(err)
	}
	if err := kv.Put(ctx, "dora", []byte("{")); err != nil {
		t.Fatal(err)
	}
	again := New(kv, 3, slog.New(slog.DiscardHandler))
	again.Load(ctx)
	for name, l := range map[string]*Lists{"at once": f, "read again": again} {
		on, fans := l.Of("ben", "a")
		if !on || fans != 2 || !slices.Equal(l.Hosts("ben"), []string{"a", "b"}) || !slices.Equal(l.Fans("a"), []string{"ben", "carl"}) || len(l.Fans("c")) != 0 || len(l.Hosts("dora")) != 0 {
			t.Errorf("%s: %v, %d fans, %v, %v", name, on, fans, l.Hosts("ben"), l.Fans("a"))
		}
	}
}

func TestNothingIsChangedBeforeTheListsAreRead(t *testing.T) {
	f, _ := newLists(t, 3)
	soon, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.Wait(soon); !errors.Is(err, ErrNotReady) {
		t.Errorf("%v", err)
	}
	told := 0
	f.WhenReady(func() { told++ })
	if told != 0 {
		t.Error("told of fans nobody knows yet")
	}
	f.Load(t.Context())
	f.WhenReady(func() { told++ })
	if err := f.Wait(t.Context()); err != nil || told != 2 {
		t.Errorf("%v, told %d times", err, told)
	}
}

func TestALiveIsNewsOnce(t *testing.T) {
	f, _ := newLists(t, 3)
	at := time.Now()
	if !f.News(7, at) || f.News(7, at) || !f.News(7, at.Add(time.Second)) || !f.News(8, at) {
		t.Error("told again, or not")
	}
	f.Over(8)
	if !f.News(8, at) {
		t.Error("not told after its end")
	}
}
