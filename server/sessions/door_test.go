package sessions

import (
	"sync"
	"testing"
	"time"

	"onair/room"
	"onair/server/hall"
	"onair/signaling"
)

func sending() *Door { return &Door{Via: signaling.DoorWHIP, Over: func(error) {}} }

// TestWhoeverComesFirstBothHoldOneSession: an app that logs in and a program that begins
// at the same moment.
func TestWhoeverComesFirstBothHoldOneSession(t *testing.T) {
	for range 300 {
		r, _ := open(t, kept{})
		var app, program *Session
		var both sync.WaitGroup
		both.Go(func() {
			for app == nil {
				if app = r.New("anna", room.User{ID: "anna"}, nil); !r.Login(t.Context(), app) {
					app = r.TakeOver(t.Context(), room.User{ID: "anna"}, nil)
				}
			}
		})
		both.Go(func() {
			door := sending()
			for {
				if program = r.Get("anna"); program != nil && program.Hold(door) {
					return
				}
				program = r.NewAlone("anna", room.User{ID: "anna"}, nil)
				if program.Hold(door) && r.LoginIfNone(t.Context(), program) {
					return
				}
			}
		})
		both.Wait()
		if app != program || app.Over() || r.Get("anna") != app {
			t.Fatalf("app's over: %v, program's over: %v", app.Over(), program.Over())
		}
	}
}

func TestAProgramsEndSparesALoginOnItsWay(t *testing.T) {
	r, _ := open(t, kept{})
	s, door := r.NewAlone("anna", room.User{ID: "anna"}, nil), sending()
	if !s.Hold(door) || !r.LoginIfNone(t.Context(), s) {
		t.Fatal("no session")
	}
	if r.Login(t.Context(), r.New("anna", room.User{ID: "anna"}, nil)) || r.TakeOver(t.Context(), room.User{ID: "anna"}, nil) != s {
		t.Fatal("the login did not take the session over")
	}
	s.LetGo(door, time.Time{}) // the program is refused
	if r.EndAlone(t.Context(), s) || !s.Attach(newCable(), signaling.Envelope{}, signaling.ModeNew, 0, nil) {
		t.Error("the login came to nothing")
	}
	alone := r.NewAlone("ben", room.User{ID: "ben"}, nil)
	if !r.LoginIfNone(t.Context(), alone) || r.LoginIfNone(t.Context(), r.NewAlone("ben", room.User{ID: "ben"}, nil)) || !r.EndAlone(t.Context(), alone) || r.Get("ben") != nil {
		t.Error("a program's session stays")
	}
}

func TestOnlyTheClientThatAskedComesIn(t *testing.T) {
	r, _ := open(t, kept{})
	s, w := r.logIn(t, "anna")
	h := new(hall.Room)
	part, _ := s.Serves(w)
	for _, c := range []struct {
		part string
		in   bool
	}{{part, true}, {ByDoor, false}, {"", true}, {"of before", false}} {
		s.Enter(h, c.part)
		if s.Hears() != c.in {
			t.Errorf("%q: in the room %v", c.part, s.Hears())
		}
	}
	if s.Visit("of before", true) || s.Hears() || !s.Visit(part, true) || !s.Hears() {
		t.Error("another client came in")
	}
}
