package server

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/buckets"
	"onair/server/hall"
	"onair/server/store"
	"onair/server/wallet"
	"onair/signaling"
)

// kv is one of the server's buckets, as it is now.
func (s *testServer) kv(name string) *store.Bucket {
	s.t.Helper()
	b, err := s.store.Bucket(context.Background(), name, buckets.Layouts[name]...)
	if err != nil {
		s.t.Fatal(err)
	}
	return b
}

func cake(by, key string) wallet.Payment {
	return wallet.Payment{User: by, Key: key, Room: 7, To: "anna", Gift: "cake", Count: 1, Coins: 30, At: time.Now().UTC(), State: wallet.Paid}
}

// taken takes the coins of a gift, and nothing else: what a crash leaves behind that
// comes right after.
func (s *testServer) taken(p wallet.Payment) wallet.Payment {
	s.t.Helper()
	ctx := context.Background()
	w, revision, err := s.bank.Wallet(ctx, p.User)
	if err != nil {
		s.t.Fatal(err)
	}
	w.Balance, w.Spent, w.Open = w.Balance-p.Coins, w.Spent+p.Coins, &p
	err = s.kv("unpaid").Put(ctx, p.User, []byte("1"))
	if err == nil {
		_, err = s.kv("wallets").Update(ctx, p.User, marshal(w), revision)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// paid is taken with the ledger's entry.
func (s *testServer) paid(p wallet.Payment) wallet.Payment {
	s.t.Helper()
	s.taken(p)
	if _, err := s.kv("ledger").Update(context.Background(), wallet.Key(p.User, p.Key), marshal(p), 0); err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *testServer) present(p wallet.Payment) error {
	return giftRooms{s.rooms, s.cfg.Gifts}.Present(context.Background(), p)
}

func marshal(v any) []byte {
	b, _ := json.Marshal(v)
	return b
}

// books is what the wallets, the ledger and the room say of the gifts in a room.
type books struct {
	spent map[string]int64 // by user, of the wallets
	told  map[string]int64 // by user, of the ledger
	open  int
}

func (s *testServer) books() books {
	s.t.Helper()
	b := books{spent: map[string]int64{}, told: map[string]int64{}}
	wallets, err := s.kv("wallets").All(context.Background())
	ledger, err2 := s.kv("ledger").All(context.Background())
	if err != nil || err2 != nil {
		s.t.Fatal(err, err2)
	}
	for _, e := range wallets {
		var w wallet.Wallet
		if err := json.Unmarshal(e.Value, &w); err != nil {
			s.t.Fatal(err)
		}
		if w.Open != nil {
			b.open++
		}
		if w.Balance+w.Spent != s.cfg.StartCoins {
			s.t.Errorf("wallet of %s: %+v", e.Key, w)
		}
		if w.Spent != 0 {
			b.spent[e.Key] = w.Spent
		}
	}
	for _, e := range ledger {
		var p wallet.Payment
		if err := json.Unmarshal(e.Value, &p); err != nil {
			s.t.Fatal(err)
		}
		switch p.State {
		case wallet.Paid:
			b.open++
		case wallet.Told:
			b.told[p.User] += p.Coins
		}
	}
	return b
}

// balanced waits until no gift is open, then compares wallets, ledger, rank and
// total of a room, and what its owner was told: acknowledged ones at least.
func (s *testServer) balanced(h *hall.Room, heard map[string]int64, users []string) {
	s.t.Helper()
	var b books
	await.True(s.t, "the end of all gifts", func() bool { b = s.books(); return b.open == 0 })
	rank := map[string]int64{}
	total := int64(0)
	for _, r := range h.Current().Givers(100) {
		rank[r.User.ID] = r.Value
	}
	for _, u := range users {
		total += b.spent[u]
		if b.spent[u] != b.told[u] || b.spent[u] != rank[u] || heard != nil && heard[u] != b.spent[u] {
			s.t.Errorf("%s: %d taken, %d told in the ledger, %d in the rank, the owner heard of %d", u, b.spent[u], b.told[u], rank[u], heard[u])
		}
	}
	if coins := h.Current().Coins(); coins != total {
		s.t.Errorf("%d coins in the room, %d taken", coins, total)
	}
}

// heardCoins is what a user was told of gifts, by giver.
func (u *user) heardCoins() map[string]int64 {
	sum := map[string]int64{}
	for _, g := range u.heard(signaling.EventGift) {
		sum[g.User.UserID] += g.Gift.Coins
	}
	return sum
}

// TestGiftsOverManyConnections sends gifts of each user over several connections
// of one session, which take it from one another, while they leave and enter.
func TestGiftsOverManyConnections(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst, c.StartCoins = 1e6, 1e6, 1e6 })
	anna, _ := s.live(7, "anna")
	var wg sync.WaitGroup
	var users []string
	for n := range 40 {
		id := fmt.Sprint("u", n)
		users = append(users, id)
		wg.Go(func() {
			c := s.raw()
			c.login(s, id)
			token := s.sessions.Get(id).Token()
			for i := range 6 {
				c.send(frame(2, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7}))
				gift := frame(3, signaling.TypeSendGift, signaling.GiftRequest{Key: fmt.Sprint(i / 2), GiftID: "cake", Count: 1})
				c.send(gift)
				next := s.raw()
				if n%2 == 0 {
					c.send(frame(4, signaling.TypeExitRoom, none{}))
					c.send(gift)
				}
				next.send(frame(1, signaling.TypeResume, signaling.ResumeRequest{Token: token}))
				next.send(frame(2, signaling.TypeSendGift, signaling.GiftRequest{Key: fmt.Sprint("n", i), GiftID: "rose", Count: 3}))
				next.send(frame(3, signaling.TypeExitRoom, none{}))
				next.send(gift)
				next.reply(2)
				c = next
			}
			c.reply(3)
		})
	}
	wg.Wait()
	anna.settled(s)
	s.balanced(s.rooms.Get(7), anna.heardCoins(), users)
}

// settled waits until all gifts are at their end and the user has heard of all.
func (u *user) settled(s *testServer) {
	u.t.Helper()
	await.True(u.t, "the end of all gifts", func() bool { return s.books().open == 0 })
	u.must(signaling.TypeGetRoom, nil, nil) // answered after the events
}

// TestGiftsWhileTheStoreFails: writes are lost, or done without an answer, in an
// order that a seed decides; givers repeat, leave and come back.
func TestGiftsWhileTheStoreFails(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			odd := oddStores{}
			s := start(t, odd.before, func(c *Config) {
				c.Limits.MessageRate, c.Limits.MessageBurst, c.StartCoins = 1e6, 1e6, 1e6
			})
			stores := []*oddStore{odd["rooms"], odd["wallets"], odd["ledger"], odd["chats"], odd["unpaid"]}
			anna, v := s.live(7, "anna", "ben", "carl", "dora")
			rnd := rand.New(rand.NewPCG(seed, 1))
			var acked []string
			for i := range 60 {
				u := v[rnd.IntN(len(v))]
				switch kv := stores[rnd.IntN(len(stores))]; rnd.IntN(8) {
				case 0:
					kv.lose.Store(1 + rnd.Int32N(2))
				case 1:
					kv.stop.Store(1 + rnd.Int32N(2))
				case 2:
					_ = u.Call(t.Context(), signaling.TypeExitRoom, nil, nil)
					continue
				}
				_ = u.Call(t.Context(), signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7}, nil)
				key := fmt.Sprint(i - rnd.IntN(3)) // sometimes one of before
				if u.Call(t.Context(), signaling.TypeSendGift, signaling.GiftRequest{Key: key, GiftID: "cake", Count: 1}, nil) == nil {
					acked = append(acked, u.id+" "+key)
				}
			}
			for _, kv := range stores {
				kv.lose.Store(0)
				kv.stop.Store(0)
			}
			anna.settled(s)
			for _, key := range acked {
				id, key, _ := strings.Cut(key, " ")
				if p, _, err := s.bank.Entry(t.Context(), id, key); err != nil || p.State != wallet.Told {
					t.Errorf("acknowledged: %+v, %v", p, err)
				}
			}
			s.balanced(s.rooms.Get(7), anna.heardCoins(), []string{"ben", "carl", "dora"})
		})
	}
}

// TestAGiftToldInARoomThatEnds is noted, then the room ends before the wallet knows.
func TestAGiftToldInARoomThatEnds(t *testing.T) {
	odd := oddStores{}
	s := start(t, odd.before)
	anna, v := s.live(7, "anna", "ben")
	p := s.paid(cake("ben", "k"))
	if err := s.present(p); err != nil {
		t.Fatal(err)
	}
	odd["ledger"].stop.Store(1) // once
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	v[0].sees("gift ben", "roomDestroy owner")
	if err := s.bank.Resolve(t.Context(), "ben"); err != nil {
		t.Fatal(err)
	}
	if b := s.books(); b.open != 0 || b.spent["ben"] != 30 || b.told["ben"] != 30 {
		t.Errorf("%+v", b)
	}
}

// TestAGiftNotedBeforeACrashIsToldThoughItsGiverLeft: the room is asked first what
// it knows.
func TestAGiftNotedBeforeACrashIsToldThoughItsGiverLeft(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	_, v := s.live(7, "anna", "ben")
	p := s.paid(cake("ben", "k"))
	if err := s.present(p); err != nil {
		t.Fatal(err)
	}
	v[0].must(signaling.TypeExitRoom, nil, nil)
	s.stop()
	s = startIn(t, dir, newFakeRelay)
	await.True(t, "the server", s.ready.Load)
	s.balanced(s.rooms.Get(7), nil, []string{"ben"})
	if b := s.books(); b.spent["ben"] != 30 {
		t.Errorf("%+v", b)
	}
}
