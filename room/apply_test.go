package room

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

var (
	t0    = time.Date(2026, 5, 1, 20, 0, 0, 0, time.UTC)
	owner = User{ID: "owner", Name: "Olga"}
	guest = User{ID: "co", Name: "Carl"}
	fan   = User{ID: "fan", Name: "Fay"}
	alien = User{ID: "alien"}
	rules = Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second}
	both  = Media{Video: true, Audio: true}
)

// short are names of kinds in the tables, where they are not the type's.
var short = map[string]string{"VideoAvailable": "Video", "AudioAvailable": "Audio", "CallTimedOut": "TimedOut", "CallCancelled": "Cancelled", "RoleChanged": "Role",
	"PKChanged": "PK", "BanChanged": "Ban", "LikesChanged": "Likes"}

func kindName(e Event) string {
	name := reflect.TypeOf(e).Name()
	return cmp.Or(short[name], name)
}

// field is a field of an event, its zero value if there is none.
func field[T any](e Event, name string) (out T) {
	if f := reflect.ValueOf(e).FieldByName(name); f.IsValid() {
		out = f.Convert(reflect.TypeFor[T]()).Interface().(T)
	}
	return out
}

// brief writes events as words: kind, user, and what is special.
func brief(events []Event) string {
	var words []string
	for _, e := range events {
		w := kindName(e)
		if id := field[User](e, "User").ID; id != "" {
			w += ":" + id
		}
		switch e.(type) {
		case VideoAvailable, AudioAvailable:
			w += map[bool]string{true: "+", false: "-"}[field[bool](e, "Available")]
		}
		if to := e.Whom().To; to != "" {
			w += ">" + to
		}
		if letter, is := e.(ToPeer); is {
			w += strings.TrimPrefix(fmt.Sprintf(":%T", letter.Command), ":room.")
		}
		if reason := field[string](e, "Reason") + field[string](e, "Ended"); reason != "" {
			w += ":" + reason
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " ")
}

// outcome applies a command and writes down what came of it.
func outcome(t *testing.T, s State, c Command, now time.Time) (State, string) {
	t.Helper()
	before := fmt.Sprintf("%+v", s)
	next, events, err := Apply(s, c, now)
	if got := fmt.Sprintf("%+v", s); got != before {
		t.Errorf("%T changed the state it was given", c)
	}
	if e := next.Check(); e != nil {
		t.Errorf("after %T: %v", c, e)
	}
	if err != nil {
		if len(events) > 0 || fmt.Sprintf("%+v", next) != before {
			t.Errorf("%T was refused and yet did something", c)
		}
		return next, strings.TrimPrefix(err.Error(), "room: ")
	}
	return next, brief(events)
}

// play applies commands that have to succeed.
func play(t *testing.T, s State, commands ...Command) State {
	t.Helper()
	for _, c := range commands {
		next, _, err := Apply(s, c, t0)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		s = next
	}
	return s
}

// situations are the states the table starts from. The co-anchor's seat is
// given by hand: asking for one is a later command.
func situations(t *testing.T) map[string]State {
	t.Helper()
	live := play(t, State{}, Create{Room: 5, By: owner, Info: Info{Name: "n"}, Rules: rules}, Enter{guest}, Enter{fan})
	m, _ := live.Member(guest.ID)
	m.Role = CoAnchor
	live = live.putMember(m).putSeat(Seat{UserID: guest.ID, Index: 1})
	onAir := play(t, live, Publish{owner.ID, "s-owner", both}, Flow{owner.ID, "s-owner", both}, Publish{guest.ID, "s-co", both})
	return map[string]State{"no room": {}, "live": live, "on air": onAir, "away": play(t, onAir, Leave{owner.ID})}
}

// commands are those that somebody gives.
var commands = []struct {
	name string
	by   func(User) Command
}{
	{"create", func(u User) Command { return Create{Room: 5, By: u, Info: Info{Name: "n"}, Rules: rules} }},
	{"enter", func(u User) Command { return Enter{u} }},
	{"leave", func(u User) Command { return Leave{u.ID} }},
	{"destroy", func(u User) Command { return Destroy{u.ID} }},
	{"set info", func(u User) Command { return SetInfo{u.ID, Info{Name: "new"}} }},
	{"set name", func(u User) Command { return SetName{u.ID, "newer"} }},
	{"publish", func(u User) Command { return Publish{u.ID, "s-" + u.ID, both} }},
	{"unpublish", func(u User) Command { return Unpublish{u.ID} }},
	{"set media", func(u User) Command { return SetMedia{u.ID, Media{Audio: true}} }},
	{"link lost", func(u User) Command { return LinkLost{u.ID} }},
	{"link back", func(u User) Command { return LinkBack{u.ID} }},
	{"profile", func(u User) Command { return SetProfile{User{ID: u.ID, Name: "New"}} }},
}

// all is one outcome for every command but the first.
func all(outcome string) []string {
	list := make([]string, len(commands)-1)
	for i := range list {
		list[i] = outcome
	}
	return list
}

// table has a line for each situation and role, with the outcome of each of
// the commands above, in their order.
var table = []struct {
	situation string
	by        User
	want      []string
}{
	{"no room", owner, append([]string{"nothing"}, all("no such room")...)},
	{"no room", guest, append([]string{"nothing"}, all("no such room")...)},
	{"no room", fan, append([]string{"nothing"}, all("no such room")...)},
	{"no room", alien, append([]string{"nothing"}, all("no such room")...)},
	{"live", owner, []string{
		"Role:co", "already a member", "HostAway:owner Out:owner", "Destroyed:owner", "InfoChanged", "InfoChanged", "AnchorEntered:owner",
		"nothing", "no permission", "nothing", "nothing", "InfoChanged ProfileChanged:owner",
	}},
	{"live", guest, []string{
		"the number belongs to another owner", "already a member", "Out:co MemberLeft:co", "no permission", "no permission", "no permission",
		"AnchorEntered:co", "Role:co", "no permission", "nothing", "nothing", "ProfileChanged:co",
	}},
	{"live", fan, []string{
		"the number belongs to another owner", "already a member", "Out:fan MemberLeft:fan", "no permission",
		"no permission", "no permission", "no permission", "nothing", "no permission", "nothing", "nothing", "ProfileChanged:fan",
	}},
	{"live", alien, append([]string{"the number belongs to another owner", "MemberEntered:alien"}, all("not a member")[1:]...)},
	{"on air", owner, []string{
		"Video:owner- Audio:owner- AnchorLeft:owner StreamEnded:owner AnchorLeft:co StreamEnded:co Role:co", "already a member",
		"HostAway:owner Video:owner- Audio:owner- AnchorLeft:owner StreamEnded:owner Out:owner",
		"StreamEnded:owner StreamEnded:co Destroyed:owner", "InfoChanged", "InfoChanged", "Video:owner- Audio:owner-",
		"Video:owner- Audio:owner- AnchorLeft:owner StreamEnded:owner", "Video:owner-", "nothing", "nothing",
		"InfoChanged ProfileChanged:owner",
	}},
	{"on air", guest, []string{
		"the number belongs to another owner", "already a member", "AnchorLeft:co StreamEnded:co Out:co MemberLeft:co",
		"no permission", "no permission", "no permission", "nothing", "AnchorLeft:co StreamEnded:co Role:co", "nothing", "nothing", "nothing",
		"ProfileChanged:co",
	}},
	{"on air", fan, []string{
		"the number belongs to another owner", "already a member", "Out:fan MemberLeft:fan", "no permission",
		"no permission", "no permission", "no permission", "nothing", "no permission", "nothing", "nothing", "ProfileChanged:fan",
	}},
	{"on air", alien, append([]string{"the number belongs to another owner", "MemberEntered:alien"}, all("not a member")[1:]...)},
	{"away", owner, []string{
		"AnchorLeft:co StreamEnded:co Role:co HostBack:owner", "HostBack:owner", "not a member", "StreamEnded:co Destroyed:owner",
		"InfoChanged", "InfoChanged", "not a member", "not a member", "not a member", "not a member", "not a member", "InfoChanged",
	}},
	{"away", guest, []string{
		"the number belongs to another owner", "already a member", "AnchorLeft:co StreamEnded:co Out:co MemberLeft:co",
		"no permission", "no permission", "no permission", "nothing", "AnchorLeft:co StreamEnded:co Role:co", "nothing", "nothing", "nothing",
		"ProfileChanged:co",
	}},
	{"away", fan, []string{
		"the number belongs to another owner", "already a member", "Out:fan MemberLeft:fan", "no permission",
		"no permission", "no permission", "no permission", "nothing", "no permission", "nothing", "nothing", "ProfileChanged:fan",
	}},
	{"away", alien, append([]string{"the number belongs to another owner", "MemberEntered:alien"}, all("not a member")[1:]...)},
}

func TestEveryRoleInEverySituation(t *testing.T) {
	states := situations(t)
	for _, row := range table {
		if len(row.want) != len(commands) {
			t.Fatalf("%s, %s: %d outcomes for %d commands", row.situation, row.by.ID, len(row.want), len(commands))
		}
		for i, c := range commands {
			if _, got := outcome(t, states[row.situation], c.by(row.by), t0); got != row.want[i] {
				t.Errorf("%s: %s by %s -> %s, want %s", row.situation, c.name, row.by.ID, got, row.want[i])
			}
		}
	}
	if len(table) != 4*4 {
		t.Errorf("%d lines, want one for each of 4 situations and 4 roles", len(table))
	}
}
