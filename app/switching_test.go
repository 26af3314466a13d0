package app

import (
	"testing"

	"onair/app/model"
)

// TestSwitchingFromLiveToLive: along three lives and back, past one that has
// ended, to the ends, and several at once.
func TestSwitchingFromLiveToLive(t *testing.T) {
	d := newDesk(t)
	hosts := map[uint32]*App{61: d.live("anna", 61), 62: d.live("bob", 62), 63: d.live("carol", 63)}
	v := d.watch("dora", 61)
	until(t, v, "three lives", func(s model.State) bool {
		n := 0
		for _, r := range s.Lobby.Rooms {
			if r.Live {
				n++
			}
		}
		return n == 3
	})
	order := v.Store.State().Lobby.WalkOrder(61)
	if len(order) != 3 {
		t.Fatalf("the order is %v", order)
	}
	for v.Store.State().Watching.Room.ID != order[0] {
		v.SwitchLive(false, false)
	}
	playing := func(id uint32) func(model.State) bool {
		return func(s model.State) bool {
			return s.Watching.Room.ID == id && s.Watching.Phase == model.WatchPlaying && len(s.Watching.Tiles) == 1 && s.Watching.Tiles[0].Live
		}
	}
	until(t, v, "the first live", playing(order[0]))
	v.SwitchLive(false, false)
	until(t, v, "being told of the end", func(s model.State) bool {
		return len(s.Notices) > 0 && s.Notices[len(s.Notices)-1].Code == model.NoticeFirstLive
	})
	v.SwitchLive(true, false)
	until(t, v, "the second live", playing(order[1]))
	v.SendChat("hello")
	until(t, hosts[order[1]], "what was said", func(s model.State) bool {
		return len(s.Live.Chat.Lines) > 0 && s.Live.Chat.Lines[len(s.Live.Chat.Lines)-1].Text == "hello"
	})
	v.SwitchLive(true, false)
	v.SwitchLive(false, false)
	v.SwitchLive(true, false)
	until(t, v, "the last of several", playing(order[2]))

	v.AskToJoin(false)
	until(t, hosts[order[2]], "the request", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 1 })
	v.SwitchLive(false, false)
	if s := v.Store.State(); s.Watching.Room.ID != order[2] {
		t.Fatal("a request was given up unasked")
	}
	hosts[order[1]].EndLive()
	until(t, v, "one live less", func(s model.State) bool {
		_, ok := s.Lobby.Neighbour(order[2], false)
		return ok && len(s.Lobby.WalkOrder(order[2])) == 2
	})
	v.SwitchLive(false, true)
	until(t, v, "the live before the one that ended", playing(order[0]))
	until(t, hosts[order[2]], "the request withdrawn", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 0 })
}
