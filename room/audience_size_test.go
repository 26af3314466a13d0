package room

import (
	"fmt"
	"testing"
	"time"
)

// What is written for an entry does not grow with the room, whoever has to have a key.
func TestAnEntryStoresTheSameInARoomOfAnySize(t *testing.T) {
	now, key := time.Unix(1_800_000_000, 0), Key{Passcode: "open", Invite: "0123456789abcdef"}
	for _, private := range []bool{false, true} {
		t.Run(fmt.Sprint("private ", private), func(t *testing.T) {
			rules := DefaultRules()
			rules.MaxMembers = 10_000
			do := func(s State, c Command) State {
				next, _, err := Apply(s, c, now)
				if err != nil {
					t.Fatal(err)
				}
				return next
			}
			s := do(State{}, Create{Room: 7, By: User{ID: "anna"}, Rules: rules})
			s = do(s, SetPrivate{By: "anna", Private: private, Key: key})
			written := map[int]int{}
			for i := range 5000 {
				id := fmt.Sprintf("u%06d", i)
				s = do(s, Unlock{By: id, Key: key}) // as clients do that show the room first
				before := s
				s = do(s, EnterWith{Enter: Enter{By: User{ID: id}}, Key: key})
				if i != 10 && i != 4999 {
					continue
				}
				core, err := s.EncodeCore()
				put, gone, err2 := s.AudienceSince(before)
				if err != nil || err2 != nil || len(put) != 1 || len(gone) != 0 {
					t.Fatalf("%v, %v, %d written and %d deleted", err, err2, len(put), len(gone))
				}
				written[i] = len(core) + len(put[0].JSON)
			}
			if small, large := written[10], written[4999]; large > small+20 {
				t.Errorf("an entry writes %d bytes in a small room, and %d in a large one", small, large)
			}
			if s = do(s, Leave{By: "u000010"}); !s.LetIn("u000010") || s.LetIn("stranger") == private {
				t.Error("who was let in may come again without a key, and nobody else")
			}
			if s = do(s, KickOut{By: "anna", User: "u000011"}); s.LetIn("u000011") == private {
				t.Error("who was taken out is let in")
			}
		})
	}
}
