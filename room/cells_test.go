package room

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/cells.txt anew; read what changed")

var (
	star  = User{ID: "star", Name: "Stella"} // owner of room 6
	admin = User{ID: "admin"}
	third = User{ID: "third"} // owner of room 7

	starSide  = Side{Room: 6, User: star, Stream: "s-star", Is: both}
	thirdSide = Side{Room: 7, User: third, Stream: "s-third", Is: both}
)

// pkID is the PK that room 5 asks for first.
const pkID = "5.1777665600000.1"

// stageSituations are the states in which the cells are tried. Room 5 is
// owner's, with co-anchor "co" where there is one, viewers "fan" and the helper
// "admin"; room 6 is star's.
func stageSituations(t *testing.T) map[string]State {
	t.Helper()
	wide := rules
	wide.MaxMembers = 9
	idle := play(t, State{}, Create{Room: 5, By: owner, Info: Info{Name: "n"}, Rules: wide}, Enter{guest}, Enter{fan}, Enter{admin},
		SetAdmin{owner.ID, admin.ID, true})
	live := play(t, idle, Publish{owner.ID, "s-owner", both}, Flow{owner.ID, "s-owner", both})
	asked := play(t, live, RequestJoin{By: fan.ID})
	onStage := play(t, live, RequestJoin{By: guest.ID}, AnswerJoin{By: owner.ID, User: guest.ID, Agree: true}, Publish{guest.ID, "s-co", both})
	out := play(t, live, RequestPK{By: owner.ID, Room: 6, User: star})
	call := out.PKCalls()[0]
	pk := play(t, out, PKAnswered{ID: call.ID, PK: call.ID, From: 6, Agree: true, Side: starSide})
	asking := play(t, pk, RequestPK{By: owner.ID, Room: 7, User: third, Join: true})
	three := play(t, asking, PKAnswered{ID: asking.PKCalls()[0].ID, PK: call.ID, From: 7, Agree: true, Side: thirdSide})
	guestOf := three
	theirs := *three.pk
	theirs.Keeper = 6
	guestOf.pk = &theirs
	over := pk
	side := *pk.pk
	side.Over = true
	over.pk = &side
	return map[string]State{
		"no room": {}, "idle": idle, "live": live, "asked": asked, "invited": play(t, live, InviteJoin{By: owner.ID, User: fan.ID}),
		"on stage": onStage, "co muted": play(t, onStage, Flow{guest.ID, "s-co", both}, SetMedia{guest.ID, Media{Video: true}}, MuteAnchor{owner.ID, guest.ID, Media{Audio: true}}),
		"seat unused": play(t, live, RequestJoin{By: guest.ID}, AnswerJoin{By: owner.ID, User: guest.ID, Agree: true}), "away": play(t, onStage, Leave{owner.ID}),
		"PK in": play(t, live, invitation), "PK out": out, "PK": pk, "PK over": over, "PK asking": asking, "PK of three": three, "PK of three, star keeps": guestOf,
		"muted": play(t, live, MuteChat{By: owner.ID, User: fan.ID, Mute: true}, Ban{By: owner.ID, User: alien}),
	}
}

// invitation is star's.
var invitation = PKInvited{ID: "6.1", From: 6, User: star, To: owner.ID, Duration: rules.pkTime(), Until: t0.Add(rules.callTime())}

// stageCommands are those about seats, PK and order. The target is the one with
// whom the command makes most sense.
var stageCommands = []struct {
	name string
	by   func(User) Command
}{
	{"ask for a seat", func(u User) Command { return RequestJoin{By: u.ID} }},
	{"invite fan", func(u User) Command { return InviteJoin{By: u.ID, User: fan.ID} }},
	{"invite nobody", func(u User) Command { return InviteJoin{By: u.ID, User: "nobody"} }},
	{"withdraw (fan)", func(u User) Command { return CancelJoin{u.ID, fan.ID} }},
	{"accept fan", func(u User) Command { return AnswerJoin{By: u.ID, User: fan.ID, Agree: true} }},
	{"reject fan", func(u User) Command { return AnswerJoin{By: u.ID, User: fan.ID} }},
	{"accept owner", func(u User) Command { return AnswerJoin{By: u.ID, User: owner.ID, Agree: true} }},
	{"reject owner", func(u User) Command { return AnswerJoin{By: u.ID, User: owner.ID} }},
	{"answer another call", func(u User) Command { return AnswerJoin{By: u.ID, User: fan.ID, CallID: "x", Agree: true} }},
	{"take co's seat", func(u User) Command { return KickJoin{u.ID, guest.ID} }},
	{"mute co's sound", func(u User) Command { return MuteAnchor{u.ID, guest.ID, Media{Audio: true}} }},
	{"give co's sound back", func(u User) Command { return MuteAnchor{u.ID, guest.ID, Media{}} }},
	{"mute owner on stage", func(u User) Command { return MuteAnchor{u.ID, owner.ID, both} }},
	{"sound on", func(u User) Command { return SetMedia{u.ID, both} }},
	{"lock seat 1", func(u User) Command { return LockSeat{u.ID, 1, true} }},
	{"lock seat 9", func(u User) Command { return LockSeat{u.ID, 9, true} }},
	{"unpublish", func(u User) Command { return Unpublish{u.ID} }},
	{"publish", func(u User) Command { return Publish{u.ID, "s-" + u.ID, both} }},
	{"leave", func(u User) Command { return Leave{u.ID} }},
	{"destroy", func(u User) Command { return Destroy{u.ID} }},
	{"enter", func(u User) Command { return Enter{u} }},
	{"ask star for PK", func(u User) Command { return RequestPK{By: u.ID, Room: 6, User: star} }},
	{"ask another for PK", func(u User) Command { return RequestPK{By: u.ID, Room: 7, User: User{ID: "x"}} }},
	{"ask oneself for PK", func(u User) Command { return RequestPK{By: u.ID, Room: 5, User: u} }},
	{"ask third into PK", func(u User) Command { return RequestPK{By: u.ID, Room: 7, User: third, Join: true} }},
	{"ask star into PK", func(u User) Command { return RequestPK{By: u.ID, Room: 6, User: star, Join: true} }},
	{"withdraw from third", func(u User) Command { return CancelPK{By: u.ID, Room: 7} }},
	{"withdraw PK", func(u User) Command { return CancelPK{By: u.ID} }},
	{"accept star", func(u User) Command { return AnswerPK{By: u.ID, User: star.ID, Agree: true} }},
	{"reject star", func(u User) Command { return AnswerPK{By: u.ID, User: star.ID} }},
	{"accept another", func(u User) Command { return AnswerPK{By: u.ID, User: "x", Agree: true} }},
	{"quit PK", func(u User) Command { return QuitPK{u.ID} }},
	{"put fan out", func(u User) Command { return KickOut{u.ID, fan.ID, false} }},
	{"ban fan", func(u User) Command { return KickOut{u.ID, fan.ID, true} }},
	{"put admin out", func(u User) Command { return KickOut{u.ID, admin.ID, false} }},
	{"put owner out", func(u User) Command { return KickOut{u.ID, owner.ID, false} }},
	{"ban somebody outside", func(u User) Command { return Ban{u.ID, User{ID: "outside"}} }},
	{"unban alien", func(u User) Command { return Unban{u.ID, alien.ID} }},
	{"mute co", func(u User) Command { return MuteChat{By: u.ID, User: guest.ID, Mute: true} }},
	{"unmute fan", func(u User) Command { return MuteChat{By: u.ID, User: fan.ID} }},
	{"mute all", func(u User) Command { return MuteChat{By: u.ID, Mute: true} }},
	{"make fan helper", func(u User) Command { return SetAdmin{u.ID, fan.ID, true} }},
	{"helper no more", func(u User) Command { return SetAdmin{u.ID, admin.ID, false} }},
	{"give a gift", func(u User) Command { return Gift{By: u.ID, Key: "k", Coins: 5} }},
	{"give co a gift", func(u User) Command { return Gift{By: u.ID, To: guest.ID, Key: "k", Coins: 5} }},
	{"like (server)", func(User) Command { return Like{Count: 3} }},
	{"invitation comes (server)", func(User) Command { return invitation }},
	{"star's word comes (server)", func(User) Command {
		return PKAnswered{ID: pkID, PK: pkID, From: 6, Agree: true, Side: starSide}
	}},
	{"star says no (server)", func(User) Command {
		return PKAnswered{ID: pkID, PK: pkID, From: 6, Side: starSide, Reason: RejectedByUser}
	}},
	{"star's time is over (server)", func(User) Command {
		return PKAnswered{ID: pkID, PK: pkID, From: 6, Side: starSide, Reason: rejectedTimeout}
	}},
	{"star's score (server)", func(User) Command {
		return PKNews{ID: pkID, From: 6, Round: 1, Side: Side{Room: 6, User: star, Stream: "s-star", Is: both, Score: 9}}
	}},
	{"star's camera off (server)", func(User) Command {
		return PKNews{ID: pkID, From: 6, Round: 1, Side: Side{Room: 6, User: star, Stream: "s-star", Is: Media{Audio: true}}}
	}},
	{"star is gone (server)", func(User) Command { return PKGone{ID: pkID, From: 6, Reason: PKLost} }},
	{"third is gone (server)", func(User) Command { return PKGone{ID: pkID, From: 7, Reason: PKQuit} }},
	{"third has agreed (server)", func(User) Command { return PKJoin{ID: pkID, From: 6, Side: thirdSide} }},
	{"star wants another round (server)", func(User) Command { return PKRound{ID: pkID, From: 6, Round: 1, Duration: rules.pkTime()} }},
	{"star keeps the PK (server)", func(User) Command {
		return PKSync{From: 6, PK: PK{ID: pkID, Keeper: 6, Rev: 9, Sides: []Side{{Room: 5, User: owner}, starSide}, Round: 1}}
	}},
	{"star has put us out (server)", func(User) Command {
		return PKSync{From: 6, PK: PK{ID: pkID, Keeper: 6, Rev: 9, Sides: []Side{starSide, thirdSide}, Round: 1}}
	}},
	{"star withdraws (server)", func(User) Command { return PKWithdrawn{ID: "6.1", From: 6} }},
	{"time passes (server)", func(User) Command { return Tick{} }},
}

// TestEveryCell gives every command in every role in every situation and
// compares what comes of it with testdata/cells.txt.
func TestEveryCell(t *testing.T) {
	states := stageSituations(t)
	var b strings.Builder
	for _, situation := range []string{"no room", "idle", "live", "asked", "invited", "on stage", "co muted", "seat unused", "away", "PK in", "PK out", "PK", "PK over",
		"PK asking", "PK of three", "PK of three, star keeps", "muted"} {
		for _, c := range stageCommands {
			server := strings.HasSuffix(c.name, "(server)")
			for _, by := range []User{owner, guest, fan, admin, alien} {
				now := t0
				if server {
					by = User{ID: "-"}
					if c.name == "time passes (server)" {
						now = t0.Add(rules.pkTime())
					}
				}
				_, got := outcome(t, states[situation], c.by(by), now)
				if _, events, err := Apply(states[situation], c.by(by), now); err == nil && len(events) > 0 {
					got = people(events)
				}
				fmt.Fprintf(&b, "%s | %s | %s -> %s\n", situation, by.ID, c.name, got)
				if server {
					break
				}
			}
		}
	}
	const file = "testdata/cells.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(golden), "\n")
	got := strings.Split(b.String(), "\n")
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			t.Fatalf("line %d is\n%s\nwant\n%s", i+1, at(got, i), at(want, i))
		}
	}
}

// people is brief with those whom events are not for: "!x" all but x, "staff"
// owner and helpers. ">x" is only x.
func people(events []Event) string {
	var words []string
	for _, e := range events {
		w := brief([]Event{e})
		if except := e.Whom().Except; except != "" {
			w += "!" + except
		}
		if e.Whom().Staff {
			w += ">staff"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
