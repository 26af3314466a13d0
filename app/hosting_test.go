package app

import (
	"context"
	"testing"
	"time"

	"onair/app/model"
)

// TestOthersOnTheServerAreKnownAndToldOfItsEnd: people on other machines use the
// server inside the first window.
func TestOthersOnTheServerAreKnownAndToldOfItsEnd(t *testing.T) {
	d := newDesk(t)
	a := d.window(func(o *Options) { o.User = "anna" })
	until(t, a, "the lobby", onScreen(model.ScreenLobby))
	if h := a.Hosted(); len(h) != 0 {
		t.Errorf("nobody is there: %+v", h)
	}
	elsewhere := func(user string, start Start) *App {
		return newDesk(t).window(func(o *Options) {
			o.Server, o.User, o.Nickname, o.Start, o.RoomNumber, o.Room, o.Title = d.addr, user, user, start, 77, 77, "Bread"
		})
	}
	b := elsewhere("bob", StartLive)
	until(t, b, "being on air", onScreen(model.ScreenOnAir))
	c := elsewhere("carol", StartWatch)
	until(t, c, "the picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })

	h := a.Hosted()
	if len(h) != 1 || h[0].ID != 77 || h[0].Title != "Bread" || h[0].Host.ID != "bob" || !h[0].Live || len(h[0].People) != 2 {
		t.Fatalf("%+v", h)
	}
	a.Close()
	gone := func(s model.State) bool { return s.Connection.ServerGone }
	until(t, b, "the host to know", gone)
	until(t, c, "the viewer to know", gone)
}

// TestSigningOutEndsTheOwnLive for viewers, at once: the window goes, its server
// stays.
func TestSigningOutEndsTheOwnLive(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 78)
	b := d.watch("bob", 78)
	until(t, b, "the picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	a.KeepServing(func() {})
	s := until(t, b, "the end", func(s model.State) bool {
		return s.Watching.Phase == model.WatchEnded || s.Watching.Phase == model.WatchHostAway
	})
	if s.Watching.Phase != model.WatchEnded {
		t.Errorf("phase %d: the viewer waits for a host who has gone", s.Watching.Phase)
	}
}

// TestAServerWithoutAWindowEndsWhenNobodyUsesIt for a minute, and not at a short
// break.
func TestAServerWithoutAWindowEndsWhenNobodyUsesIt(t *testing.T) {
	start := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		used string // each lookEvery: u used, . not
		end  int    // the look at which it ends; -1: it goes on
	}{
		{"uuuuuuuuuuuuuuuuuuuu", -1},
		{".............", 12},
		{"uu.............", 14},
		{"...........u............", -1},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		ticks := make(chan time.Time)
		end := make(chan bool, 1)
		looks := 0
		go func() {
			end <- waitAlone(ctx, ticks, func() bool { looks++; return c.used[looks-1] == 'u' })
		}()
		ended := -1
		for i := range c.used {
			select {
			case ticks <- start.Add(time.Duration(i) * lookEvery):
			case over := <-end:
				end <- over
			}
		}
		cancel()
		if <-end {
			ended = looks - 1
		}
		if ended != c.end {
			t.Errorf("%s: ends at look %d, want %d", c.used, ended, c.end)
		}
	}
}
