package lobby

import (
	"maps"

	"onair/liveroom"
)

// lobbyRooms are the rooms of a server, put together from lists that are read and
// changes that are told. A list may be older than a change that was told while it
// was read, so such changes are made to it again. Not safe for use from several
// goroutines.
type lobbyRooms struct {
	rooms map[uint32]liveroom.RoomInfo
	reads map[*lobbyRead]bool
}

// lobbyRead is a list being read, with what was told since it was asked for.
type lobbyRead struct{ told []liveroom.OnRoomListChange }

// begin notes that a list is about to be asked for.
func (l *lobbyRooms) begin() *lobbyRead {
	if l.reads == nil {
		l.reads = make(map[*lobbyRead]bool)
	}
	r := &lobbyRead{}
	l.reads[r] = true
	return r
}

// cancel forgets a list that did not come.
func (l *lobbyRooms) cancel(r *lobbyRead) { delete(l.reads, r) }

// end takes over a list.
func (l *lobbyRooms) end(r *lobbyRead, list []liveroom.RoomInfo) {
	delete(l.reads, r)
	l.rooms = make(map[uint32]liveroom.RoomInfo, len(list))
	for _, room := range list {
		l.rooms[room.RoomID] = room
	}
	for _, e := range r.told {
		l.apply(e)
	}
}

// changed takes over what was told.
func (l *lobbyRooms) changed(e liveroom.OnRoomListChange) {
	for r := range maps.Keys(l.reads) {
		r.told = append(r.told, e)
	}
	l.apply(e)
}

func (l *lobbyRooms) apply(e liveroom.OnRoomListChange) {
	if l.rooms == nil {
		l.rooms = make(map[uint32]liveroom.RoomInfo)
	}
	for _, id := range e.Removed {
		delete(l.rooms, id)
	}
	for _, room := range e.Changed {
		l.rooms[room.RoomID] = room
	}
}
