// Package lobby tells those who watch the list of rooms what changes in it, and of a
// private room only those whom it lets in.
package lobby

import (
	"context"
	"sync"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// pace is the shortest time between two roomListChanged events.
const pace = 500 * time.Millisecond

// Config is what the lobby asks of others, on its goroutine.
type Config struct {
	// Room is a room as it is now; one that does not exist if there is none.
	Room func(id uint32) room.State
	// Each calls with every session.
	Each func(func(Watcher))
}

// Watcher is a session. Safe for use from any goroutine; nothing in it waits.
type Watcher interface {
	User() string
	// Watching reports whether it wants to know of the room list.
	Watching() bool
	// PostList sends an event if it does.
	PostList(*signaling.Event)
}

// Lobby tells sessions that watch the room list what changed in it, gathered.
type Lobby struct {
	cfg  Config
	mu   sync.Mutex
	dirt map[uint32]bool
	wake chan struct{}

	shown map[uint32]map[string]signaling.RoomInfo // private rooms, by user; of run
}

// New makes a lobby that has told nothing yet.
func New(cfg Config) *Lobby {
	return &Lobby{cfg: cfg, dirt: make(map[uint32]bool), wake: make(chan struct{}, 1), shown: make(map[uint32]map[string]signaling.RoomInfo)}
}

// Touch notes that a room's entry in the list may be different.
func (l *Lobby) Touch(id uint32) {
	l.mu.Lock()
	l.dirt[id] = true
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// Run tells until ctx ends. A first change is told at once, the next ones at
// the lobby's pace.
func (l *Lobby) Run(ctx context.Context) {
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
		case <-time.After(pace):
		}
	}
}

// gather finds what is different from what was told before, for everybody; private
// are the rooms of which each has to be told apart.
func (l *Lobby) gather(told map[uint32]signaling.RoomInfo) (out signaling.RoomListEvent, private map[uint32]room.State) {
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
		st := l.cfg.Room(id)
		if st.Exists() && st.Private() {
			private[id] = st
		} else if st.Exists() {
			info, ok = wire.RoomInfo(st), true
		}
		switch {
		case ok && (!known || info != before):
			told[id] = info
			out.Changed = append(out.Changed, info)
		case !ok && (known || !st.Exists() && l.shown[id] == nil): // who has read the list in between may know it
			delete(told, id)
			out.Removed = append(out.Removed, id)
		}
	}
	return out, private
}
