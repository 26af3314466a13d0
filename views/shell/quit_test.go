package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// landlord is a controller with a server inside.
type landlord struct {
	*viewtest.Recorder
	rooms []model.HostedRoom
	alone func()
}

func (l *landlord) Hosted() []model.HostedRoom { return l.rooms }
func (l *landlord) KeepServing(alone func())   { l.Add("KeepServing"); l.alone = alone }
func (l *landlord) StopServing()               { l.Add("StopServing") }

// TestClosingAsksForOthers: the question names them, and the server may go on without
// the window.
func TestClosingAsksForOthers(t *testing.T) {
	bob, cleo := model.User{ID: "bob", Name: "Bob"}, model.User{ID: "cleo", Name: "Cleo"}
	l := &landlord{}
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { l.Recorder = r; return l }, viewtest.On(model.ScreenLobby))
	l.rooms = []model.HostedRoom{{ID: 7, Title: "Bread", Host: bob, Live: true, People: []model.User{bob, cleo}}}
	h.Acts.Calls = nil
	h.Quit()
	h.Want()
	if h.Dialog() == nil {
		t.Fatal("nothing is asked")
	}
	said := ""
	viewtest.Walk(h.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if p, ok := o.(*kit.Para); ok {
			said += p.Text() + "\n"
		}
	})
	for _, want := range []string{"Bread", "Bob", "Cleo", "2 people"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
	h.Dialog().Other.Tapped(nil)
	h.Want("KeepServing")
	if !h.Hidden() {
		t.Error("the window is not hidden")
	}
	h.Set(func(s *model.State) { s.Raised++ })
	h.Want("StopServing")
	l.alone() // too late
	h.Drain()
	h.Want()

	h.Quit()
	h.Dialog().Other.Tapped(nil)
	h.Acts.Calls = nil
	l.alone()
	h.Drain()
	h.Want("Quit")
}

// TestClosingAloneAsksNothing in the lobby.
func TestClosingAloneAsksNothing(t *testing.T) {
	l := &landlord{}
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { l.Recorder = r; return l }, viewtest.On(model.ScreenLobby))
	h.Acts.Calls = nil
	h.Quit()
	h.Want("Quit")
}

// TestEnterEndsNothingUnasked: the answer that is marked when the window is to be closed
// is the one after which everything goes on.
func TestEnterEndsNothingUnasked(t *testing.T) {
	l := &landlord{}
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { l.Recorder = r; return l }, viewtest.On(model.ScreenOnAir))
	h.Acts.Calls = nil
	h.Quit()
	if h.Dialog() == nil || h.Win.Canvas().Focused() != h.Dialog().No {
		t.Fatal("the own live: not Cancel is marked")
	}
	h.Press(fyne.KeyReturn)
	h.Want()
	if h.Dialog() != nil {
		t.Error("the question stays")
	}

	bob := model.User{ID: "bob", Name: "Bob"}
	l.rooms = []model.HostedRoom{{ID: 7, Title: "Bread", Host: bob, Live: true, People: []model.User{bob}}}
	h.Quit()
	if h.Dialog() == nil || h.Win.Canvas().Focused() != h.Dialog().Other {
		t.Fatal("others' lives: not the server's going on is marked")
	}
	h.Press(fyne.KeyReturn)
	h.Want("KeepServing")
}

func TestClosingTheWindowOnAirAsks(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	h.Quit()
	h.Want()
	if h.Dialog() == nil {
		t.Fatal("no question")
	}
	h.Tap(h.Dialog().Yes)
	h.Want("Quit")
}
