package stage

import (
	"testing"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// TestWhenTheLastPictureIsShownDimmed goes through what becomes of the host's and a
// guest's stream.
func TestWhenTheLastPictureIsShownDimmed(t *testing.T) {
	host := liveroom.UserInfo{UserID: "host"}
	type stall struct{ d time.Duration }
	off, lost := liveroom.OnUserVideoAvailable{UserID: "host"}, liveroom.OnUserVideoAvailable{UserID: "host", Lost: true}
	on, first := liveroom.OnUserVideoAvailable{UserID: "host", Available: true}, liveroom.OnFirstVideoFrame{UserID: "host"}
	away, back := RoomIs{Room: model.Room{ID: 1}, Live: true, HostAway: true}, RoomIs{Room: model.Room{ID: 1}, Live: true}
	none := RoomIs{Room: model.Room{ID: 1}}
	comes := func(q liveroom.RemoteQuality) Event {
		return liveroom.OnRemoteQuality{UserID: "host", RemoteQuality: q}
	}
	alone, again := comes(liveroom.RemoteQuality{Why: "chosen", Sound: true}), comes(liveroom.RemoteQuality{Height: 360})
	for _, x := range []struct {
		name   string
		events []Event
		slate  bool
		phase  model.WatchPhase
	}{
		{"it plays", nil, false, model.WatchPlaying},
		{"the picture is lost", []Event{lost}, true, model.WatchWaiting},
		{"and is back", []Event{lost, on}, true, model.WatchWaiting},
		{"and is shown", []Event{lost, on, first}, false, model.WatchPlaying},
		{"the camera is switched off", []Event{off}, false, model.WatchCamOff},
		{"before the stream is lost", []Event{off, lost}, false, model.WatchWaiting},
		{"while it is lost", []Event{lost, off}, false, model.WatchCamOff},
		{"the host sends no more", []Event{lost, liveroom.OnAnchorExit{User: host}, none}, false, model.WatchWaiting},
		{"the host goes", []Event{away, lost, liveroom.OnAnchorExit{User: host}, away}, true, model.WatchHostAway},
		{"and comes back", []Event{away, lost, liveroom.OnAnchorExit{User: host}, away, back, liveroom.OnAnchorEnter{User: host}, on, first}, false, model.WatchPlaying},
		{"the host goes with the camera off", []Event{off, liveroom.OnAnchorExit{User: host}, away}, false, model.WatchHostAway},
		{"the room ends", []Event{lost, liveroom.OnRoomDestroy{}}, false, model.WatchEnded},
		{"the viewer is put out", []Event{lost, liveroom.OnKickedOut{}}, false, model.WatchRemoved},
		{"nothing comes for a moment", []Event{stall{2 * time.Second}}, false, model.WatchPlaying},
		{"nothing comes", []Event{stall{2100 * time.Millisecond}}, true, model.WatchBuffering},
		{"it comes again slowly", []Event{stall{3 * time.Second}, stall{time.Second}}, true, model.WatchBuffering},
		{"it comes again", []Event{stall{3 * time.Second}, stall{900 * time.Millisecond}}, false, model.WatchPlaying},
		{"sound alone is chosen", []Event{alone}, false, model.WatchCamOff},
		{"and a picture again", []Event{alone, again}, false, model.WatchWaiting},
		{"which is shown", []Event{alone, again, first}, false, model.WatchPlaying},
		{"the line carries sound alone", []Event{comes(liveroom.RemoteQuality{Why: "line", Sound: true})}, false, model.WatchPlaying},
		{"numbers say nothing of what is lost", []Event{lost, stall{0}}, true, model.WatchWaiting},
	} {
		s := watching(model.JoinNone)
		for _, e := range x.events {
			if d, is := e.(stall); is {
				Stalls(&s.State, map[string]time.Duration{"host": d.d})
			} else {
				s, _ = reduce(s, e, noon)
			}
		}
		if got := s.Watching.Tiles[0].Slate; got != x.slate || s.Watching.Phase != x.phase {
			t.Errorf("%s: slate %v, phase %v; want %v, %v", x.name, got, s.Watching.Phase, x.slate, x.phase)
		}
	}
	// A guest's tile stays dimmed as long as the seat, and goes with it.
	s := watching(model.JoinNone)
	for i, e := range []Event{
		liveroom.OnAnchorEnter{User: bob}, liveroom.OnUserVideoAvailable{UserID: "bob", Available: true}, liveroom.OnFirstVideoFrame{UserID: "bob"},
		liveroom.OnUserVideoAvailable{UserID: "bob", Lost: true}, liveroom.OnAnchorExit{User: bob},
	} {
		s, _ = reduce(s, e, noon)
		if n := len(s.Watching.Tiles); (n == 2) != (i < 4) || n == 2 && s.Watching.Tiles[1].Slate != (i == 3) {
			t.Errorf("step %d: %+v", i, s.Watching.Tiles)
		}
	}
}
