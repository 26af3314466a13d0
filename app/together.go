package app

import (
	"sync"
	"sync/atomic"

	"onair/app/model"
)

// together is what the controller remembers of the room on screen besides the
// state: numbers that only make sense between events.
type together struct {
	bannerID atomic.Uint64

	mu       sync.Mutex
	likes    int   // taps not sent yet
	ownLikes int64 // sent and not seen in an event yet
	flushing bool
	givers   map[string]model.Giver
}

func (t *together) reset() {
	t.mu.Lock()
	t.likes, t.ownLikes, t.flushing, t.givers = 0, 0, false, map[string]model.Giver{}
	t.mu.Unlock()
}
