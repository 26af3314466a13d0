package server

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"

	"onair/room"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/signaling"
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
		h, err := s.rooms.Open(1)
		if err != nil {
			b.Fatal(err)
		}
		login := func(id string) *sessions.Session { return s.sessions.New(id, room.User{}, nil) } // its token is costly, and no part of this
		enter := func(sess *sessions.Session) {
			id := sess.User()
			if err := h.Do(ctx, hall.Op{Cmd: room.Enter{By: room.User{ID: id, Name: "a name of " + id}}, By: sess, Joins: true}); err != nil {
				b.Fatal(err)
			}
		}
		if err := h.Do(ctx, hall.Op{Cmd: room.Create{Room: 1, By: room.User{ID: "anna"}, Rules: cfg.Limits.withDefaults().rules()}}); err != nil {
			b.Fatal(err)
		}
		for i := range size {
			enter(login(fmt.Sprint("u", i)))
		}
		turn := func(sess *sessions.Session) {
			enter(sess)
			if err := h.Do(ctx, hall.Op{Cmd: room.Leave{By: sess.User()}}); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprintf("one by one in %d", size), func(b *testing.B) {
			x := login("x")
			for b.Loop() {
				turn(x)
			}
		})
		b.Run(fmt.Sprintf("64 at once in %d", size), func(b *testing.B) {
			var n atomic.Int64
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				y := login(fmt.Sprint("y", n.Add(1)))
				for pb.Next() {
					turn(y)
				}
			})
		})
		cancel()
		<-done
		s.Close()
	}
}

// BenchmarkTellingARoom measures one event to a room of 500 real connections,
// clients included, until the last has it.
func BenchmarkTellingARoom(b *testing.B) {
	const viewers = 500
	cfg := testConfig(b.TempDir())
	cfg.Logger = slog.New(slog.DiscardHandler)
	cfg.Limits = Limits{MessageRate: 1e6, MessageBurst: 1e6, MaxPerAddress: 1e6, LoginRate: 1e6, HTTPRate: 1e6, TitleRate: 1e6}
	s, err := newServer(cfg, newFakeRelay)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	defer func() { cancel(); <-done; s.Close() }()
	got := make(chan struct{}, viewers)
	dial := func(id string, on func(signaling.Envelope)) *signaling.Client {
		sig, _ := s.SignUserSig(id)
		c, err := signaling.Dial(ctx, signaling.Options{URL: "ws://" + s.Addr(), OnEvent: on,
			Login: signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: id, UserSig: sig}})
		if err != nil {
			b.Fatal(err)
		}
		return c
	}
	anna := dial("anna", nil)
	defer anna.Close()
	if err := anna.Call(ctx, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1}, nil); err != nil {
		b.Fatal(err)
	}
	for i := range viewers {
		c := dial(fmt.Sprint("u", i), func(e signaling.Envelope) {
			if e.Type == signaling.EventRoomInfoChanged {
				got <- struct{}{}
			}
		})
		defer c.Close()
		if err := c.Call(ctx, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, nil); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		n++
		if err := anna.Call(ctx, signaling.TypeSetRoomInfo, signaling.RoomParam{RoomName: fmt.Sprint("name ", n)}, nil); err != nil {
			b.Fatal(err)
		}
		for range viewers {
			<-got
		}
	}
}
