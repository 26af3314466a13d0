package lobby

import (
	"maps"
	"slices"

	"onair/liveroom"
)

// lobbyRooms are the rooms of a server, put together from lists that are read and
// changes that are told. A list may be older than a change that was told while it
// was read, so such changes are made to it again. A copy is a state of its own: the
// maps are replaced, never written to.
type lobbyRooms struct {
	Known map[uint32]liveroom.RoomInfo
	// Asked is the number of the newest question, Told what was told since each that
	// has no answer yet.
	Asked uint64
	Told  map[uint64][]liveroom.OnRoomListChange
}

// begin numbers a list that is about to be asked for.
func (l *lobbyRooms) begin() uint64 {
	l.Asked++
	l.Told = cloned(l.Told)
	l.Told[l.Asked] = nil
	return l.Asked
}

// cancel forgets a list that did not come.
func (l *lobbyRooms) cancel(number uint64) {
	l.Told = cloned(l.Told)
	delete(l.Told, number)
}

// end takes over a list.
func (l *lobbyRooms) end(number uint64, list []liveroom.RoomInfo) {
	told := l.Told[number]
	l.cancel(number)
	l.Known = make(map[uint32]liveroom.RoomInfo, len(list))
	for _, room := range list {
		l.Known[room.RoomID] = room
	}
	for _, e := range told {
		apply(l.Known, e)
	}
}

// changed takes over what was told.
func (l *lobbyRooms) changed(e liveroom.OnRoomListChange) {
	l.Told = cloned(l.Told)
	for number, told := range l.Told {
		l.Told[number] = append(slices.Clip(told), e)
	}
	l.Known = cloned(l.Known)
	apply(l.Known, e)
}

func apply(rooms map[uint32]liveroom.RoomInfo, e liveroom.OnRoomListChange) {
	for _, id := range e.Removed {
		delete(rooms, id)
	}
	for _, room := range e.Changed {
		rooms[room.RoomID] = room
	}
}

// cloned may be written to.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}
