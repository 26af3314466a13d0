package hall

import (
	"sync"

	"onair/room"
)

// Publication is one run of a user's stream. What flows is held back until the
// room knows of the stream.
type Publication struct {
	host   *Room
	user   string
	stream string

	mu    sync.Mutex
	known bool
	heard bool // flow was told
	flow  room.Media
}

// onFlow notes what flows now; the relay calls it.
func (p *Publication) onFlow(m room.Media) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flow, p.heard = m, true
	if p.known {
		p.sendLocked()
	}
}

// announced notes that the room knows the stream; it is called in the Op's Done.
func (p *Publication) announced() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known = true
	if p.flow != (room.Media{}) {
		p.sendLocked()
	}
}

// goOn is announced for a stream that flowed before the room was loaded: was is what the
// room knows of.
func (p *Publication) goOn(was room.Media) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known = true
	if p.heard && p.flow != was {
		p.sendLocked()
	}
}

func (p *Publication) sendLocked() {
	p.host.Push(Op{Cmd: room.Flow{User: p.user, Stream: p.stream, Is: p.flow}, Pub: p})
}

// newPublication begins a run of a user's stream in the room.
func (h *Room) newPublication(user, stream string) *Publication {
	return &Publication{host: h, user: user, stream: stream}
}
