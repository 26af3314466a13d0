package lobby

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"onair/liveroom"
)

func TestARoomThatEndsWhileTheListIsReadIsGone(t *testing.T) {
	var l lobbyRooms
	l.changed(liveroom.OnRoomListChange{Changed: []liveroom.RoomInfo{{RoomID: 1}, {RoomID: 2}}})
	read := l.begin()
	l.changed(liveroom.OnRoomListChange{Removed: []uint32{2}})
	l.end(read, []liveroom.RoomInfo{{RoomID: 1}, {RoomID: 2}}) // made before the room ended
	if _, there := l.Known[2]; there || len(l.Known) != 1 {
		t.Errorf("%v", l.Known)
	}
}

// TestTheLobbyEndsUpAsTheServer: rooms begin, change and end; what is told of it
// and the lists asked for arrive late, each in its own time.
func TestTheLobbyEndsUpAsTheServer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type reading struct {
			read uint64
			list []liveroom.RoomInfo // nil: not made yet
			made bool
		}
		server := map[uint32]liveroom.RoomInfo{}
		var lobby lobbyRooms
		var told []liveroom.OnRoomListChange // on the way
		var reads []*reading
		deliver := func() {
			lobby.changed(told[0])
			told = told[1:]
		}
		finish := func(i int) {
			r := reads[i]
			if !r.made {
				r.list, r.made = nil, true
				for room := range maps.Values(server) {
					r.list = append(r.list, room)
				}
				return
			}
			reads = append(reads[:i:i], reads[i+1:]...)
			lobby.end(r.read, r.list)
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			id := rapid.Uint32Range(1, 4).Draw(t, "room")
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0, 1:
				room := liveroom.RoomInfo{RoomID: id, MemberCount: rapid.IntRange(1, 9).Draw(t, "members")}
				server[id] = room
				told = append(told, liveroom.OnRoomListChange{Changed: []liveroom.RoomInfo{room}})
			case 2:
				delete(server, id)
				told = append(told, liveroom.OnRoomListChange{Removed: []uint32{id}})
			case 3:
				if len(told) > 0 {
					deliver()
				}
			case 4:
				reads = append(reads, &reading{read: lobby.begin()})
			case 5:
				if len(reads) > 0 {
					finish(rapid.IntRange(0, len(reads)-1).Draw(t, "read"))
				}
			}
		}
		for len(reads) > 0 || len(told) > 0 {
			if len(told) > 0 && (len(reads) == 0 || rapid.Bool().Draw(t, "told first")) {
				deliver()
			} else {
				finish(0)
			}
		}
		if len(reads) == 0 && !maps.Equal(lobby.Known, server) && len(lobby.Known)+len(server) > 0 {
			t.Fatalf("the lobby has %v, the server %v", lobby.Known, server)
		}
	})
}
