package model

import (
	"slices"
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
		{"the anchor over a co-anchor", Live{Role: RoleAnchor}, "guest", Powers{MuteChat: true, Remove: true, Ban: true, MakeHelper: true, TakeOffStage: true, MuteGuest: true}},
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

func TestSharesAndPlacesOfPoints(t *testing.T) {
	pk := func(scores ...int64) (p PK) {
		for _, n := range scores {
			p.Sides = append(p.Sides, PKSide{Score: n})
		}
		return p
	}
	for _, c := range []struct {
		pk     PK
		shares []float64
		places []int
	}{
		{PK{}, []float64{}, nil}, {pk(0, 0), []float64{0.5, 0.5}, []int{1, 1}}, {pk(30, 10), []float64{0.75, 0.25}, []int{1, 2}},
		{pk(0, 5), []float64{0, 1}, []int{2, 1}}, {pk(10, 20, 10), []float64{0.25, 0.5, 0.25}, []int{2, 1, 2}},
	} {
		if got := c.pk.Shares(); !slices.Equal(got, c.shares) {
			t.Errorf("%v: shares %v", c.pk.Sides, got)
		}
		for i, want := range c.places {
			if got := c.pk.Place(i); got != want {
				t.Errorf("%v: side %d has place %d", c.pk.Sides, i, got)
			}
		}
	}
}

func TestOlderLinesComeFirstAndStay(t *testing.T) {
	c := Chat{Older: true, Reading: true}.With(ChatLine{ID: 10, Seq: 5}, ChatLine{ID: 11, Kind: ChatCame})
	if c.OldestSeq() != 5 {
		t.Errorf("the oldest is %d", c.OldestSeq())
	}
	c = c.WithOlder([]ChatLine{{ID: 7, Seq: 3}, {ID: 8, Seq: 4}}, true)
	if c.OldestSeq() != 3 || c.Reading || !c.Older || len(c.Lines) != 4 {
		t.Errorf("after reading: %+v", c)
	}
	for i := range MaxChatLines - 2 {
		c = c.With(ChatLine{ID: uint64(12 + i), Seq: uint64(6 + i)})
	}
	if c.Lines[0].Seq != 3 {
		t.Error("what was read in went at once")
	}
	if c = c.WithOlder(nil, false); c.Older {
		t.Error("there is nothing older any more")
	}
	if c = c.WithOlder(make([]ChatLine, MaxChatPaged), true); c.Older {
		t.Error("reading never ends")
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

func TestWhoMayDeleteAndPinALine(t *testing.T) {
	helper := map[string]Standing{"hal": {Helper: true}}
	by := func(user string, role Role, helped bool) ChatLine {
		return ChatLine{Kind: ChatText, Seq: 1, User: User{ID: user}, Role: role, Helper: helped}
	}
	mine := by("me", RoleAudience, false)
	mine.Mine = true
	for _, c := range []struct {
		name     string
		live     Live
		line     ChatLine
		del, pin bool
	}{
		{"a viewer", Live{}, by("ben", RoleAudience, false), false, false},
		{"a viewer's own", Live{}, mine, true, false},
		{"a guest", Live{Role: RoleCoAnchor}, by("ben", RoleAudience, false), false, false},
		{"the anchor", Live{Role: RoleAnchor}, by("hal", RoleAudience, true), true, true},
		{"a helper", Live{Helper: true}, by("ben", RoleCoAnchor, false), true, true},
		{"a helper, the anchor's", Live{Helper: true}, by("anna", RoleAnchor, false), false, true},
		{"a helper, a helper's", Live{Helper: true}, by("hal", RoleAudience, true), false, true},
		{"a helper, one who is a helper now", Live{Helper: true, Standings: helper}, by("hal", RoleAudience, false), false, true},
		{"a gift", Live{Role: RoleAnchor}, ChatLine{Kind: ChatGift, Seq: 1}, false, false},
		{"not the server's", Live{Role: RoleAnchor}, ChatLine{Kind: ChatText}, false, false},
	} {
		if del, pin := c.live.MayDelete(c.line), c.live.MayPin(c.line); del != c.del || pin != c.pin {
			t.Errorf("%s: delete %v, pin %v", c.name, del, pin)
		}
	}
}

func TestDeletedLinesDoNotComeBack(t *testing.T) {
	c := Chat{}.With(ChatLine{ID: 5, Seq: 5}, ChatLine{ID: 6, Seq: 6})
	c.Pinned = &ChatLine{Seq: 5}
	was := c
	c = c.Without(5).Without(4)
	if len(c.Lines) != 1 || c.Lines[0].Seq != 6 || c.Pinned != nil {
		t.Errorf("%+v", c)
	}
	if len(was.Lines) != 2 || was.Pinned == nil || was.Deleted != nil {
		t.Errorf("the chat before was changed: %+v", was)
	}
	c = c.WithOlder([]ChatLine{{ID: 3, Seq: 3}, {ID: 4, Seq: 4}}, false).With(ChatLine{ID: 7, Seq: 5})
	if len(c.Lines) != 2 || c.Lines[0].Seq != 3 || c.Lines[1].Seq != 6 {
		t.Errorf("late ones are shown: %+v", c.Lines)
	}
}
