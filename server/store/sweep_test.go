package store

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
)

func TestSweepDropsWhatNobodyNeeds(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b, err := s.Bucket(ctx, "ledger", Strict)
	if err != nil {
		t.Fatal(err)
	}
	const n = 300
	for i := range n {
		if err := b.Put(ctx, fmt.Sprintf("old.%d", i), []byte("o")); err != nil {
			t.Fatal(err)
		}
	}
	kept, _ := b.Update(ctx, "new.0", []byte("1"), 0)
	var writing sync.WaitGroup // entries written meanwhile stay
	writing.Go(func() {
		for i := range n {
			if err := b.Put(ctx, fmt.Sprintf("new.%d", i+1), []byte("n")); err != nil {
				t.Error(err)
			}
		}
	})
	dropped := 0
	for part := range 7 {
		d, err := b.Sweep(ctx, part, 7, func(e Entry) bool { return strings.HasPrefix(e.Key, "old.") })
		if err != nil {
			t.Fatal(err)
		}
		dropped += d
	}
	writing.Wait()
	all, err := b.All(ctx)
	if size, _, _ := b.Size(ctx); err != nil || dropped != n || len(all) != n+1 || size != n+1 {
		t.Errorf("%d dropped, %d left, %d counted, %v", dropped, len(all), size, err)
	}
	if _, err := b.Update(ctx, "new.0", []byte("2"), kept); err != nil {
		t.Errorf("an entry that stays has another revision: %v", err)
	}
	if _, err := b.Get(ctx, "old.7"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what was dropped: %v", err)
	}
	if err := s.Verify(ctx); err != nil || len(s.Losses()) > 0 {
		t.Errorf("a sweep is no loss: %v %v", err, s.Losses())
	}
}
