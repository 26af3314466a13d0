package lobby

import (
	"maps"
	"slices"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// tell tells those who watch the room list: all the same, but for private rooms,
// of which only those whom the room lets in may know.
func (l *Lobby) tell(out signaling.RoomListEvent, private map[uint32]room.State) {
	var all *signaling.Event
	if len(out.Changed)+len(out.Removed) > 0 {
		all = signaling.NewEvent(signaling.EventRoomListChanged, out)
	}
	if all == nil && len(private) == 0 {
		return
	}
	l.cfg.Each(func(s Watcher) {
		ev := all
		if s.Watching() {
			if own, differs := l.forUser(s.User(), out, private); differs {
				ev = signaling.NewEvent(signaling.EventRoomListChanged, own)
			}
		}
		if ev != nil {
			s.PostList(ev)
		}
	})
	for id, st := range private {
		if !st.Exists() {
			delete(l.shown, id)
		}
	}
}

// forUser adds what one user is told of private rooms.
func (l *Lobby) forUser(user string, out signaling.RoomListEvent, private map[uint32]room.State) (signaling.RoomListEvent, bool) {
	own := signaling.RoomListEvent{Changed: slices.Clone(out.Changed), Removed: slices.Clone(out.Removed)}
	differs := false
	for _, id := range slices.Sorted(maps.Keys(private)) {
		st := private[id]
		before, known := l.shown[id][user]
		switch may := st.Exists() && st.LetIn(user); {
		case may:
			info := wire.RoomInfo(st)
			if known && info == before {
				continue
			}
			if l.shown[id] == nil {
				l.shown[id] = make(map[string]signaling.RoomInfo)
			}
			l.shown[id][user] = info
			own.Changed = append(own.Changed, info)
			own.Removed = slices.DeleteFunc(own.Removed, func(r uint32) bool { return r == id })
			differs = true
		case known:
			delete(l.shown[id], user)
			public := slices.ContainsFunc(own.Changed, func(r signaling.RoomInfo) bool { return r.RoomID == id })
			if !public && !slices.Contains(own.Removed, id) {
				own.Removed = append(own.Removed, id)
				differs = true
			}
		}
	}
	return own, differs
}
