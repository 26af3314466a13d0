package wallet

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"onair/server/store"
)

// rooms tells gifts of rooms that are open.
type rooms struct {
	mu     sync.Mutex
	open   map[uint32]bool
	told   map[string]int // times, by key
	failed int            // so many times Present comes to no clear end
	known  map[string]bool
	ended  map[string]bool // settled
}

var errClosed = errors.New("no such room")

func (r *rooms) Present(_ context.Context, p Payment) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := Key(p.User, p.Key)
	switch {
	case r.known[key]:
	case !r.open[p.Room]:
		return Refuse(errClosed)
	default:
		r.told[key]++
		r.known[key] = true
	}
	if r.failed > 0 {
		r.failed--
		return context.DeadlineExceeded
	}
	return nil
}

func (r *rooms) Settled(_ uint32, key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended[key] = true
}

func (r *rooms) Knows(room uint32, key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open[room] && r.known[key]
}

// newBank is a bank over a real store and one room, 7.
func newBank(t *testing.T) (*Bank, *rooms) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	r := &rooms{open: map[uint32]bool{7: true}, told: map[string]int{}, known: map[string]bool{}, ended: map[string]bool{}}
	cfg := Config{Rooms: r, StartCoins: 1000, Keep: 7 * 24 * time.Hour, Retry: time.Millisecond, Log: slog.New(slog.DiscardHandler)}
	for name, b := range map[string]*Bucket{"wallets": &cfg.Wallets, "ledger": &cfg.Ledger, "unpaid": &cfg.Unpaid} {
		if *b, err = db.Bucket(t.Context(), name, store.Strict); err != nil {
			t.Fatal(err)
		}
	}
	return New(cfg), r
}

func cake(by, key string) Payment {
	return Payment{User: by, Key: key, Room: 7, To: "anna", Gift: "cake", Count: 1, Coins: 30}
}

// balanced compares wallet and ledger of a user with what was told.
func (b *Bank) balanced(t *testing.T, r *rooms, user string, spent int64) {
	t.Helper()
	w, _, err := b.Wallet(t.Context(), user)
	if err != nil || w.Open != nil || w.Spent != spent || w.Balance != 1000-spent {
		t.Errorf("%s has %+v, %v, want %d spent", user, w, err, spent)
	}
	list, err := b.cfg.Ledger.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for _, e := range list {
		var p Payment
		if err := json.Unmarshal(e.Value, &p); err != nil {
			t.Fatal(err)
		}
		if p.User == user && p.State == Told {
			sum += p.Coins
			if r.told[e.Key] != 1 {
				t.Errorf("%s told %d times", p.Key, r.told[e.Key])
			}
		}
	}
	if sum != spent {
		t.Errorf("%d told by the ledger, %d spent", sum, spent)
	}
}
