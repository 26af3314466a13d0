package stage

import (
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// TestTheControlRoom: the own tile shows what another program sends, from the start or
// in place of the camera.
func TestTheControlRoom(t *testing.T) {
	on := liveroom.OnOwnStream{RoomID: 1, On: true, Via: "rtmp"}
	waits, over := liveroom.OnOwnStream{RoomID: 1, Until: noon}, liveroom.OnOwnStream{RoomID: 1}
	first := liveroom.OnFirstVideoFrame{UserID: "me"}
	type look struct{ control, live, waiting, slate bool }
	for _, x := range []struct {
		name    string
		events  []Event
		want    look
		effects []string
	}{
		{"of another room", []Event{liveroom.OnOwnStream{RoomID: 2, On: true}}, look{}, nil},
		{"it begins", []Event{on}, look{control: true, waiting: true}, []string{"Release", "PlayOwn"}},
		{"it is seen", []Event{on, first}, look{control: true, live: true}, []string{"Release", "PlayOwn"}},
		{"it waits", []Event{on, first, waits}, look{control: true, waiting: true, slate: true}, []string{"Release", "PlayOwn"}},
		{"it is back", []Event{on, first, waits, on, first}, look{control: true, live: true}, []string{"Release", "PlayOwn"}},
		{"it is over", []Event{on, first, over}, look{control: true}, []string{"Release", "PlayOwn"}},
		{"the camera instead", []Event{on, first, waits, WantCamera{}, over, CameraTaken{}}, look{waiting: true}, []string{"Release", "PlayOwn", "TakeCamera"}},
		{"which does not work", []Event{on, first, over, WantCamera{}, CameraTaken{errNo}}, look{control: true, waiting: true}, []string{"Release", "PlayOwn", "TakeCamera", "Release", "PlayOwn"}},
		{"and the program again", []Event{on, first, over, WantCamera{}, CameraTaken{}, on}, look{control: true, waiting: true}, []string{"Release", "PlayOwn", "TakeCamera", "Release", "PlayOwn"}},
		{"which comes first", []Event{on, first, over, WantCamera{}, on, CameraTaken{errNo}}, look{control: true, waiting: true}, []string{"Release", "PlayOwn", "TakeCamera", "Release", "PlayOwn"}},
	} {
		s := host()
		var effects []Effect
		for _, e := range x.events {
			var more []Effect
			s, more = reduce(s, e, noon)
			effects = append(effects, more...)
		}
		tile := s.OnAir.Tiles[0]
		if got := (look{s.OnAir.Control, tile.Live, tile.Waiting, tile.Slate}); got != x.want || tile.ID != model.LocalTile {
			t.Errorf("%s: %+v, want %+v", x.name, got, x.want)
		}
		if got := names(effects); !slices.Equal(got, x.effects) {
			t.Errorf("%s: effects %q, want %q", x.name, got, x.effects)
		}
	}
	s := host()
	s.Program = model.Program{Room: 9, Waits: noon.Add(time.Minute)}
	s, effects := reduce(s, OnAir{Room: model.Room{ID: 9}}, noon)
	if !s.OnAir.Control || !s.OnAir.Tiles[0].Waiting || !slices.Contains(names(effects), "PlayOwn") {
		t.Errorf("entered: %+v, %q", s.OnAir, names(effects))
	}
}
