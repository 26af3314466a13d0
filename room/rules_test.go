package room

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"
)

func TestOwnersGraceTime(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Enter{fan}, Leave{owner.ID})
	end := t0.Add(rules.HostGrace)
	if !s.AwayUntil().Equal(end) || !s.NextDeadline().Equal(end) || s.Len() != 1 {
		t.Fatalf("away until %v, deadline %v, %d members", s.AwayUntil(), s.NextDeadline(), s.Len())
	}
	if _, got := outcome(t, s, Tick{}, end.Add(-1)); got != "nothing" {
		t.Errorf("just before: %s", got)
	}
	after, got := outcome(t, s, Tick{}, end)
	if got != "Destroyed:hostGone" || after.Exists() {
		t.Errorf("at the end: %s", got)
	}
	back := play(t, s, Enter{owner})
	if !back.AwayUntil().IsZero() || !back.NextDeadline().IsZero() {
		t.Error("the deadline runs on after the owner's return")
	}
	if m, _ := back.Member(owner.ID); m.Role != Anchor {
		t.Errorf("the owner returns as %+v", m)
	}
}

func TestALostLinkEndsInLeaving(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Enter{fan}, Publish{owner.ID, "s", both}, Flow{owner.ID, "s", both},
		LinkLost{fan.ID}, LinkLost{owner.ID})
	again, _, err := Apply(s, LinkLost{fan.ID}, t0.Add(time.Minute))
	if err != nil || !again.NextDeadline().Equal(t0.Add(rules.LinkGrace)) {
		t.Errorf("a second report moves the deadline to %v, %v", again.NextDeadline(), err)
	}
	s = play(t, s, LinkBack{fan.ID})
	s, got := outcome(t, s, Tick{}, t0.Add(rules.LinkGrace))
	if want := "HostAway:owner Video:owner- Audio:owner- AnchorLeft:owner StreamEnded:owner Out:owner"; got != want {
		t.Errorf("the owner's link is gone for good: %s, want %s", got, want)
	}
	if _, in := s.Member(fan.ID); !in {
		t.Error("the viewer who came back was taken out")
	}
	if want := t0.Add(rules.LinkGrace + rules.HostGrace); !s.NextDeadline().Equal(want) {
		t.Errorf("the room ends at %v, want %v", s.NextDeadline(), want)
	}
}

func TestFullRoomStillTakesItsOwner(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Enter{fan}, Enter{guest}, Enter{alien})
	late := User{ID: "late"}
	if _, _, err := Apply(s, Enter{late}, t0); !errors.Is(err, ErrFull) {
		t.Errorf("member 5 of 4: %v", err)
	}
	s = play(t, s, Leave{owner.ID}, Enter{late})
	s = play(t, s, Enter{owner})
	if s.Len() != 5 {
		t.Errorf("%d members", s.Len())
	}
}

func TestAvailableIsWantedAndFlowing(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Publish{owner.ID, "s", both})
	steps := []struct {
		c    Command
		want string
	}{
		{Flow{owner.ID, "s", Media{Audio: true}}, "Audio:owner+"},
		{Flow{owner.ID, "s", both}, "Video:owner+"},
		{Flow{owner.ID, "s", both}, "nothing"},
		{Flow{owner.ID, "old", Media{}}, "nothing"},
		{SetMedia{owner.ID, Media{}}, "Video:owner- Audio:owner-"},
		{Flow{owner.ID, "s", Media{Video: true}}, "nothing"},
		{SetMedia{owner.ID, both}, "Video:owner+"},
		{Publish{owner.ID, "s", both}, "Video:owner-"}, // anew, as after a loss
		{Flow{owner.ID, "s", both}, "Video:owner+ Audio:owner+"},
		{Publish{owner.ID, "s2", both}, "StreamEnded:owner Video:owner- Audio:owner-"},
		{Unpublish{owner.ID}, "AnchorLeft:owner StreamEnded:owner"},
		{Flow{owner.ID, "s2", both}, "nothing"},
		{Flow{fan.ID, "s2", both}, "nothing"},
	}
	for i, k := range steps {
		var got string
		if s, got = outcome(t, s, k.c, t0); got != k.want {
			t.Errorf("step %d, %+v: %s, want %s", i, k.c, got, k.want)
		}
	}
}

func TestCreateAgainClearsTheStageAndKeepsViewers(t *testing.T) {
	on := situations(t)["on air"]
	s, _, err := Apply(on, Create{5, User{ID: owner.ID, Name: "Olga 2"}, Info{Name: "second try"}, rules}, t0)
	if err != nil || s.Len() != 3 || s.Info().Name != "second try" || s.Owner().Name != "Olga 2" {
		t.Fatalf("%v, %d members, %+v", err, s.Len(), s.Info())
	}
	if st := s.Stage(); len(st) != 1 || st[0].UserID != owner.ID || st[0].Publishing() {
		t.Errorf("stage: %+v", st)
	}
	if m, _ := s.Member(guest.ID); m.Role != Audience {
		t.Errorf("the co-anchor is %+v", m)
	}
}

func TestRestartedServerExpectsEverybodyBack(t *testing.T) {
	on := situations(t)["on air"]
	b, err := json.Marshal(on)
	if err != nil {
		t.Fatal(err)
	}
	var s State
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	later := t0.Add(time.Hour)
	s, got := outcome(t, s, Restarted{}, later)
	if got != "Video:owner- Audio:owner-" {
		t.Errorf("%s", got)
	}
	if seat, _ := s.Seat(owner.ID); !seat.Publishing() || seat.Want != both {
		t.Errorf("the owner's seat: %+v", seat)
	}
	if !s.NextDeadline().Equal(later.Add(rules.LinkGrace)) {
		t.Errorf("deadline %v", s.NextDeadline())
	}
	away := situations(t)["away"]
	away, _ = outcome(t, away, Restarted{}, later)
	if !away.AwayUntil().Equal(later.Add(rules.HostGrace)) {
		t.Errorf("the owner's grace time ends at %v", away.AwayUntil())
	}
}

func TestOperatorsCommands(t *testing.T) {
	for name, want := range map[string]string{"no room": "no such room", "live": "Destroyed:server",
		"on air": "StreamEnded:owner StreamEnded:co Destroyed:server", "away": "StreamEnded:co Destroyed:server"} {
		if _, got := outcome(t, situations(t)[name], Shut{}, t0); got != want {
			t.Errorf("%s: shut -> %s, want %s", name, got, want)
		}
	}
	for _, c := range []Command{Tick{}, Restarted{}, Flow{User: "x"}} {
		if _, got := outcome(t, State{}, c, t0); got != "no such room" {
			t.Errorf("%T without a room: %s", c, got)
		}
	}
}

func TestBadCommands(t *testing.T) {
	live := situations(t)["live"]
	for _, k := range []struct {
		s State
		c Command
	}{
		{State{}, Create{0, owner, Info{}, rules}},
		{State{}, Create{5, User{}, Info{}, rules}},
		{State{}, Create{5, owner, Info{}, Rules{}}},
		{live, Create{6, owner, Info{}, rules}},
		{live, Enter{User{}}},
		{live, Publish{owner.ID, "", both}},
	} {
		if _, _, err := Apply(k.s, k.c, t0); !errors.Is(err, ErrBadCommand) {
			t.Errorf("%+v: %v", k.c, err)
		}
	}
}

func TestMembersArePagedInOrderOfEntry(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, Rules{MaxMembers: 100}})
	for i := range 30 {
		s = play(t, s, Enter{User{ID: fmt.Sprintf("u%02d", 29-i)}})
	}
	s = play(t, s, Leave{"u20"})
	var got []string
	after := uint64(0)
	for {
		n := 0
		for m := range s.Members(after) {
			got = append(got, m.ID)
			after = m.Order
			if n++; n == 7 {
				break
			}
		}
		if n < 7 {
			break
		}
	}
	if len(got) != 30 || got[0] != owner.ID || got[1] != "u29" || got[29] != "u00" {
		t.Errorf("%d members: %v", len(got), got)
	}
}

func TestADamagedStateIsNoticed(t *testing.T) {
	b, _ := json.Marshal(situations(t)["on air"])
	var good map[string]any
	_ = json.Unmarshal(b, &good)
	for field, v := range map[string]any{"owner": map[string]any{"id": "fan"}, "awayUntil": t0, "nextOrder": 1,
		"members": []any{}, "stage": []any{}} {
		bad := map[string]any{}
		for k, x := range good {
			bad[k] = x
		}
		bad[field] = v
		b, _ := json.Marshal(bad)
		if err := json.Unmarshal(b, new(State)); err == nil {
			t.Errorf("%s = %v was taken", field, v)
		}
	}
	var s State
	if err := json.Unmarshal(b, &s); err != nil || !reflect.DeepEqual(s.Stage(), situations(t)["on air"].Stage()) {
		t.Errorf("the sound one: %v", err)
	}
}

// TestALostPictureIsToldApart: what nobody switched off is said to be lost.
func TestALostPictureIsToldApart(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Publish{owner.ID, "s", both}, Flow{owner.ID, "s", both})
	for i, k := range []struct {
		c    Command
		lost bool
	}{
		{Flow{owner.ID, "s", Media{}}, true}, {Flow{owner.ID, "s", both}, false}, {SetMedia{owner.ID, Media{Audio: true}}, false},
		{SetMedia{owner.ID, both}, false}, {Publish{owner.ID, "s", both}, true}, {Flow{owner.ID, "s", both}, false}, {Leave{owner.ID}, true},
	} {
		next, events, err := Apply(s, k.c, t0)
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, e := range events {
			if v, is := e.(VideoAvailable); is {
				told = true
				if v.Lost != k.lost || v.Lost && v.Available {
					t.Errorf("step %d, %+v: %+v", i, k.c, v)
				}
			}
		}
		if !told {
			t.Errorf("step %d: nothing was told", i)
		}
		s = next
	}
}
