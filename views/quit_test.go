package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// landlord is a controller with a server inside.
type landlord struct {
	*recorder
	rooms []model.HostedRoom
	alone func()
}

func (l *landlord) Hosted() []model.HostedRoom { return l.rooms }
func (l *landlord) KeepServing(alone func())   { l.add("KeepServing"); l.alone = alone }
func (l *landlord) StopServing()               { l.add("StopServing") }

// TestClosingAsksForOthers: the question names them, and the server may go on without
// the window.
func TestClosingAsksForOthers(t *testing.T) {
	bob, cleo := model.User{ID: "bob", Name: "Bob"}, model.User{ID: "cleo", Name: "Cleo"}
	l := &landlord{}
	h := newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { l.recorder = r; return l }, onScreen(model.ScreenLobby))
	l.rooms = []model.HostedRoom{{ID: 7, Title: "Bread", Host: bob, Live: true, People: []model.User{bob, cleo}}}
	h.acts.calls = nil
	h.quit()
	h.want()
	if h.Dialog() == nil {
		t.Fatal("nothing is asked")
	}
	said := ""
	walk(h.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
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
	h.want("KeepServing")
	if !h.hidden {
		t.Error("the window is not hidden")
	}
	h.reopen(l)
	h.want("StopServing")
	l.alone() // too late
	h.drain()
	h.want()

	h.quit()
	h.Dialog().Other.Tapped(nil)
	h.acts.calls = nil
	l.alone()
	h.drain()
	h.want("Quit")
}

// TestClosingAloneAsksNothing in the lobby.
func TestClosingAloneAsksNothing(t *testing.T) {
	l := &landlord{}
	h := newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { l.recorder = r; return l }, onScreen(model.ScreenLobby))
	h.acts.calls = nil
	h.quit()
	h.want("Quit")
}

// TestEnterEndsNothingUnasked: the answer that is marked when the window is to be closed
// is the one after which everything goes on.
func TestEnterEndsNothingUnasked(t *testing.T) {
	l := &landlord{}
	h := newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { l.recorder = r; return l }, onScreen(model.ScreenOnAir))
	h.acts.calls = nil
	h.quit()
	if h.Dialog() == nil || h.win.Canvas().Focused() != h.Dialog().No {
		t.Fatal("the own live: not Cancel is marked")
	}
	h.press(fyne.KeyReturn)
	h.want()
	if h.Dialog() != nil {
		t.Error("the question stays")
	}

	bob := model.User{ID: "bob", Name: "Bob"}
	l.rooms = []model.HostedRoom{{ID: 7, Title: "Bread", Host: bob, Live: true, People: []model.User{bob}}}
	h.quit()
	if h.Dialog() == nil || h.win.Canvas().Focused() != h.Dialog().Other {
		t.Fatal("others' lives: not the server's going on is marked")
	}
	h.press(fyne.KeyReturn)
	h.want("KeepServing")
}
