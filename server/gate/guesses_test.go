package gate

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

func TestGuessesComeBackWithTime(t *testing.T) {
	now := time.Unix(1e9, 0)
	g := NewGuesses()
	home := netip.MustParseAddr("192.0.2.1")
	take := func(user string, addr netip.Addr, room uint32) bool { return g.Take(user, addr, room, now) }
	for i := range 5 {
		if !take("pest", home, 7) {
			t.Fatalf("guess %d of a user", i)
		}
	}
	if take("pest", home, 8) {
		t.Error("a user's bound is not the user's")
	}
	if now = now.Add(12 * time.Second); !take("pest", home, 7) || take("pest", home, 7) {
		t.Error("time gives back more or less than one")
	}
	for i := range 200 { // many, from everywhere, have used up the room's and one address's guesses
		addr := netip.AddrFrom4([4]byte{192, 0, 2, byte(i)})
		if i%2 == 0 {
			addr = home
		}
		user := fmt.Sprint("pest", i)
		if !take(user, addr, 7) {
			t.Fatalf("the first guess of %s", user)
		}
		if i > 100 && take(user, addr, 7) {
			t.Fatalf("a second guess of %s though the room has had so many", user)
		}
	}
	if !take("honest", home, 7) {
		t.Error("wrong guesses of others keep one out who has made none")
	}
	g.GiveBack("honest", home, 7, now)
	if !take("honest", home, 7) {
		t.Error("what was right counts")
	}
	for i := range 2 * maxGuessers {
		now = now.Add(12 * time.Second)
		take(fmt.Sprint("u", i), home, uint32(i))
	}
	if g.users.Len() > maxGuessers || g.rooms.Len() > maxGuessers {
		t.Errorf("%d users and %d rooms are remembered", g.users.Len(), g.rooms.Len())
	}
}
