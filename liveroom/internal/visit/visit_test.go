package visit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stay"
	"onair/signaling"
)

const room = 7

// log is what visits asked of whoever made them, in order.
type log struct{ asked []string }

func (l *log) say(what string) func() { return func() { l.asked = append(l.asked, what) } }

// inside is a user in a room of anna's, who publishes; nobody is logged in.
func inside(t *testing.T) (*Visits, *log) {
	t.Helper()
	l := &log{}
	number := uint64(0)
	quiet := slog.New(slog.DiscardHandler)
	v := New(Config{
		Session: session.New(session.Config{Log: quiet}), Log: quiet,
		Begin: func() uint64 { number++; return number },
		Tell: func(visit uint64, told []stay.Told) {
			for _, e := range told {
				if l.say(e.Kind)(); visit != number && e.Kind != signaling.EventFollowLive {
					t.Errorf("%s is told of visit %d in %d", e.Kind, visit, number)
				}
			}
		},
		Entered: func(uint64, time.Duration) { l.say("entered")() },
		Lost:    func(uint64) { l.say("lost")() },
		Take: func() func() {
			l.say("take")()
			return l.say("stop")
		},
		SeatLost: l.say("seat lost"), Stage: l.say("stage"), Renew: func(*signaling.KeptMedia) { l.say("renew")() }, Back: l.say("back"),
		Steady: func(on bool) { l.say(fmt.Sprint("steady ", on))() }, Picture: func(signaling.PlayQualityEvent) { l.say("picture")() },
		Go:   func(f func(context.Context)) { f(t.Context()) },
		Turn: func(context.Context) (func(), error) { return nil, errors.New("closed") },
	})
	v.Begin(snapshot(), signaling.RoomParam{Quality: 3}, time.Now())
	want := []string{"entered", signaling.EventAnchorEnter, signaling.EventPKState, "stage"}
	if !slices.Equal(l.asked, want) {
		t.Errorf("entering: %q, want %q", l.asked, want)
	}
	l.asked = nil
	return v, l
}

func snapshot() *signaling.Snapshot {
	return &signaling.Snapshot{
		Room:    signaling.RoomInfo{RoomID: room, OwnerID: "anna", Live: true},
		Anchors: []signaling.Anchor{{User: signaling.User{UserID: "anna"}}},
		PK:      &signaling.PKInfo{},
	}
}

func TestWhatIsDoneAfterWhatTheServerSays(t *testing.T) {
	for _, x := range []struct {
		kind, data string
		want       []string
		out        bool // of the room
	}{
		{signaling.EventAnchorEnter, `{"roomId":7,"user":{"userId":"bob"}}`, []string{signaling.EventAnchorEnter, "stage"}, false},
		{signaling.EventKickoutJoinAnchor, `{"roomId":7}`, []string{signaling.EventKickoutJoinAnchor, "seat lost"}, false},
		{signaling.EventSteady, `{"roomId":7,"on":true}`, []string{"steady true"}, false},
		{signaling.EventSteady, `{"roomId":8,"on":true}`, nil, false}, // of a room that was left
		{signaling.EventFollowLive, `{"roomId":9}`, []string{signaling.EventFollowLive}, false},
		{signaling.EventRoomDestroy, `{"roomId":7}`, []string{signaling.EventAnchorExit, signaling.EventRoomDestroy, "take", "stop"}, true},
		{signaling.EventRoomDestroy, `{"roomId":8}`, nil, false},
		{signaling.EventRoomDestroy, `no JSON`, nil, false},
	} {
		v, l := inside(t)
		v.Hear(signaling.Envelope{Type: x.kind, Data: []byte(x.data)})
		if !slices.Equal(l.asked, x.want) || v.Place().In == x.out {
			t.Errorf("%s %s: %q, want %q; in a room %v", x.kind, x.data, l.asked, x.want, v.Place().In)
		}
	}
}

func TestASessionThatCameBack(t *testing.T) {
	other := snapshot()
	other.Room.RoomID = 8
	for _, x := range []struct {
		name  string
		reply signaling.LoginReply
		want  []string
	}{
		{"nothing was missed", signaling.LoginReply{Mode: signaling.ModeReplay}, nil},
		{"at another node", signaling.LoginReply{Mode: signaling.ModeReplay, Moved: true}, []string{"renew"}},
		{"with the room as it is", signaling.LoginReply{Mode: signaling.ModeSnapshot, Room: snapshot()}, []string{signaling.EventRoomInfoChanged, "renew"}},
		{"in another room, and closing", signaling.LoginReply{Mode: signaling.ModeSnapshot, Room: other}, nil},
		{"a new one, and closing", signaling.LoginReply{Mode: signaling.ModeNew}, nil},
	} {
		v, l := inside(t)
		if v.Resumed(x.reply); !slices.Equal(l.asked, x.want) {
			t.Errorf("%s: %q, want %q", x.name, l.asked, x.want)
		}
	}
}

func TestLeavingCountsHereWhateverTheServerSays(t *testing.T) {
	v, l := inside(t)
	if p := v.Place(); p.Room.RoomID != room || p.Quality != 3 || p.Owner {
		t.Errorf("%+v", p)
	}
	if on, _, _ := v.OnStage("anna"); !on {
		t.Error("anna is not on stage")
	}
	if err := v.Leave(t.Context(), signaling.TypeExitRoom, nil); !errors.Is(err, session.ErrNone) {
		t.Errorf("leaving: %v", err)
	}
	if want := []string{"take", "stop"}; !slices.Equal(l.asked, want) || v.Place().In {
		t.Errorf("%q, want %q; in a room %v", l.asked, want, v.Place().In)
	}
	if err := v.Leave(t.Context(), signaling.TypeExitRoom, nil); !errors.Is(err, ErrOutside) {
		t.Errorf("leaving again: %v", err)
	}
	v.SetLive(true) // changes nothing outside
	v.ChangeParam(func(*signaling.RoomParam) { t.Error("there is nothing to change") })
	v.Inside(func(*stay.Stay) { t.Error("the user is inside") })
	if on, _, _ := v.OnStage("anna"); on {
		t.Error("anna is on stage of no room")
	}
}
