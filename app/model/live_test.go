package model

import (
	"testing"
	"time"
)

func TestPowersByRole(t *testing.T) {
	people := map[string]Standing{
		"host": {Role: RoleAnchor}, "guest": {Role: RoleCoAnchor}, "helper": {Helper: true}, "quiet": {ChatMuted: true},
	}
	for _, c := range []struct {
		name string
		live Live
		who  string
		want Powers
	}{
		{"a viewer has none", Live{}, "quiet", Powers{}},
		{"the anchor over a viewer", Live{Role: RoleAnchor}, "viewer", Powers{MuteChat: true, Remove: true, Ban: true, MakeHelper: true, Invite: true}},
		{"the anchor over a muted viewer", Live{Role: RoleAnchor}, "quiet", Powers{Unmute: true, Remove: true, Ban: true, MakeHelper: true, Invite: true}},
		{"the anchor over a co-anchor", Live{Role: RoleAnchor}, "guest", Powers{MuteChat: true, Remove: true, Ban: true, MakeHelper: true, TakeOffStage: true}},
		{"the anchor over a helper", Live{Role: RoleAnchor}, "helper", Powers{MuteChat: true, Remove: true, Ban: true, RevokeHelper: true, Invite: true}},
		{"the anchor over themselves", Live{Role: RoleAnchor}, "me", Powers{}},
		{"a helper over a viewer", Live{Helper: true}, "viewer", Powers{MuteChat: true, Remove: true, Ban: true}},
		{"a helper over a helper", Live{Helper: true}, "helper", Powers{}},
		{"a helper over the anchor", Live{Helper: true}, "host", Powers{}},
		{"somebody invited", Live{Role: RoleAnchor, CoAnchor: CoAnchor{Invited: []Invitation{{User: User{ID: "viewer"}}}}}, "viewer",
			Powers{MuteChat: true, Remove: true, Ban: true, MakeHelper: true, CancelInvite: true}},
		{"a full stage", Live{Role: RoleAnchor, CoAnchor: CoAnchor{InviteBlocked: BlockedStageFull}}, "viewer",
			Powers{MuteChat: true, Remove: true, Ban: true, MakeHelper: true, Invite: true, InviteBlocked: BlockedStageFull}},
	} {
		c.live.Standings = people
		if got := c.live.Powers("me", c.who); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestChatKeepsTheNewestLines(t *testing.T) {
	var c Chat
	for i := range 3 {
		c = c.With(ChatLine{ID: uint64(i + 1)})
	}
	before := c
	many := make([]ChatLine, MaxChatLines-1)
	for i := range many {
		many[i].ID = uint64(i + 4)
	}
	c = c.With(many...)
	if len(c.Lines) != MaxChatLines || c.Lines[0].ID != 3 || c.Lines[len(c.Lines)-1].ID != MaxChatLines+2 {
		t.Errorf("%d lines from %d", len(c.Lines), c.Lines[0].ID)
	}
	if len(before.Lines) != 3 || before.Lines[0].ID != 1 {
		t.Error("the chat before was changed")
	}
	if got := c.With(make([]ChatLine, MaxChatLines+10)...); len(got.Lines) != MaxChatLines {
		t.Errorf("%d lines", len(got.Lines))
	}
}

func TestShareOfPoints(t *testing.T) {
	side := func(a, b int64) PK { return PK{Sides: []PKSide{{Score: a}, {Score: b}}} }
	for _, c := range []struct {
		pk   PK
		want float64
	}{{PK{}, 0.5}, {side(0, 0), 0.5}, {side(30, 10), 0.75}, {side(0, 5), 0}} {
		if got := c.pk.Share(); got != c.want {
			t.Errorf("%v: %v", c.pk.Sides, got)
		}
	}
}

func TestSecondsLeft(t *testing.T) {
	now := time.Unix(1000, 0)
	for left, want := range map[time.Duration]int{-time.Second: 0, 0: 0, time.Millisecond: 1, 30 * time.Second: 30, 1500 * time.Millisecond: 2} {
		if got := Deadline(now.Add(left), now); got != want {
			t.Errorf("%v: %d, want %d", left, got, want)
		}
	}
}
