package lobby

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"onair/app/account"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/nearby"
)

// phases of the list of rooms.
var phases = map[string]func() State{
	"empty": func() State { return State{} },
	"reading": func() State {
		s, _ := reduce(State{}, Reading{})
		return s
	},
	"loaded": func() State {
		s, _ := reduce(State{}, Reading{})
		s, _ = reduce(s, Read{Number: 1, Rooms: []liveroom.RoomInfo{{RoomID: 1, OwnerID: "bob", Live: true, MemberCount: 3}}})
		return s
	},
}

// shown is what the screens see of it.
func shown(s State) string {
	var out []string
	for _, r := range s.Lobby.Rooms {
		out = append(out, fmt.Sprintf("%d:%d", r.ID, r.Viewers))
	}
	for _, on := range []struct {
		is   bool
		name string
	}{{s.Lobby.Loaded, "loaded"}, {s.Lobby.Loading, "loading"}, {s.Lobby.Failure != nil, "failed"}, {s.Lobby.FollowsFailed, "no follows"},
		{len(s.Lobby.Followed) > 0, "followed"}, {s.Lobby.Follows["bob"], "bob"}, {s.Lobby.Fans["bob"] == 9, "fans"},
		{len(s.Lobby.Nearby) > 0, "nearby"}, {s.Memo.Here != "", "here"}} {
		if on.is {
			out = append(out, on.name)
		}
	}
	return strings.Join(out, " ")
}

// TestEveryEventInEveryPhase.
func TestEveryEventInEveryPhase(t *testing.T) {
	no := errors.New("no")
	two := []liveroom.RoomInfo{{RoomID: 2, MemberCount: 5}}
	for _, r := range []struct {
		event                  Event
		empty, reading, loaded string
		effects                string
	}{
		{Began{"http://a"}, "", "loading", "1:2 loaded", ""},
		{Reading{}, "loading", "loading", "1:2 loaded loading", ""},
		{Read{Number: 1, Rooms: two}, "2:4 loaded", "2:4 loaded", "2:4 loaded", ""},
		{Read{Number: 1, Err: no}, "failed", "failed", "1:2 loaded failed", ""},
		{Read{Number: 1, Err: no, GivenUp: true}, "", "", "1:2 loaded", ""},
		{liveroom.OnRoomListChange{Changed: two}, "2:4", "2:4 loading", "1:2 2:4 loaded", ""},
		{liveroom.OnRoomListChange{Removed: []uint32{1}}, "", "loading", "loaded", ""},
		{CoverWanted{"data:image/x"}, "", "loading", "1:2 loaded", "FetchCover"},
		{CoverWanted{"http://elsewhere/x"}, "", "loading", "1:2 loaded", ""}, // a host must not learn who looks
		{CoverRead{"data:image/x", &model.Picture{}}, "", "loading", "1:2 loaded", ""},
		{FollowsRead{Users: []liveroom.FollowedUser{{UserInfo: liveroom.UserInfo{UserID: "bob"}}}}, "followed bob", "loading followed bob", "1:2 loaded followed bob", ""},
		{FollowsRead{Err: no}, "no follows", "loading no follows", "1:2 loaded no follows", ""},
		{Followed{"bob", liveroom.FollowInfo{UserID: "bob", Following: true, Fans: 9}, nil}, "bob fans", "loading bob fans", "1:2 loaded bob fans", ""},
		{Followed{"bob", liveroom.FollowInfo{}, no}, "", "loading", "1:2 loaded", "Tell"},
		{liveroom.OnFollowLive{}, "", "loading", "1:2 loaded", ""}, // not wanted
		{Found{[]nearby.Server{{ID: "x"}}}, "nearby", "loading nearby", "1:2 loaded nearby", ""},
		{ServerIs{account.ServerInfo{ID: "x"}}, "here", "loading here", "1:2 loaded here", ""},
	} {
		for phase, want := range map[string]string{"empty": r.empty, "reading": r.reading, "loaded": r.loaded} {
			t.Run(fmt.Sprintf("%T %s", r.event, phase), func(t *testing.T) {
				before, kept := phases[phase](), phases[phase]()
				after, effects := reduce(before, r.event)
				if got := shown(after); got != want {
					t.Errorf("%q, want %q", got, want)
				}
				var names []string
				for _, e := range effects {
					names = append(names, reflect.TypeOf(e).Name())
				}
				if got := strings.Join(names, " "); got != r.effects {
					t.Errorf("effects %q, want %q", got, r.effects)
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}

// TestTheLobbyOfAnotherServerBeginsEmpty: rooms, covers and answers of the one before
// are gone.
func TestTheLobbyOfAnotherServerBeginsEmpty(t *testing.T) {
	s := phases["loaded"]()
	s, _ = reduce(s, Reading{})
	s, _ = reduce(s, CoverRead{"http://a/x", &model.Picture{}})
	s, _ = reduce(s, Began{"http://b"})
	s, _ = reduce(s, liveroom.OnRoomListChange{Changed: []liveroom.RoomInfo{{RoomID: 8, CoverURL: "http://a/x"}}})
	if len(s.Lobby.Rooms) != 1 || s.Lobby.Rooms[0].ID != 8 || s.Lobby.Rooms[0].Cover != nil {
		t.Errorf("%+v", s.Lobby.Rooms)
	}
	s, _ = reduce(s, Reading{})
	if s.Memo.Lives.Asked != 3 {
		t.Error("numbers begin anew: an old answer could be taken for a new one")
	}
}

// TestAFollowedHostIsToldWhereWanted.
func TestAFollowedHostIsToldWhereWanted(t *testing.T) {
	for _, c := range []struct{ on, blocked, want bool }{{true, false, true}, {false, false, false}, {true, true, false}} {
		var s State
		s.Settings.FollowLive, s.Blocked = c.on, map[string]bool{"bob": c.blocked}
		if _, effects := reduce(s, liveroom.OnFollowLive{User: liveroom.UserInfo{UserID: "bob"}}); (len(effects) == 1) != c.want {
			t.Errorf("%+v: %v", c, effects)
		}
	}
}
