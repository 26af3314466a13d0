package hall

import (
	"fmt"
	"testing"
	"time"

	"onair/room"
)

// BenchmarkHidingNames looks through a full room's names after a change of the
// blocked words.
func BenchmarkHidingNames(b *testing.B) {
	words := make([]string, room.MaxWords)
	for i := range words {
		words[i] = fmt.Sprint("word", i)
	}
	st, _, _ := room.Apply(room.State{}, room.Create{Room: 5, By: room.User{ID: "anna"}, Rules: room.DefaultRules()}, time.Now())
	for i := range 9999 {
		st, _, _ = room.Apply(st, room.Enter{By: room.User{ID: fmt.Sprint("u", i), Name: fmt.Sprint("The viewer no. ", i)}}, time.Now())
	}
	after, _, _ := room.Apply(st, room.SetWords{By: "anna", Words: words}, time.Now())
	h := newRoom(&Hall{}, 5)
	for b.Loop() {
		h.hideNames(step{op: Op{Cmd: room.SetWords{}}, before: st, after: after})
	}
}
