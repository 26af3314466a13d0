package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/store"
	"onair/signaling"
)

// giver sends gifts one by one, each until it is answered, over connections that
// break now and then: on purpose, and when the server is killed.
type giver struct {
	worker
	addr, sig string
	rnd       *rand.Rand

	acked   map[string]bool
	resumed int
	err     error
}

// run sends a gift every pause until ctx ends.
func (g *giver) run(ctx context.Context, pause time.Duration) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	up := false
	for n := 0; g.err == nil; n++ {
		select {
		case <-ctx.Done():
			if up {
				g.Close()
			}
			return
		case <-tick.C:
		}
		key := fmt.Sprint("k", n)
		for !g.acked[key] && g.err == nil {
			if !up {
				if up = g.come(g.addr, g.sig) == nil; !up {
					time.Sleep(10 * time.Millisecond) // the server is down
					continue
				}
				g.resumed++
			}
			up = g.give(key)
		}
	}
}

// give sends a gift and reads its answer, but for one in five, whose connection is
// left; it is false when the connection is gone.
func (g *giver) give(key string) bool {
	err := g.say(signaling.TypeSendGift, signaling.GiftRequest{Key: key, GiftID: "cake", Count: 1})
	if err != nil || g.rnd.IntN(5) == 0 {
		g.Close()
		return false
	}
	_ = g.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		var e signaling.Envelope
		if err := g.ReadJSON(&e); err != nil {
			g.Close()
			return false
		}
		switch {
		case e.ID != uint64(g.id):
		case e.Code == 0:
			g.acked[key] = true
			return true
		case e.Code == signaling.CodeNotInRoom: // the entry of a connection before is under way still
			g.Close()
			return false
		default:
			g.err = fmt.Errorf("%s of %s: %d %s", key, g.user, e.Code, e.Desc)
			return true
		}
	}
}

// giftsOverKills has people give a gift a second each, the price of a cake, while
// the server is killed and started again, and compares what was acknowledged, what
// the ledger says, what was taken from the wallets and what the room counts.
func giftsOverKills(t testing.TB, people, kills int, life time.Duration) {
	const price, start = 30, 1_000_000
	dir := t.TempDir()
	options := []string{"--start-coins", fmt.Sprint(start), "--announce=false", "--address-rate", "100000", "--login-rate", "100000"}
	prog := startProgram(t, dir, "127.0.0.1:0", options...)
	ann := join(t, prog.addr, dir, "ann")
	ann.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var all sync.WaitGroup
	givers := make([]*giver, people)
	for i := range givers {
		id := fmt.Sprint("giver", i)
		sig, err := do(t, noEnv, "usersig", "--user", id, "--data-dir", dir)
		if err != nil {
			t.Fatal(err)
		}
		givers[i] = &giver{worker: worker{user: id}, addr: prog.addr, sig: strings.TrimSpace(sig), rnd: rand.New(rand.NewPCG(uint64(i), 1)), acked: map[string]bool{}}
		all.Go(func() { givers[i].run(ctx, time.Second) })
	}
	begin := time.Now()
	for range kills {
		time.Sleep(life)
		_ = prog.end(t, syscall.SIGKILL)
		prog = startProgram(t, dir, prog.addr, options...)
		ann.RetryNow()
	}
	time.Sleep(life)
	cancel()
	all.Wait()
	took := time.Since(begin)
	var snap signaling.Snapshot
	await.True(t, "ann is back", func() bool { return ann.Call(t.Context(), signaling.TypeGetRoom, nil, &snap) == nil })
	acked, resumed := int64(0), 0
	var failed error
	for _, g := range givers {
		acked += int64(len(g.acked)) * price
		resumed += g.resumed
		failed = errors.Join(failed, g.err)
	}
	if failed != nil {
		t.Error(failed)
	}
	ann.must(signaling.TypeGetRoom, nil, &snap)
	if err := prog.end(t, syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	told, taken := booksOf(t, dir, start)
	total := int64(0)
	for _, g := range givers {
		if n := int64(len(g.acked)) * price; told[g.user] != taken[g.user] || told[g.user] < n || told[g.user] > n+price {
			t.Errorf("%s: %d acknowledged, %d told, %d taken", g.user, n, told[g.user], taken[g.user])
		}
		total += told[g.user]
	}
	if total == 0 || snap.Coins != total {
		t.Errorf("the room counts %d coins, %d were told", snap.Coins, total)
	}
	if b, ok := t.(*testing.B); ok {
		b.ReportMetric(float64(acked/price)/took.Seconds(), "gifts/s")
		b.ReportMetric(float64(acked/price), "gifts")
		b.ReportMetric(float64(resumed), "connections")
	} else {
		t.Logf("%d kills in %v: %d gifts acknowledged over %d connections, %d coins told and taken", kills, took.Round(time.Millisecond), acked/price, resumed, total)
	}
}

// booksOf reads what the ledger says was told and what is missing from the
// wallets, by user.
func booksOf(t testing.TB, dir string, start int64) (told, taken map[string]int64) {
	t.Helper()
	st, err := store.Open(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	told, taken = map[string]int64{}, map[string]int64{}
	read := func(bucket string, each func(key string, value []byte) error) {
		b, err := st.Bucket(t.Context(), bucket, store.Strict)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := b.All(t.Context())
		for _, e := range entries {
			err = errors.Join(err, each(e.Key, e.Value))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	read("ledger", func(key string, value []byte) error {
		var p struct {
			User, State string
			Coins       int64
		}
		if err := json.Unmarshal(value, &p); err != nil {
			return err
		}
		switch p.State {
		case "told":
			told[p.User] += p.Coins
		case "refunded":
		default:
			t.Errorf("%s is %q", key, p.State)
		}
		return nil
	})
	read("wallets", func(user string, value []byte) error {
		var w struct {
			Balance, Spent int64
			Open           any
		}
		err := json.Unmarshal(value, &w)
		if taken[user] = start - w.Balance; w.Spent != taken[user] || w.Open != nil {
			t.Errorf("wallet of %s: %s", user, value)
		}
		return err
	})
	return told, taken
}

func TestGiftsAreToldOnceOverKills(t *testing.T) { giftsOverKills(t, 20, 2, 700*time.Millisecond) }

// BenchmarkGiftsOverKills has 200 people give 200 gifts a second over five kills.
func BenchmarkGiftsOverKills(b *testing.B) {
	for b.Loop() {
		giftsOverKills(b, 200, 5, 2*time.Second)
	}
}
