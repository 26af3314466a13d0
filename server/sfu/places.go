package sfu

import (
	"net/netip"
	"sync"
)

// places knows which publisher or viewer is at which remote address.
type places struct {
	mu sync.Mutex
	at map[netip.AddrPort]stopper
}

// stopper is what ends when its client hangs up.
type stopper interface{ stop(Reason) }

func (p *places) find(a netip.AddrPort) stopper {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at[netip.AddrPortFrom(a.Addr().Unmap(), a.Port())]
}

// place is one peer's entry. Any goroutine may use it.
type place struct {
	all  *places
	mine netip.AddrPort // this and the rest guarded by all.mu
	who  stopper
	gone bool
}

// update enters the address that the peer has now, which ICE may change.
func (e *place) update(a netip.AddrPort, who stopper) {
	if !a.IsValid() {
		return
	}
	e.all.mu.Lock()
	defer e.all.mu.Unlock()
	if e.gone || e.mine == a {
		return
	}
	if e.all.at == nil {
		e.all.at = map[netip.AddrPort]stopper{}
	}
	if e.all.at[e.mine] == who {
		delete(e.all.at, e.mine)
	}
	e.mine, e.who = a, who
	e.all.at[a] = who
}

// clear removes the entry for good.
func (e *place) clear() {
	e.all.mu.Lock()
	defer e.all.mu.Unlock()
	e.gone = true
	if e.who != nil && e.all.at[e.mine] == e.who {
		delete(e.all.at, e.mine)
	}
}
