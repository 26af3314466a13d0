package model

import (
	"slices"
	"testing"
)

func TestLobbyVisible(t *testing.T) {
	rooms := []Room{
		{ID: 1, Title: "Bread", Host: User{ID: "maya", Name: "Maya"}, Viewers: 5, Started: 30},
		{ID: 22, Title: "apples", Host: User{ID: "u2"}, Viewers: 50, Started: 10},
		{ID: 3, Title: "川菜", Host: User{ID: "chen"}, Viewers: 5, Started: 20},
		{ID: 4, Title: "Zoo", Host: User{ID: "me"}, Viewers: 1, Started: 1, Mine: true},
	}
	for _, c := range []struct {
		name, search string
		sort         RoomSort
		want         []uint32
	}{
		{"by viewers, mine first, ties by number", "", SortViewers, []uint32{4, 22, 1, 3}},
		{"newest", "", SortNewest, []uint32{4, 1, 3, 22}},
		{"by title without case", "", SortTitle, []uint32{4, 22, 1, 3}},
		{"title", "BREAD", SortViewers, []uint32{1}},
		{"host", "maya", SortViewers, []uint32{1}},
		{"number", "22", SortViewers, []uint32{22}},
		{"chinese", "川", SortViewers, []uint32{3}},
		{"spaces around", "  zoo ", SortViewers, []uint32{4}},
		{"nothing", "xyz", SortViewers, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []uint32
			for _, r := range (Lobby{Rooms: rooms, Search: c.search, Sort: c.sort}).Visible() {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if rooms[0].ID != 1 || rooms[1].ID != 22 {
		t.Error("Visible changed the order of Rooms")
	}
}

func TestParamClamp(t *testing.T) {
	level := Param{Max: 9, Step: 1}
	signed := Param{Min: -9, Max: 9, Step: 1}
	share := Param{Max: 1, Step: 0.05}
	for _, c := range []struct {
		p        Param
		in, want float64
	}{
		{level, -1, 0}, {level, 10, 9}, {level, 4.4, 4}, {level, 4.6, 5}, {signed, -3.4, -3}, {signed, -20, -9}, {share, 2, 1}, {share, 0.5, 0.5},
		{Param{Max: 1}, 0.123, 0.123},
	} {
		if got := c.p.clamp(c.in); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%+v: %v became %v, want %v", c.p, c.in, got, c.want)
		}
	}
	if level.Signed() || !signed.Signed() {
		t.Error("Signed is wrong")
	}
}

func TestBeautyIsReplacedNotChanged(t *testing.T) {
	start := DefaultBeauty()
	if start.Changed() {
		t.Error("the defaults count as changed")
	}
	if v := start.Value(BeautySmooth); v != 6 {
		t.Errorf("smoothing starts at %v", v)
	}
	next := start.With(BeautySmooth, 99)
	next.Filter = "warm"
	if next.Value(BeautySmooth) != 9 || start.Value(BeautySmooth) != 6 {
		t.Errorf("With: %v, and the old one became %v", next.Value(BeautySmooth), start.Value(BeautySmooth))
	}
	if !next.Changed() || next.Reset().Changed() {
		t.Error("Changed or Reset is wrong")
	}
	if same := start.With("nothing", 1); same.Changed() {
		t.Error("an unknown parameter changed something")
	}
}

func TestDisplayName(t *testing.T) {
	if n := (User{ID: "u"}).DisplayName(); n != "u" {
		t.Errorf("without a nickname: %q", n)
	}
	if n := (User{ID: "u", Name: "Nora"}).DisplayName(); n != "Nora" {
		t.Errorf("with one: %q", n)
	}
}
