package lobby

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/room"
	"onair/signaling"
)

// watching is a session that notes what it is told.
type watching struct {
	user string
	off  bool
	told []string
}

func (w *watching) User() string   { return w.user }
func (w *watching) Watching() bool { return !w.off }

func (w *watching) PostList(ev *signaling.Event) {
	if w.off {
		return
	}
	var list signaling.RoomListEvent
	if err := json.Unmarshal(ev.Data(), &list); err != nil {
		w.told = append(w.told, err.Error())
		return
	}
	for _, r := range list.Changed {
		w.told = append(w.told, fmt.Sprint(r.RoomID, r.RoomName))
	}
	for _, id := range list.Removed {
		w.told = append(w.told, fmt.Sprint(id, " gone"))
	}
}

// made is a room of anna's; a private one has a key.
func made(t *testing.T, id uint32, name string, private bool) room.State {
	t.Helper()
	c := room.Create{Room: id, By: room.User{ID: "anna"}, Info: room.Info{Name: name}, Rules: room.DefaultRules()}
	var cmd room.Command = c
	if private {
		cmd = room.OpenPrivate{Reopen: room.Reopen{Create: c}, Key: room.Key{Passcode: "1234", Invite: "abcdefghijklmnopqrst"}}
	}
	st, _, err := room.Apply(room.State{}, cmd, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// run shows rooms one after the other and returns what each user was told.
func run(t *testing.T, shown []map[uint32]room.State, all ...*watching) {
	synctest.Test(t, func(t *testing.T) {
		now := map[uint32]room.State{}
		l := New(Config{Room: func(id uint32) room.State { return now[id] }, Each: func(f func(Watcher)) {
			for _, w := range all {
				f(w)
			}
		}})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { l.Run(ctx); close(done) }()
		for _, rooms := range shown {
			for id, st := range rooms {
				now[id] = st
				l.Touch(id)
			}
			time.Sleep(2 * pace)
			synctest.Wait() // what was told has read the rooms
		}
		cancel()
		<-done
	})
}

func TestChangesAreToldOnceToWhoWatches(t *testing.T) {
	a, b := &watching{user: "ben"}, &watching{user: "carl", off: true}
	one := made(t, 1, "one", false)
	run(t, []map[uint32]room.State{{1: one}, {1: one}, {1: made(t, 1, "two", false)}, {1: {}}, {1: {}}, {2: {}}}, a, b)
	if want := []string{"1one", "1two", "1 gone", "1 gone", "2 gone"}; !slices.Equal(a.told, want) || b.told != nil {
		t.Errorf("told %q, want %q; and who does not watch %q", a.told, want, b.told)
	}
}

func TestAPrivateRoomIsToldToWhomItLetsIn(t *testing.T) {
	in, out := &watching{user: "anna"}, &watching{user: "ben"}
	private := made(t, 1, "secret", true)
	run(t, []map[uint32]room.State{{1: private}, {1: private}, {1: made(t, 1, "open", false)}, {1: private}, {1: {}}}, in, out)
	if want := []string{"1secret", "1open", "1secret", "1 gone"}; !slices.Equal(in.told, want) {
		t.Errorf("who is let in was told %q, want %q", in.told, want)
	}
	if want := []string{"1open", "1 gone"}; !slices.Equal(out.told, want) {
		t.Errorf("the other was told %q, want %q", out.told, want)
	}
}
