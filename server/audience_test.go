package server

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/room"
	"onair/server/hall"
	"onair/server/reply"
	"onair/signaling"
)

// longUser has the longest profile there is, in characters that JSON likes to
// escape.
func longUser(i int) room.User {
	return room.User{ID: fmt.Sprintf("%032d", i), Name: strings.Repeat("<", signaling.MaxName), Avatar: strings.Repeat("&", signaling.MaxURL)}
}

// bareRoom is a running server with room 7, whose members have no sessions.
func bareRoom(t *testing.T, dir string) (s *Server, h *hall.Room, stop func()) {
	t.Helper()
	s, err := newServer(testConfig(dir), newFakeRelay)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		s.Close()
	})
	t.Cleanup(stop)
	if h, err = s.rooms.Open(7); err != nil {
		t.Fatal(err)
	}
	if err := h.Do(t.Context(), hall.Op{Cmd: room.Create{Room: 7, By: room.User{ID: "anna"}, Rules: s.cfg.Limits.rules()}}); err != nil {
		t.Fatal(err)
	}
	return s, h, stop
}

// copyOf is a data folder as kill -9 would leave it now.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		if err != nil { // gone meanwhile
			return nil
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		if b, err := os.ReadFile(p); err == nil {
			return os.WriteFile(filepath.Join(to, rel), b, 0o600)
		}
		return nil
	})
	return to
}

// TestTenThousandWithTheLongestProfiles fills a room, leaves without a clean end,
// and finds everybody again; one more is refused with the room's own code.
func TestTenThousandWithTheLongestProfiles(t *testing.T) {
	dir := t.TempDir()
	_, h, stop := bareRoom(t, dir)
	const full = 10000
	in := make(chan error, full)
	for i := range full - 1 {
		h.Push(hall.Op{Cmd: room.Enter{By: longUser(i)}, Done: func(_ room.State, err error) { in <- err }})
	}
	for range full - 1 {
		if err := <-in; err != nil {
			t.Fatal(err)
		}
	}
	err := h.Do(t.Context(), hall.Op{Cmd: room.Enter{By: longUser(full)}})
	if code := reply.Of(err).Code; code != signaling.CodeRoomFull {
		t.Errorf("one too many: %v", err)
	}
	after := copyOf(t, dir)
	stop()
	s := startIn(t, after, newFakeRelay) // after a clean end there is less to do
	st := s.rooms.Get(7).Current()
	if m, ok := st.Member(longUser(full - 2).ID); st.Len() != full || !ok || m.User != longUser(full-2) {
		t.Errorf("%d members after the restart", st.Len())
	}
	if l := s.store.Losses(); len(l) > 0 {
		t.Error(l)
	}
	s.stop()
}

// TestEnteredIsStored takes copies of the folder while people enter and leave, as
// kill -9 would leave it: whoever was told "entered" before, and has not asked to
// leave, is in the room.
func TestEnteredIsStored(t *testing.T) {
	dir := t.TempDir()
	_, h, _ := bareRoom(t, dir)
	for round := range 3 {
		ctx, stop := context.WithCancel(t.Context())
		busy := make(chan struct{})
		go func() { // others come and go
			defer close(busy)
			for i := 0; ctx.Err() == nil; i++ {
				u := room.User{ID: fmt.Sprint("v", i%5)}
				_ = h.Do(context.Background(), hall.Op{Cmd: room.Enter{By: u}})
				_ = h.Do(context.Background(), hall.Op{Cmd: room.Leave{By: u.ID}})
			}
		}()
		stays := fmt.Sprint("stays", round)
		if err := h.Do(t.Context(), hall.Op{Cmd: room.Enter{By: room.User{ID: stays}}}); err != nil {
			t.Fatal(err)
		}
		after := copyOf(t, dir)
		stop()
		<-busy
		again := startIn(t, after, newFakeRelay)
		for i := range round + 1 {
			if _, in := again.rooms.Get(7).Current().Member(fmt.Sprint("stays", i)); !in {
				t.Errorf("round %d: one who was told is gone", round)
			}
		}
		again.stop()
	}
}

// TestANewRoomDoesNotTakeOverTheOldOnesAudience: the number is the same, the
// audience of the room that ended was left behind by a crash.
func TestANewRoomDoesNotTakeOverTheOldOnesAudience(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	s.login("anna").create(7)
	s.login("ben").enter(7)
	st := s.rooms.Get(7).Current()
	left := fmt.Sprintf("r7.%x.1", st.Created().Add(-time.Hour).UnixNano())
	if err := s.data.Audience.Put(t.Context(), left, []byte(`{"id":"ghost","role":3,"order":1}`)); err != nil {
		t.Fatal(err)
	}
	s.stop()
	again := startIn(t, dir, newFakeRelay)
	st = again.rooms.Get(7).Current()
	if _, in := st.Member("ghost"); in || st.Len() != 2 {
		t.Errorf("%d members", st.Len())
	}
	if _, err := again.data.Audience.Get(t.Context(), left); err == nil {
		t.Error("what is left of a room that ended stays")
	}
}
