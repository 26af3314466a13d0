package room

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// shelf is a store of a room in parts that may be left at any write.
type shelf struct {
	core    []byte
	viewers map[uint64][]byte
}

func (s shelf) list() (out []Viewer) {
	for order, b := range s.viewers {
		out = append(out, Viewer{order, b})
	}
	return out
}

// write brings the shelf from one state to the next and calls each after every
// single write.
func (s *shelf) write(t *testing.T, old, now State, each func()) {
	t.Helper()
	put, gone, err := now.AudienceSince(old)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range put {
		s.viewers[v.Order] = v.JSON
		each()
	}
	if s.core, err = now.EncodeCore(); err != nil {
		t.Fatal(err)
	}
	each()
	for _, order := range gone {
		delete(s.viewers, order)
		each()
	}
}

func ids(s State) (list []string) {
	for m := range s.Members(0) {
		list = append(list, fmt.Sprint(m.ID, m.Name, m.Role))
	}
	return list
}

// TestARoomInPartsIsWholeAfterEveryWrite lets people come, go, change their names
// and step on stage, and reads the room after every single write: it is never
// refused, and nobody who was in it before the write and stays is missing.
func TestARoomInPartsIsWholeAfterEveryWrite(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	now := time.Unix(1_800_000_000, 0)
	do := func(s State, cmds ...Command) State {
		for _, c := range cmds {
			next, _, err := Apply(s, c, now)
			if err == nil {
				s = next
			}
		}
		return s
	}
	state := do(State{}, Create{Room: 7, By: User{ID: "anna"}, Rules: DefaultRules()})
	s := &shelf{viewers: map[uint64][]byte{}}
	s.write(t, State{}, state, func() {})
	for range 400 {
		u := User{ID: fmt.Sprint("u", rnd.IntN(12)), Name: fmt.Sprint("n", rnd.IntN(3))}
		next := do(state, [][]Command{
			{Enter{By: u}}, {Leave{By: u.ID}}, {Leave{By: u.ID}, Enter{By: u}}, {SetProfile{User: u}},
			{RequestJoin{By: u.ID}, AnswerJoin{By: "anna", User: u.ID, Agree: true}}, {KickJoin{By: "anna", User: u.ID}}, {RequestJoin{By: u.ID}},
		}[rnd.IntN(7)]...)
		old := state
		s.write(t, old, next, func() {
			got, _, apart, err := Decode(s.core, s.list())
			if err != nil || !apart {
				t.Fatal(err)
			}
			for m := range old.Members(0) {
				if _, stays := next.Member(m.ID); stays {
					if _, in := got.Member(m.ID); !in {
						t.Fatalf("%s is missing between two writes", m.ID)
					}
				}
			}
		})
		got, others, _, err := Decode(s.core, s.list())
		if err != nil || len(others) != 0 || !slices.Equal(ids(got), ids(next)) {
			t.Fatalf("%v, left over %v:\n%v\nwant\n%v", err, others, ids(got), ids(next))
		}
		state = next
	}
}

func TestWhoWasNotToldIsNotIn(t *testing.T) {
	now := time.Now()
	a, _, err := Apply(State{}, Create{Room: 7, By: User{ID: "anna"}, Rules: DefaultRules()}, now)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Apply(a, Enter{By: User{ID: "ben"}}, now)
	if err != nil {
		t.Fatal(err)
	}
	core, _ := a.EncodeCore()
	put, _, _ := b.AudienceSince(a)
	got, others, _, err := Decode(core, put)
	if err != nil || got.Len() != 1 || len(others) != 1 {
		t.Errorf("%v: %v, others %v", err, ids(got), others)
	}
}

func TestARoomOfAnEarlierVersionIsRead(t *testing.T) {
	now := time.Now()
	s, _, _ := Apply(State{}, Create{Room: 7, By: User{ID: "anna"}, Rules: DefaultRules()}, now)
	s, _, _ = Apply(s, Enter{By: User{ID: "ben"}}, now)
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	got, _, apart, err := Decode(b, nil)
	if err != nil || apart || got.Len() != 2 {
		t.Errorf("%v, %v, %v", ids(got), apart, err)
	}
}

// TestEnteringAFullRoomIsCheap: of ten thousand with the longest profiles one more
// writes one small entry, and the core does not grow with them.
func TestEnteringAFullRoomIsCheap(t *testing.T) {
	now := time.Now()
	rules := DefaultRules()
	s, _, _ := Apply(State{}, Create{Room: 7, By: User{ID: "anna"}, Rules: rules}, now)
	long := func(i int) User {
		return User{ID: fmt.Sprintf("%032d", i), Name: strings.Repeat("<", 128), Avatar: strings.Repeat("&", 1024)}
	}
	stored := &shelf{viewers: map[uint64][]byte{}}
	for i := range rules.MaxMembers - 1 {
		next, _, err := Apply(s, Enter{By: long(i)}, now)
		if err != nil {
			t.Fatal(err)
		}
		s = next
	}
	stored.write(t, State{}, s, func() {})
	if len(stored.core) > 1000 {
		t.Errorf("the core has %d bytes", len(stored.core))
	}
	if _, _, err := Apply(s, Enter{By: long(99999)}, now); !errors.Is(err, ErrFull) {
		t.Errorf("one too many: %v", err)
	}
	got, _, _, err := Decode(stored.core, stored.list())
	if err != nil || got.Len() != rules.MaxMembers {
		t.Fatal(got.Len(), err)
	}
	left, _, _ := Apply(s, Leave{By: long(5).ID}, now)
	again, _, _ := Apply(left, Enter{By: long(5)}, now)
	put, gone, err := again.AudienceSince(s)
	if err != nil || len(put) != 1 || len(gone) != 1 || len(put[0].JSON) > 1300 {
		t.Errorf("%d written, %d deleted, %v", len(put), len(gone), err)
	}
}
