package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"onair/room"
	"onair/server/buckets"
	"onair/server/secret"
	"onair/server/sessions"
	"onair/server/store"
	"onair/server/wallet"
)

// BenchmarkStart measures New and the way to the first answer on a data folder
// with a long past: a million wallets, users and rooms that have ended, 100,000
// sessions that have, and a few rooms that live; after a clean end and after a kill.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	began := time.Now()
	longPast(b, dir, 1_000_000, 100_000)
	b.Logf("folder made in %v", time.Since(began).Round(time.Second))
	killed := b.TempDir()
	startOnce(b, dir, func() { copyInto(b, dir, killed) })
	for _, k := range []struct{ name, dir string }{{"after a clean end", dir}, {"after a kill", killed}} {
		b.Run(k.name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				from := k.dir
				if k.dir == killed { // each time as it was left
					from = b.TempDir()
					copyInto(b, killed, from)
				}
				b.StartTimer()
				d := startOnce(b, from, func() { b.StopTimer() })
				b.StartTimer()
				b.ReportMetric(float64(d.Milliseconds()), "ms-to-ready")
			}
		})
	}
}

// startOnce starts a server until it is ready, calls then, and stops it.
func startOnce(b *testing.B, dir string, then func()) time.Duration {
	b.Helper()
	cfg := testConfig(dir)
	cfg.Logger = slog.New(slog.DiscardHandler)
	began := time.Now()
	s, err := newServer(cfg, newFakeRelay)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	for !s.ready.Load() {
		time.Sleep(time.Millisecond)
	}
	took := time.Since(began)
	then()
	cancel()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	s.Close()
	return took
}

func copyInto(b *testing.B, from, to string) {
	if err := os.RemoveAll(to); err != nil {
		b.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		b.Fatal(err)
	}
	for _, f := range []string{KeyFile, "local.token"} {
		if err := os.Chmod(to+"/"+f, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// longPast makes the folder.
func longPast(b *testing.B, dir string, many, past int) {
	b.Helper()
	ctx := b.Context()
	db, err := store.Open(ctx, dir, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	bucket := func(name string) *store.Bucket {
		k, err := db.Bucket(ctx, name, buckets.Layouts[name]...)
		if err != nil {
			b.Fatal(err)
		}
		return k
	}
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	user := func(i int) string { return fmt.Sprintf("guest-%09d", i) }
	wallet, err := json.Marshal(wallet.Wallet{Balance: 970, Spent: 30, Open: &wallet.Payment{User: user(1), Key: secret.Hex(8), Room: 77, To: user(2), Gift: "cake", Count: 1, Coins: 30, State: wallet.Paid}})
	must(err)
	profile, err := json.Marshal(map[string]string{"name": "A usual name", "guest": sessions.Hash("x")})
	must(err)
	fill := func(name string, n int, value []byte) {
		must(bucket(name).Fill(ctx, n, func(i int) store.Entry { return store.Entry{Key: user(i), Value: value} }))
	}
	fill("wallets", many, wallet)
	fill("users", many, profile)
	kept := bucket("sessions")
	must(kept.Fill(ctx, past, func(i int) store.Entry { return store.Entry{Key: user(i), Value: []byte(`{"id":"1","hash":"2"}`)} }))
	must(kept.Fill(ctx, 0, nil)) // and all of them gone
	must(bucket("unpaid").Put(ctx, "wallets.scanned", []byte{1}))
	rooms := bucket("rooms")
	for i := range many / 1000 { // a thousand at once live and end
		var puts []store.Entry
		var keys []string
		for j := range 1000 {
			key := entry(uint32(100 + i*1000 + j))
			puts, keys = append(puts, store.Entry{Key: key, Value: []byte(`{"id":1}`)}), append(keys, key)
		}
		must(rooms.Batch(ctx, puts, keys))
	}
	now := time.Now()
	for i := range uint32(20) {
		st, _, err := room.Apply(room.State{}, room.Create{Room: i + 1, By: room.User{ID: user(int(i))}, Rules: room.DefaultRules()}, now)
		must(err)
		core, err := st.EncodeCore()
		must(err)
		must(rooms.Put(ctx, entry(i+1), core))
	}
}
