package server

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"

	"onair/room"
)

// BenchmarkEnterAndLeave measures a viewer's entry and exit, applied, stored
// and told, in rooms of several sizes whose members have no connection.
func BenchmarkEnterAndLeave(b *testing.B) {
	for _, size := range []int{100, 1000, 5000} {
		cfg := testConfig(b.TempDir())
		cfg.Logger = slog.New(slog.DiscardHandler)
		s, err := newServer(cfg, newFakeRelay)
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		h, err := s.rooms.open(1)
		if err != nil {
			b.Fatal(err)
		}
		enter := func(id string) {
			sess := &session{srv: s, user: id}
			if err := h.do(ctx, op{cmd: room.Enter{By: room.User{ID: id, Name: "a name of " + id}}, sess: sess}); err != nil {
				b.Fatal(err)
			}
		}
		if err := h.do(ctx, op{cmd: room.Create{Room: 1, By: room.User{ID: "anna"}, Rules: cfg.Limits.withDefaults().rules()}}); err != nil {
			b.Fatal(err)
		}
		for i := range size {
			enter(fmt.Sprint("u", i))
		}
		turn := func(id string) {
			enter(id)
			if err := h.do(ctx, op{cmd: room.Leave{By: id}}); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprintf("one by one in %d", size), func(b *testing.B) {
			for b.Loop() {
				turn("x")
			}
		})
		b.Run(fmt.Sprintf("64 at once in %d", size), func(b *testing.B) {
			var n atomic.Int64
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				id := fmt.Sprint("y", n.Add(1))
				for pb.Next() {
					turn(id)
				}
			})
		})
		cancel()
		<-done
		s.Close()
	}
}
