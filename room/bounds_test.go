package room

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// long is a user with the longest ID, name and picture that a server takes, of
// characters that JSON writes as two bytes.
func long(prefix string, n int) User {
	id := fmt.Sprintf("%s%d", prefix, n)
	return User{ID: id + strings.Repeat("_", 32-len(id)), Name: strings.Repeat(`"`, 128), Avatar: strings.Repeat(`"`, 1024)}
}

// TestEveryListOfARoomHasABound fills each list of the stored core as far as
// commands can, with the longest users, all at once.
func TestEveryListOfARoomHasABound(t *testing.T) {
	const people = MaxBans + 20
	now := t0
	host := long("host", 0)
	key := Key{Passcode: strings.Repeat("p", MaxPasscode), Invite: strings.Repeat("i", 64)}
	s := play(t, State{}, OpenPrivate{Reopen{Create: Create{5, host, Info{}, Rules{MaxMembers: 1 << 20, MaxCoAnchors: 31, HostGrace: time.Hour}}}, key})
	do := func(c Command) error {
		next, _, err := Apply(s, c, now)
		if err == nil {
			s = next
		}
		return err
	}
	words := make([]string, MaxWords)
	for i := range words {
		words[i] = strings.Repeat("w", MaxWord)
	}
	if err := do(SetWords{host.ID, words}); err != nil {
		t.Fatal(err)
	}
	for i := range giftKeys + 20 { // short names, for each gift writes the rank list
		id := fmt.Sprintf("g%031d", i)
		_ = do(EnterWith{Enter{User{ID: id}}, key})
		_ = do(Gift{By: id, Key: id + "." + strings.Repeat("g", 64), Coins: 1})
	}
	full := map[string]error{}
	for i := range people {
		u, out, mute, admin := long("v", i), long("k", i), long("m", i), long("a", i)
		few := i < maxKept+20 // enough for the shorter lists
		for n, in := range []User{u, mute, out, admin} {
			if !few && n > 1 {
				break
			}
			if err := do(EnterWith{Enter{in}, key}); err != nil {
				t.Fatal(err)
			}
		}
		full["bans"] = do(Ban{host.ID, long("b", i)})
		full["mutes"] = do(MuteChat{By: host.ID, User: mute.ID, Mute: true})
		if few {
			full["admins"] = do(SetAdmin{host.ID, admin.ID, true})
			_ = do(KickOut{By: host.ID, User: out.ID})
		}
		if i < rankKept+20 {
			_ = do(Gift{By: u.ID, Key: u.ID + "." + strings.Repeat("g", 64), Coins: 2})
			_ = do(Like{Count: 1, By: []Ranked{{User: u, Value: 1}}})
		}
		if i < 31 {
			_ = do(RequestJoin{By: u.ID})
			_ = do(AnswerJoin{By: host.ID, User: u.ID, Agree: true})
			_ = do(Publish{u.ID, strings.Repeat("s", 64), both})
		} else {
			_ = do(InviteJoin{By: host.ID, User: u.ID})
		}
	}
	for _, list := range []string{"bans", "mutes", "admins"} {
		if !errors.Is(full[list], ErrListFull) {
			t.Errorf("a full list of %s: %v", list, full[list])
		}
	}
	if err := do(KickOut{By: host.ID, User: long("v", 2000).ID, Ban: true}); !errors.Is(err, ErrListFull) {
		t.Errorf("a ban more: %v", err)
	}
	if err := do(Unban{host.ID, long("b", 0).ID}); err != nil {
		t.Fatal(err)
	}
	if err := do(Ban{host.ID, long("b", people)}); err != nil {
		t.Errorf("after an unban: %v", err)
	}
	b, err := s.EncodeCore()
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("the fullest core has %d bytes", len(b)); len(b) > 4<<20 {
		t.Errorf("%d bytes: a record of the store has 8 MiB", len(b))
	}
	bounded := map[string]int{"Stage": 32, "Calls": maxCalls, "PKCalls": MaxSides, "Admins": MaxAdmins, "Bans": MaxBans, "Mutes": MaxMutes,
		"Kept": maxKept, "Gifts": giftKeys, "Givers": rankKept, "Likers": rankKept, "Guests": maxGuests, "Words": MaxWords, "Members": 32}
	d := s.rest()
	d.Givers, d.Likers = s.givers.first(1<<20), s.likers.first(1<<20)
	for v, i := reflect.ValueOf(d), 0; i < v.NumField(); i++ {
		name := v.Type().Field(i).Name
		if v.Field(i).Kind() != reflect.Slice {
			continue
		}
		if most, known := bounded[name]; !known || v.Field(i).Len() > most {
			t.Errorf("%s has %d entries, at most %d are meant", name, v.Field(i).Len(), most)
		}
	}
}
