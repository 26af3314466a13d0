package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"testing"

	"onair/internal/natstest"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func join(t *testing.T, nc *nats.Conn, term uint64) *Store {
	t.Helper()
	s, err := Join(t.Context(), Shared{Conn: nc, Replicas: 1, Term: term}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func bucketOf(t *testing.T, s *Store, name string, opts ...Option) *Bucket {
	t.Helper()
	b, err := s.Bucket(t.Context(), name, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What one term has written the next one has, whatever the way it was written.
func TestASharedStoreKeepsWhatItTook(t *testing.T) {
	for name, opts := range map[string][]Option{"plain": nil, "packed": {Packed}, "strict": {Strict}} {
		t.Run(name, func(t *testing.T) {
			connect, ctx, term := natstest.Start(t).Connect, t.Context(), uint64(1)
			b := bucketOf(t, join(t, connect(), term), name, opts...)
			rev, err := b.Update(ctx, "a", []byte("1"), 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err = b.Update(ctx, "a", []byte("x"), rev+1); !errors.Is(err, ErrConflict) {
				t.Errorf("a wrong revision: %v", err)
			}
			if _, err = b.Update(ctx, "a", []byte("2"), rev); err != nil {
				t.Fatal(err)
			}
			for i := range 20 {
				if err := b.Put(ctx, fmt.Sprint("k", i), []byte{byte(i)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := b.Delete(ctx, "k3"); err != nil {
				t.Fatal(err)
			}
			if err := b.Delete(ctx, "never"); err != nil {
				t.Errorf("a missing entry: %v", err)
			}
			if _, err := b.Update(ctx, "k3", []byte("again"), 0); err != nil {
				t.Errorf("an entry made anew: %v", err)
			}
			if err := b.Delete(ctx, "k4"); err != nil {
				t.Fatal(err)
			}
			term += 10
			b = bucketOf(t, join(t, connect(), term), name, opts...)
			got := map[string]string{}
			if err := b.Each(ctx, func(e Entry) error { got[e.Key] = string(e.Value); return nil }); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"a": "2", "k3": "again"}
			for i := range 20 {
				if i != 3 && i != 4 {
					want[fmt.Sprint("k", i)] = string([]byte{byte(i)})
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("%v, not %v", got, want)
			}
			if _, err := b.Get(ctx, "k4"); !errors.Is(err, ErrNotFound) {
				t.Errorf("a deleted entry: %v", err)
			}
			if err := b.store.Verify(ctx); err != nil {
				t.Fatal(err)
			}
			if n, _, err := b.Size(ctx); err != nil || n != uint64(len(want)) {
				t.Errorf("%d entries counted of %d, %v", n, len(want), err)
			}
		})
	}
}

// A term that is over writes nothing: not what it puts, not what it deletes, nor does
// it open the store again.
func TestOnlyTheNewestTermWrites(t *testing.T) {
	connect := natstest.Start(t).Connect
	ctx := t.Context()
	nc := connect()
	old := bucketOf(t, join(t, nc, 1), "rooms")
	rev, err := old.Update(ctx, "r1", []byte("old"), 0)
	if err != nil {
		t.Fatal(err)
	}
	now := bucketOf(t, join(t, connect(), 2), "rooms")
	for what, err := range map[string]error{
		"update": second(old.Update(ctx, "r1", []byte("late"), rev)),
		"put":    old.Put(ctx, "r2", []byte("late")),
		"batch":  old.Batch(ctx, []Entry{{Key: "r3", Value: []byte("late")}}, nil),
		"delete": old.Delete(ctx, "r1"),
		"tree":   old.DeleteTree(ctx, "r1", []string{"r1.a"}),
	} {
		if !errors.Is(err, ErrFenced) {
			t.Errorf("%s of a term that is over: %v", what, err)
		}
	}
	if err := old.store.Held(ctx); !errors.Is(err, ErrFenced) {
		t.Errorf("the store of a term that is over: %v", err)
	}
	if err := now.store.Held(ctx); err != nil {
		t.Errorf("the store of this term: %v", err)
	}
	if _, err := now.Update(ctx, "r1", []byte("new"), rev); err != nil {
		t.Fatal(err)
	}
	all, err := now.All(ctx)
	if err != nil || len(all) != 1 || string(all[0].Value) != "new" {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := Join(ctx, Shared{Conn: nc, Replicas: 1, Term: 1}, slog.New(slog.DiscardHandler)); !errors.Is(err, ErrFenced) {
		t.Errorf("an old term opens the store: %v", err)
	}
	now.store.Fence()
	if err := now.Put(ctx, "r4", nil); !errors.Is(err, ErrFenced) {
		t.Errorf("after Fence: %v", err)
	}
}

func second(_ uint64, err error) error { return err }

// A write whose answer is lost is sent again, and counts once.
func TestAWriteThatIsSentAgainCountsOnce(t *testing.T) {
	ctx := t.Context()
	b := bucketOf(t, join(t, natstest.Start(t).Connect(), 1), "rooms")
	rev, err := b.Update(ctx, "r1", []byte("one"), 0)
	if err != nil {
		t.Fatal(err)
	}
	var sent []uint64
	var opts writeOnce
	for range 3 {
		err := b.write(ctx, func(ctx context.Context, e *engine, st jetstream.Stream) error {
			ack, err := e.js.Publish(ctx, e.into(b.subject("r1")), []byte("two"), opts.of(e, &rev)...)
			at, err := opts.stored(ctx, st, b.subject("r1"), ack, err)
			sent = append(sent, at)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(sent) != 3 || sent[0] <= rev || sent[1] != sent[0] || sent[2] != sent[0] {
		t.Errorf("sent three times at revision %d, stored at %v", rev, sent)
	}
	if _, err := b.Update(ctx, "r1", []byte("three"), rev); !errors.Is(err, ErrConflict) {
		t.Errorf("another write at the revision of before: %v", err)
	}
}

// A deletion that came to no end, because its node died, keeps nobody from making the
// entry anew.
func TestTheTraceOfADeletionIsNoEntry(t *testing.T) {
	connect := natstest.Start(t).Connect
	ctx := t.Context()
	s := join(t, connect(), 1)
	b := bucketOf(t, s, "rooms")
	if err := b.Put(ctx, "r1", []byte("room")); err != nil {
		t.Fatal(err)
	}
	e, err := s.engine()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.js.PublishMsg(ctx, &nats.Msg{Subject: e.into(b.subject("r1")), Header: nats.Header{goneHeader: {"1"}}}); err != nil {
		t.Fatal(err)
	}
	b = bucketOf(t, join(t, connect(), 2), "rooms")
	if _, err := b.Get(ctx, "r1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a deleted entry: %v", err)
	}
	if all, err := b.All(ctx); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := b.Update(ctx, "r1", []byte("new"), 0); err != nil {
		t.Errorf("made anew: %v", err)
	}
}

// The tree of a room's audience goes whole.
func TestASharedTreeIsDeleted(t *testing.T) {
	ctx := t.Context()
	b := bucketOf(t, join(t, natstest.Start(t).Connect(), 1), "audience")
	keys := []string{"r1.a.1", "r1.a.2", "r2.b.1"}
	var entries []Entry
	for _, k := range keys {
		entries = append(entries, Entry{Key: k, Value: []byte(k)})
	}
	if err := b.Batch(ctx, entries, nil); err != nil {
		t.Fatal(err)
	}
	if err := b.DeleteTree(ctx, "r1.a", keys[:2]); err != nil {
		t.Fatal(err)
	}
	left, err := b.Keys(ctx)
	if err != nil || !slices.Equal(left, keys[2:]) {
		t.Errorf("%v, %v", left, err)
	}
}

// What is deleted while all is read for the first time is not told, nor missed afterwards.
func TestWhatIsDeletedDuringTheFirstReadIsNotTold(t *testing.T) {
	ns := natstest.Start(t)
	ctx := t.Context()
	old := join(t, ns.Connect(), 1)
	b := bucketOf(t, old, "rooms")
	keys := []string{"r1", "r2", "r3", "r4"}
	for _, key := range keys {
		if err := b.Put(ctx, key, []byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	s := join(t, ns.Connect(), 2)
	b = bucketOf(t, s, "rooms")
	var told []string
	err := b.Each(ctx, func(e Entry) error {
		told = append(told, e.Key)
		for _, key := range keys {
			if key != e.Key && len(told) == 1 {
				if err := b.Delete(ctx, key); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil || len(told) != 1 {
		t.Errorf("told of %v: %v", told, err)
	}
	if err := s.Verify(ctx); err != nil || len(s.Losses()) > 0 {
		t.Errorf("%v: %v", s.Losses(), err)
	}
}
