package room

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
)

func TestRankListsNameWhoGaveAndLikedMost(t *testing.T) {
	s := situations(t)["on air"]
	s = play(t, s, Gift{By: fan.ID, Key: "1", Coins: 5}, Gift{By: guest.ID, Key: "2", Coins: 5}, Gift{By: guest.ID, Key: "3", Coins: 1},
		Like{Count: 4, By: []Ranked{{fan, 1}, {guest, 3}}}, Like{Count: 9, By: []Ranked{{fan, 9}}})
	if got, want := s.Givers(9), []Ranked{{guest, 6}, {fan, 5}}; !reflect.DeepEqual(got, want) {
		t.Errorf("givers %+v, want %+v", got, want)
	}
	if got, want := s.Likers(1), []Ranked{{fan, 10}}; !reflect.DeepEqual(got, want) {
		t.Errorf("likers %+v, want %+v", got, want)
	}
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(back.Givers(9), s.Givers(9)) || !reflect.DeepEqual(back.Likers(9), s.Likers(9)) {
		t.Errorf("stored and read: %+v, %v", back.Givers(9), err)
	}
	for i := range 3 * rankKept {
		s = play(t, s, Like{Count: 1, By: []Ranked{{User{ID: fmt.Sprint("u", i)}, 1}}})
	}
	if l := s.Likers(1 << 20); len(l) != rankKept || l[0].User != fan || l[1].User != guest {
		t.Errorf("%d kept, first %+v", len(l), l[:2])
	}
}
