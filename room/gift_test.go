package room

import (
	"errors"
	"fmt"
	"testing"
)

// TestAGiftIsNotedOnce, also with many givers after it, and for one who has left.
func TestAGiftIsNotedOnce(t *testing.T) {
	s, _, err := Apply(State{}, Create{5, owner, Info{}, DefaultRules()}, t0)
	give := func(id string) error {
		var err error
		s, _, err = Apply(s, Gift{By: id, Key: id + ".k", Coins: 1}, t0)
		return err
	}
	for i := range 300 {
		id := fmt.Sprint("u", i)
		s, _, _ = Apply(s, Enter{User{ID: id}}, t0)
		err = errors.Join(err, give(id))
	}
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ = Apply(s, Leave{"u0"}, t0)
	for i := range 300 {
		if err := give(fmt.Sprint("u", i)); !errors.Is(err, ErrGiftKnown) {
			t.Fatalf("a second time, of giver %d: %v", i, err)
		}
	}
	if _, _, err := Apply(s, Gift{By: "u0", Key: "u0.l", Coins: 1}, t0); !errors.Is(err, ErrNotMember) {
		t.Errorf("another one of who has left: %v", err)
	}
	if s, _, err = Apply(s, Gift{By: "u1", Key: "u1.l", Coins: 1}, t0); err != nil || s.Coins() != 301 || len(s.GiftKeys()) != 300 {
		t.Errorf("%v; %d coins, %d keys", err, s.Coins(), len(s.GiftKeys()))
	}
}
