package server

import (
	"context"
	"sync"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// lobbyPace is the shortest time between two roomListChanged events.
const lobbyPace = 500 * time.Millisecond

// lobby tells sessions that watch the room list what changed in it, gathered.
type lobby struct {
	srv  *Server
	mu   sync.Mutex
	dirt map[uint32]bool
	wake chan struct{}

	shown map[uint32]map[string]signaling.RoomInfo // private rooms, by user; of run
}

func newLobby(s *Server) *lobby {
	return &lobby{srv: s, dirt: make(map[uint32]bool), wake: make(chan struct{}, 1), shown: make(map[uint32]map[string]signaling.RoomInfo)}
}

// touch notes that a room's entry in the list may be different.
func (l *lobby) touch(id uint32) {
	l.mu.Lock()
	l.dirt[id] = true
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// run tells until ctx ends. A first change is told at once, the next ones at
// the lobby's pace.
func (l *lobby) run(ctx context.Context) {
	told := make(map[uint32]signaling.RoomInfo)
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.wake:
		}
		out, private := l.gather(told)
		l.tell(out, private)
		select {
		case <-ctx.Done():
			return
		case <-time.After(lobbyPace):
		}
	}
}

// gather finds what is different from what was told before, for everybody; private
// are the rooms of which each has to be told apart.
func (l *lobby) gather(told map[uint32]signaling.RoomInfo) (out signaling.RoomListEvent, private map[uint32]room.State) {
	l.mu.Lock()
	dirt := l.dirt
	l.dirt = make(map[uint32]bool)
	l.mu.Unlock()
	private = make(map[uint32]room.State)
	for id := range dirt {
		before, known := told[id]
		info, ok := signaling.RoomInfo{}, false
		if l.shown[id] != nil {
			private[id] = room.State{}
		}
		if h := l.srv.rooms.Get(id); h != nil {
			if st := h.Current(); st.Exists() && st.Private() {
				private[id] = st
			} else if st.Exists() {
				info, ok = wire.RoomInfo(st), true
			}
		}
		switch {
		case ok && (!known || info != before):
			told[id] = info
			out.Changed = append(out.Changed, info)
		case !ok && known:
			delete(told, id)
			out.Removed = append(out.Removed, id)
		}
	}
	return out, private
}

// PostList sends a list event to a session that watches.
func (s *session) PostList(ev *signaling.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watches && !s.ended {
		s.postLocked(ev)
	}
}

func (s *session) watch(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watches = on
}
