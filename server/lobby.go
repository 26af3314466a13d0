package server

import (
	"context"
	"sync"
	"time"

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
}

func newLobby(s *Server) *lobby {
	return &lobby{srv: s, dirt: make(map[uint32]bool), wake: make(chan struct{}, 1)}
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
		if ev := l.gather(told); ev != nil {
			for _, s := range l.srv.sessions.all() {
				s.postList(ev)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(lobbyPace):
		}
	}
}

// gather makes the event of what is different from what was told before.
func (l *lobby) gather(told map[uint32]signaling.RoomInfo) *event {
	l.mu.Lock()
	dirt := l.dirt
	l.dirt = make(map[uint32]bool)
	l.mu.Unlock()
	var out signaling.RoomListEvent
	for id := range dirt {
		before, known := told[id]
		info, ok := signaling.RoomInfo{}, false
		if h := l.srv.rooms.get(id); h != nil {
			if st := h.current(); st.Exists() {
				info, ok = roomInfo(st), true
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
	if out.Changed == nil && out.Removed == nil {
		return nil
	}
	return newEvent(signaling.EventRoomListChanged, out)
}

// postList sends a list event to a session that watches.
func (s *session) postList(ev *event) {
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
