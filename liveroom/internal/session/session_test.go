package session

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"onair/server"
	"onair/signaling"
)

// opened is a session that is logged in to a server of its own.
func opened(t *testing.T) *Session {
	t.Helper()
	srv, err := server.New(server.Config{ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var serving sync.WaitGroup
	serving.Go(func() { srv.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		serving.Wait()
		srv.Close()
	})
	s := closed()
	sig, err := srv.SignUserSig("anna")
	if err != nil {
		t.Fatal(err)
	}
	err = s.Login(t.Context(), "http://"+srv.Addr(), signaling.LoginRequest{SDKAppID: srv.SDKAppID(), UserID: "anna", UserSig: sig})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if client := s.Forget(); client != nil {
			client.Close()
		}
	})
	return s
}

// closed is a session in which nobody is logged in.
func closed() *Session {
	return New(Config{
		Log: slog.New(slog.DiscardHandler), OnEvent: func(signaling.Envelope) {}, OnState: func(signaling.Status) {}, OnSession: func(signaling.LoginReply) {},
	})
}

func TestWithoutALoginNothingIsAsked(t *testing.T) {
	s := closed()
	ctx := t.Context()
	_, upload := s.UploadCover(ctx, nil)
	for name, err := range map[string]error{
		"Call": s.Call(ctx, signaling.TypeGetGifts, nil, nil), "Repeat": s.Repeat(ctx, signaling.TypeSendGift, nil, nil),
		"Then":  s.Then(ctx, signaling.TypeEnterRoom, nil, nil, func(error) { t.Error("Then has an answer") }),
		"Enter": s.Enter(ctx, signaling.TypeEnterRoom, nil, func(*signaling.Snapshot) { t.Error("a room was entered") }),
		"Leave": s.Leave(ctx, signaling.TypeExitRoom, nil), "Part": s.Part(ctx), "SetProfile": s.SetProfile(ctx, signaling.Profile{}),
		"Watch": s.Watch(ctx, true), "UploadCover": upload, "Open": s.Open(),
	} {
		if !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.RetryNow()
	if s.Self().UserID != "" || s.Server() != "" || s.Watching() || s.RoundTrip() != 0 || s.ClockOffset() != 0 || s.Forget() != nil {
		t.Error("somebody is logged in")
	}
}

func TestARoomThatTheServerThinksTheUserIsInIsLeftFirst(t *testing.T) {
	s := opened(t)
	var granted []uint32
	enter := func(room uint32) {
		t.Helper()
		in := signaling.CreateRoomRequest{RoomID: room, RoomParam: signaling.RoomParam{RoomName: "a room"}}
		err := s.Enter(t.Context(), signaling.TypeCreateRoom, in, func(snap *signaling.Snapshot) { granted = append(granted, snap.Room.RoomID) })
		if err != nil {
			t.Fatalf("room %d: %v", room, err)
		}
	}
	enter(5)
	enter(5) // as if the first answer was lost
	if len(granted) != 2 || granted[1] != 5 {
		t.Errorf("entered %v", granted)
	}
	var told signaling.RoomSummary
	if err := s.Leave(t.Context(), signaling.TypeDestroyRoom, &told); err != nil || told.Peak != 1 {
		t.Errorf("leaving: %v, %+v", err, told)
	}
	if err := s.Leave(t.Context(), signaling.TypeExitRoom, nil); err != nil {
		t.Errorf("leaving no room: %v", err)
	}
}

func TestWhatIsKnownOfTheLoginGoesWithIt(t *testing.T) {
	s := opened(t)
	if err := s.SetProfile(t.Context(), signaling.Profile{UserName: "Anna"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Watch(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if self := s.Self(); self.UserID != "anna" || self.UserName != "Anna" || !s.Watching() || s.Server() == "" {
		t.Errorf("%+v at %q, watching %v", self, s.Server(), s.Watching())
	}
	if err := Logout(t.Context(), s.Forget()); err != nil {
		t.Fatal(err)
	}
	if s.Self().UserID != "" || s.Watching() || s.Server() != "" || s.Open() == nil {
		t.Error("something of the login is left")
	}
}
