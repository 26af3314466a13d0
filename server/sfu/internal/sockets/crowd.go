package sockets

import (
	"net/netip"
	"slices"
	"sync"

	"onair/server/asker"
)

// crowd is the clients' TCP connections by address, of IPv6 by network of 64 bits. One address has so many at most; when all
// places are taken, who has fewer gets one of who has most. Connections whose client proved who it is keep theirs.
type crowd struct {
	most, each int

	mu   sync.Mutex
	open int
	by   map[netip.Addr][]*shownConn // in order of coming
}

func newCrowd(most, each int) *crowd {
	return &crowd{most: most, each: each, by: map[netip.Addr][]*shownConn{}}
}

// enter finds a place for a connection. out, if any, has to go for it.
func (w *crowd) enter(c *shownConn) (out *shownConn, ok bool) {
	who := asker.Household(c.remote.Addr())
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.by[who]) >= w.each {
		return nil, false
	}
	if w.open >= w.most {
		if out = w.spare(len(w.by[who]) + 1); out == nil {
			return nil, false
		}
		w.remove(out)
	}
	w.by[who] = append(w.by[who], c)
	w.open++
	return out, true
}

// spare is the newest unproven connection of the address that has most, if that is more than few.
func (w *crowd) spare(few int) *shownConn {
	var crowded []*shownConn
	for _, list := range w.by {
		if len(list) > max(few, len(crowded)) {
			crowded = list
		}
	}
	for _, c := range slices.Backward(crowded) {
		if !c.proven() {
			return c
		}
	}
	return nil
}

// leave gives a connection's place back; one that has none is none the worse.
func (w *crowd) leave(c *shownConn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.remove(c)
}

func (w *crowd) remove(c *shownConn) {
	who := asker.Household(c.remote.Addr())
	i := slices.Index(w.by[who], c)
	if i < 0 {
		return
	}
	w.open--
	if w.by[who] = slices.Delete(w.by[who], i, i+1); len(w.by[who]) == 0 {
		delete(w.by, who)
	}
}
