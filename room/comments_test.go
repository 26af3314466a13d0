package room

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestCommentsOffByRoleAndState(t *testing.T) {
	idle := stageSituations(t)["idle"]
	on := play(t, idle, RequestJoin{By: guest.ID}, AnswerJoin{By: owner.ID, User: guest.ID, Agree: true})
	off := play(t, on, SetComments{owner.ID, true})
	for _, k := range []struct {
		name    string
		s       State
		by      User
		command string
		chat    error
	}{
		{"on", on, owner, "InfoChanged", nil}, {"on", on, guest, "no permission", nil}, {"on", on, admin, "no permission", nil},
		{"on", on, fan, "no permission", nil}, {"on", on, alien, "not a member", ErrNotMember},
		{"off", off, owner, "nothing", nil}, {"off", off, guest, "no permission", ErrCommentsOff}, {"off", off, admin, "no permission", nil},
		{"off", off, fan, "no permission", ErrCommentsOff}, {"off", off, alien, "not a member", ErrNotMember},
		{"no room", State{}, owner, "no such room", ErrNotMember},
		{"owner away", play(t, off, Leave{owner.ID}), fan, "no permission", ErrCommentsOff},
		{"back on", play(t, off, SetComments{owner.ID, false}), fan, "no permission", nil},
		{"fan is muted besides", play(t, off, MuteChat{By: owner.ID, User: fan.ID, Mute: true}), fan, "no permission", ErrMuted},
		{"title changed", play(t, off, SetInfo{owner.ID, Info{Name: "other"}}), fan, "no permission", ErrCommentsOff},
		{"title alone changed", play(t, off, SetName{owner.ID, "another"}), fan, "no permission", ErrCommentsOff},
	} {
		if _, got := outcome(t, k.s, SetComments{k.by.ID, true}, t0); got != k.command {
			t.Errorf("%s, %s switches off: %s, want %s", k.name, k.by.ID, got, k.command)
		}
		if err := k.s.MayChat(k.by.ID, t0); !errors.Is(err, k.chat) {
			t.Errorf("%s, %s writes: %v, want %v", k.name, k.by.ID, err, k.chat)
		}
	}
	if _, got := outcome(t, off, Like{Count: 2}, t0); !strings.HasPrefix(got, "Likes") {
		t.Errorf("likes while comments are off: %s", got)
	}
}

func TestBlockedWordsAreTheOwnersAndBounded(t *testing.T) {
	s := stageSituations(t)["idle"]
	for _, u := range []User{admin, fan, alien} {
		if _, got := outcome(t, s, SetWords{u.ID, []string{"x"}}, t0); got == "nothing" {
			t.Errorf("%s sets the words", u.ID)
		}
	}
	for name, list := range map[string][]string{"too many": make([]string, MaxWords+1), "empty": {""}, "long": {strings.Repeat("x", MaxWord+1)}} {
		if _, _, err := Apply(s, SetWords{owner.ID, list}, t0); !errors.Is(err, ErrBadCommand) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s = play(t, s, SetWords{owner.ID, []string{"spam", "eggs"}}, SetComments{owner.ID, true})
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil || len(back.Words()) != 2 || !back.Info().CommentsOff {
		t.Errorf("from the store: %v %v %+v", err, back.Words(), back.Info())
	}
	old := strings.NewReplacer(`"commentsOff":true`, `"was":1`, `"words":["spam","eggs"],`, "").Replace(string(b))
	if err := json.Unmarshal([]byte(old), &back); err != nil || len(back.Words()) != 0 || back.Info().CommentsOff {
		t.Errorf("of an older version: %v %v", err, back.Info())
	}
}
