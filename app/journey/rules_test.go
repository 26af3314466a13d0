package journey

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
)

var screens = map[model.Screen]string{model.ScreenWelcome: "welcome", model.ScreenLobby: "lobby", model.ScreenSetup: "set-up",
	model.ScreenOnAir: "on air", model.ScreenWatching: "watching"}

var here, _ = address.Parse("here")

// at is a state on a screen, in which room 3 is being opened and nothing else waits.
func at(screen model.Screen) State {
	s := State{Memo: Memo{Opens: 3, SignIns: 2, KeyOf: 7, Key: liveroom.RoomKey{Invite: "x"}, Next: Next{Watch: true, Room: 9}}}
	s.Screen, s.Me = screen, model.User{ID: "me"}
	s.Lobby.Opening, s.Lobby.Typed = 3, "3"
	s.Live.Likes.Total = 5
	s.Watching.Room.ID, s.Watching.Phase = 3, model.WatchPlaying
	s.Words.Words = []string{"x"}
	s.Welcome.Recent = []string{"a", "b"}
	return s
}

func names(effects []Effect) (out []string) {
	for _, e := range effects {
		out = append(out, reflect.TypeOf(e).Name())
	}
	return out
}

// row is the screen that an event leads to, "=" for the same, its effects, and what it
// is that is opened then.
type row struct {
	event   Event
	to      string
	effects string
	opening uint32
}

// TestEveryEventOnEveryScreen.
func TestEveryEventOnEveryScreen(t *testing.T) {
	f, private := &model.Failure{Code: model.FailureNoRoom}, &model.Failure{Code: model.FailurePrivate}
	rows := []row{
		{WantSignIn{model.SignInForm{UserID: "me"}}, "=", "SignIn", 3},
		{WantServer{"there", Next{}}, "=", "SignIn", 3},
		{Forget{"a"}, "=", "KeepRecent", 3},
		{WantSignOut{}, "=", "SignOut", 0},
		{SignedIn{Number: 2, Form: model.SignInForm{Server: "there"}}, "lobby", "", 0},
		{SignedIn{Number: 1}, "=", "", 3}, // another was asked for
		{SignInFailed{Number: 2, Failure: f}, "=", "", 3},
		{SignInFailed{Number: 2, Out: true}, "welcome", "", 3},
		{Continue{}, "=", "Open", 9},
		{SignedOut{f}, "welcome", "", 0},
		{WantRoom{5}, "=", "Open", 5},
		{HaveKey{5, liveroom.RoomKey{}}, "=", "", 3},
		{KeyUsed{}, "=", "", 3},
		{WantLink{Text: "rubbish"}, "=", "", 3},
		{WantLink{Text: "77"}, "=", "Open", 77},
		{WantLink{Text: "onair://there/77", Own: []address.Server{here}}, "=", "SignIn", 3},
		{TakeLink{Text: "rubbish"}, "=", "", 3},
		{Opened{3}, "=", "", 0},
		{Opened{2}, "=", "", 3}, // another was asked for
		{NotOpened{Number: 3, Failure: f}, "=", "FadeOut", 0},
		{NotOpened{Number: 3, Failure: private}, "=", "FadeOut", 0},
		{NotOpened{Number: 3}, "=", "", 0}, // the user gave up
		{NotOpened{Number: 2, Failure: f, Still: true}, "=", "FadeOut", 3},
		{LeaveRoom{}, "lobby", "Leave", 0},
		{Left{}, "=", "", 3},
		{WantSetup{}, "=", "Prepare", 0},
		{OwnFound{liveroom.RoomInfo{RoomID: 8}}, "=", "", 3},
		{ToSetup{6}, "set-up", "", 3},
		{LeaveSetup{}, "lobby", "ClosePreview", 3},
		{WantLive{}, "=", "GoLive", 3},
		{LiveTried{f}, "=", "", 3},
		{WantEnd{}, "=", "EndLive", 3},
		{CloseSummary{}, "lobby", "ReadLobby", 3},
	}
	for _, r := range rows {
		for screen, name := range screens {
			t.Run(fmt.Sprintf("%T on %s", r.event, name), func(t *testing.T) {
				before, kept := at(screen), at(screen)
				after, effects := reduce(before, r.event)
				want := r.to
				if want == "=" {
					want = name
				}
				if got := screens[after.Screen]; got != want {
					t.Errorf("leads to %s, want %s", got, want)
				}
				if got := strings.Join(names(effects), " "); got != r.effects {
					t.Errorf("effects %q, want %q", got, r.effects)
				}
				if after.Lobby.Opening != r.opening {
					t.Errorf("opens %d, want %d", after.Lobby.Opening, r.opening)
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}

// TestARoomThatIsNotOpenedLeavesItsScreen, where that is still on it.
func TestARoomThatIsNotOpenedLeavesItsScreen(t *testing.T) {
	for screen := range screens {
		s, _ := reduce(at(screen), NotOpened{Number: 3, Still: true})
		if watched := screen == model.ScreenWatching; (s.Screen == model.ScreenLobby) != (watched || screen == model.ScreenLobby) {
			t.Errorf("%s leads to %s", screens[screen], screens[s.Screen])
		}
	}
}

// TestNothingOfAServerIsKept after its session, neither signed out nor elsewhere.
func TestNothingOfAServerIsKept(t *testing.T) {
	for _, e := range []Event{SignedOut{}, SignedIn{Number: 2, Me: model.User{ID: "other"}}} {
		s, _ := reduce(at(model.ScreenWatching), e)
		if s.Me.ID == "me" || s.Live.Likes.Total != 0 || s.Watching.Room.ID != 0 || len(s.State.Words.Words) != 0 || s.Lobby.Typed != "3" {
			t.Errorf("%T: %+v", e, s)
		}
	}
}

// TestALinkFromOutside takes nothing from a user who is live or on stage.
func TestALinkFromOutside(t *testing.T) {
	link := TakeLink{"onair://here/77", []address.Server{here}}
	stage := at(model.ScreenWatching)
	stage.Live.CoAnchor.Phase = model.JoinOnStage
	same := at(model.ScreenWatching)
	same.Watching.Room.ID = 77
	for name, c := range map[string]struct {
		s       State
		effects []string
	}{
		"on air":           {at(model.ScreenOnAir), []string{"Tell"}},
		"on stage":         {stage, []string{"Tell"}},
		"not signed in":    {at(model.ScreenWelcome), []string{"SignIn"}},
		"in the same room": {same, nil},
		"watching another": {at(model.ScreenWatching), []string{"Open"}},
		"in the set-up":    {at(model.ScreenSetup), []string{"ClosePreview", "Open"}},
		"in the lobby":     {at(model.ScreenLobby), []string{"Open"}},
	} {
		s, effects := reduce(c.s, link)
		if !slices.Equal(names(effects), c.effects) || s.Raised != 1 {
			t.Errorf("%s: %q", name, names(effects))
		}
	}
	s, effects := reduce(at(model.ScreenLobby), TakeLink{"onair://there/77", []address.Server{here}})
	if in, ok := effects[0].(SignIn); !ok || in.Form.Server != "there" || s.Memo.Next != (Next{Watch: true, Room: 77}) || s.Memo.KeyOf != 77 {
		t.Errorf("elsewhere: %+v %+v", effects, s.Memo)
	}
}

// TestTheCommandLineIsFollowedOnce.
func TestTheCommandLineIsFollowedOnce(t *testing.T) {
	s := at(model.ScreenLobby)
	s.Memo.Next = Next{Live: true, Room: 42}
	s, effects := reduce(s, Continue{})
	if got := names(effects); !slices.Equal(got, []string{"Prepare", "GoLive"}) || s.Setup.RoomNumber != 42 || !s.Setup.Going {
		t.Errorf("%q, room %d", got, s.Setup.RoomNumber)
	}
	if _, effects = reduce(s, WantLive{}); len(effects) != 0 {
		t.Error("goes live twice")
	}
	if _, effects = reduce(s, Continue{}); len(effects) != 0 {
		t.Error("followed twice")
	}
}
