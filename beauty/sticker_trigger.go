package beauty

import (
	"sync"
	"time"
)

// gestures is the inbox of NoteGesture: the newest few, for the next frame.
type gestures struct {
	mu   sync.Mutex
	list [8]gestureNote
	n    int
}

type gestureNote struct {
	name string
	at   time.Time
}

// note keeps a gesture; with the inbox full the oldest is lost.
func (g *gestures) note(name string, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.n == len(g.list) {
		copy(g.list[:], g.list[1:])
		g.n--
	}
	g.list[g.n] = gestureNote{name, at}
	g.n++
}
