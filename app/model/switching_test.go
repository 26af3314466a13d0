package model

import (
	"slices"
	"testing"
)

func lives(ids ...uint32) []Room {
	var out []Room
	for i, id := range ids {
		out = append(out, Room{ID: id, Live: true, Viewers: 100 - i})
	}
	return out
}

func TestWalkOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		l    Lobby
		from uint32
		want []uint32
	}{
		{"as the lobby", Lobby{Rooms: lives(3, 1, 2)}, 3, []uint32{3, 1, 2}},
		{"without the own and those not live", Lobby{Rooms: append(lives(3, 1), Room{ID: 5}, Room{ID: 6, Live: true, Mine: true})}, 3, []uint32{3, 1}},
		{"kept while viewers change", Lobby{Rooms: lives(2, 1, 3), Walk: []uint32{1, 2, 3}}, 1, []uint32{1, 2, 3}},
		{"new ones last", Lobby{Rooms: lives(9, 1, 2), Walk: []uint32{1, 2}}, 2, []uint32{1, 2, 9}},
		{"ended ones skipped", Lobby{Rooms: lives(1, 3), Walk: []uint32{1, 2, 3}}, 1, []uint32{1, 3}},
		{"an ended one keeps its place while watched", Lobby{Rooms: lives(1, 3), Walk: []uint32{1, 2, 3}}, 2, []uint32{1, 2, 3}},
		{"from a room opened anew", Lobby{Rooms: lives(4, 5), Walk: []uint32{1, 2}}, 5, []uint32{4, 5}},
	} {
		if got := c.l.WalkOrder(c.from); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNeighbour(t *testing.T) {
	l := Lobby{Rooms: lives(1, 2, 3)}
	for _, c := range []struct {
		from uint32
		next bool
		want uint32
	}{{1, true, 2}, {2, true, 3}, {3, true, 0}, {3, false, 2}, {1, false, 0}, {77, true, 1}, {77, false, 0}} {
		r, ok := l.Neighbour(c.from, c.next)
		if r.ID != c.want || ok != (c.want != 0) {
			t.Errorf("from %d, next %v: %d, want %d", c.from, c.next, r.ID, c.want)
		}
	}
	if _, ok := (Lobby{}).Neighbour(1, true); ok {
		t.Error("a neighbour in an empty lobby")
	}
}

func TestWithDraft(t *testing.T) {
	one := WithDraft(nil, 1, "hel")
	two := WithDraft(one, 2, "wor")
	if one[1] != "hel" || len(one) != 1 || two[1] != "hel" || two[2] != "wor" {
		t.Errorf("drafts %v, %v", one, two)
	}
	if gone := WithDraft(two, 1, ""); len(gone) != 1 || two[1] == "" {
		t.Errorf("after sending %v", gone)
	}
	for id := range uint32(2 * MaxDrafts) {
		two = WithDraft(two, id, "x")
	}
	if len(two) != MaxDrafts || two[2*MaxDrafts-1] == "" {
		t.Errorf("%d drafts are kept", len(two))
	}
}
