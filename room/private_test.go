package room

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

var key = Key{Passcode: "4711", Invite: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

// TestWhoEntersAPrivateRoom gives each kind of user each kind of key.
func TestWhoEntersAPrivateRoom(t *testing.T) {
	public := stageSituations(t)["idle"] // owner, guest, fan and the helper admin are there
	private := play(t, public, SetPrivate{owner.ID, true, key}, Leave{fan.ID}, Leave{admin.ID})
	renewed := play(t, private, SetPrivate{owner.ID, true, Key{"4711", "ANOTHERINVITATION0000"}})
	out := play(t, private, Enter{fan}, KickOut{owner.ID, fan.ID, false})
	later, _ := outcome(t, out, Tick{}, t0.Add(out.Rules().kickTime()))
	removed := "removed a moment ago"
	in, no, pass, inv := "MemberEntered", "private", "wrong passcode", "no such invitation to the room"
	for _, k := range []struct {
		name string
		s    State
		by   User
		want [5]string // no key, right and wrong passcode, right and wrong invitation
	}{
		{"a public room", play(t, public, Leave{fan.ID}), fan, [5]string{in, in, in, in, in}},
		{"a stranger", private, alien, [5]string{no, in, pass, in, inv}},
		{"who was let in", private, fan, [5]string{in, in, in, in, in}},
		{"a helper", private, admin, [5]string{in, in, in, in, in}},
		{"after another invitation", renewed, fan, [5]string{no, in, pass, inv, inv}},
		{"a helper after another invitation", renewed, admin, [5]string{in, in, in, in, in}},
		{"who was put out a moment ago", out, fan, [5]string{removed, removed, removed, removed, removed}},
		{"who was put out", later, fan, [5]string{no, in, pass, in, inv}},
		{"who was banned", play(t, private, Ban{owner.ID, fan}), fan, [5]string{"banned", "banned", "banned", "banned", "banned"}},
		{"public again", play(t, private, SetPrivate{By: owner.ID}), alien, [5]string{in, in, in, in, in}},
		{"the owner", play(t, private, Leave{owner.ID}), owner, [5]string{"HostBack", "HostBack", "HostBack", "HostBack", "HostBack"}},
	} {
		for i, key := range []Key{{}, {Passcode: "4711"}, {Passcode: "4712"}, {Invite: key.Invite}, {Invite: "x"}} {
			_, got := outcome(t, k.s, EnterWith{Enter{k.by}, key}, t0)
			if got, _, _ = strings.Cut(got, ":"); got != k.want[i] {
				t.Errorf("%s with key %d: %s, want %s", k.name, i, got, k.want[i])
			}
		}
	}
}

func TestOnlyTheOwnerMakesARoomPrivate(t *testing.T) {
	s := stageSituations(t)["idle"]
	for by, want := range map[string]string{owner.ID: "InfoChanged", admin.ID: "no permission", fan.ID: "no permission", alien.ID: "not a member"} {
		if _, got := outcome(t, s, SetPrivate{by, true, key}, t0); got != want {
			t.Errorf("%s: %s, want %s", by, got, want)
		}
	}
	for _, bad := range []Key{{}, {Passcode: "123", Invite: key.Invite}, {Passcode: "4711"}, {Passcode: strings.Repeat("x", 33), Invite: key.Invite}} {
		if _, got := outcome(t, s, SetPrivate{owner.ID, true, bad}, t0); got != "bad command" {
			t.Errorf("%d and %d characters: %s", len(bad.Passcode), len(bad.Invite), got)
		}
	}
	if _, got := outcome(t, State{}, Create{5, owner, Info{Private: true}, rules}, t0); got != "bad command" {
		t.Errorf("private without a key: %s", got)
	}
}

func TestAPrivateRoomIsStoredAndTakenUpAgain(t *testing.T) {
	open := OpenPrivate{Reopen{Create: Create{5, owner, Info{Name: "n"}, rules}}, key}
	s := play(t, State{}, open, EnterWith{Enter{fan}, Key{Invite: key.Invite}}, Leave{fan.ID})
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil || !back.Private() || back.Door() != key || !back.LetIn(fan.ID) || back.LetIn(alien.ID) {
		t.Errorf("from the store: %v, %+v", err, back.Info())
	}
	if again := play(t, back, open); !again.LetIn(fan.ID) || again.LetIn(alien.ID) {
		t.Error("taken up again it has forgotten whom it let in")
	}
	if again := play(t, back, open.Reopen.Create); again.Private() || again.Door() != (Key{}) {
		t.Error("taken up as a public room it is private still")
	}
	if text := fmt.Sprintf("%+v %v %#v", open, open, key); strings.Contains(text, key.Passcode) || strings.Contains(text, key.Invite) {
		t.Error("printing shows the key")
	}
	if err := json.Unmarshal([]byte(strings.Replace(string(b), `"door"`, `"window"`, 1)), &back); err == nil {
		t.Error("a private room without a key was taken")
	}
}

func TestAPrivateRoomIsAskedForNoPK(t *testing.T) {
	live := play(t, stageSituations(t)["live"], SetPrivate{owner.ID, true, key})
	if _, got := outcome(t, live, invitation, t0); got != "ToPeerPKAnswered" {
		t.Errorf("asked: %s", got)
	}
	out := play(t, live, RequestPK{By: owner.ID, Room: 6, User: star})
	if _, got := outcome(t, out, PKAnswered{ID: out.PKCalls()[0].ID, PK: out.PKCalls()[0].ID, From: 6, Agree: true, Side: starSide}, t0); !strings.HasPrefix(got, "PKAccepted") {
		t.Errorf("its own request is accepted: %s", got)
	}
}

func TestUnlockingLetsInWithoutEntering(t *testing.T) {
	s := play(t, stageSituations(t)["idle"], SetPrivate{owner.ID, true, key}, Ban{owner.ID, User{ID: "banned"}})
	for by, want := range map[string]string{alien.ID: "nothing", owner.ID: "nothing", admin.ID: "nothing", "banned": "banned", "": "bad command"} {
		next, got := outcome(t, s, Unlock{by, Key{Passcode: key.Passcode}}, t0)
		if _, in := next.Member(alien.ID); got != want || in || by == alien.ID && !next.LetIn(by) {
			t.Errorf("%q: %s, want %s", by, got, want)
		}
	}
	if _, got := outcome(t, s, Unlock{alien.ID, Key{Passcode: "no"}}, t0); got != "wrong passcode" {
		t.Errorf("a wrong passcode: %s", got)
	}
	if _, got := outcome(t, State{}, Unlock{By: alien.ID}, t0); got != "no such room" {
		t.Errorf("no room: %s", got)
	}
}
