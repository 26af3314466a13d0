package rtmp

import (
	"net/netip"
	"sync"
	"time"
)

// Bounds of connections that have not yet shown a good key.
const (
	lobbyMost    = 64
	lobbyAddress = 8 // of one address
	lobbyTime    = 10 * time.Second
)

// lobby is where connections are until they send: there are few places, of which one
// address gets only some. When all are taken the one that has waited longest goes.
type lobby struct {
	mu   sync.Mutex
	in   []*conn // oldest first
	from map[netip.Addr]int
}

func newLobby() *lobby { return &lobby{from: map[netip.Addr]int{}} }

// enter takes a place; false if the address has its share.
func (l *lobby) enter(c *conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.from[c.from] >= lobbyAddress {
		return false
	}
	if len(l.in) >= lobbyMost {
		_ = l.in[0].nc.Close()
		l.remove(0)
	}
	l.in = append(l.in, c)
	l.from[c.from]++
	return true
}

// leave gives the place back. It may be called again.
func (l *lobby) leave(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, other := range l.in {
		if other == c {
			l.remove(i)
			return
		}
	}
}

func (l *lobby) remove(i int) {
	c := l.in[i]
	l.in = append(l.in[:i], l.in[i+1:]...)
	if l.from[c.from]--; l.from[c.from] == 0 {
		delete(l.from, c.from)
	}
}
