package sockets

import (
	"net/netip"
	"sync"
)

// Places knows who is at which remote address. Any goroutine may use it, and its Place.
type Places[T comparable] struct {
	mu sync.Mutex
	at map[netip.AddrPort]T
}

// Find returns who is at an address.
func (p *Places[T]) Find(a netip.AddrPort) (who T, is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	who, is = p.at[netip.AddrPortFrom(a.Addr().Unmap(), a.Port())]
	return who, is
}

// Place is one peer's entry, empty at first.
type Place[T comparable] struct {
	all  *Places[T]
	mine netip.AddrPort // this and the rest guarded by all.mu
	who  T
	is   bool
	gone bool
}

// Place makes an entry.
func (p *Places[T]) Place() Place[T] { return Place[T]{all: p} }

// Update enters the address that the peer has now, which ICE may change.
func (e *Place[T]) Update(a netip.AddrPort, who T) {
	if !a.IsValid() {
		return
	}
	e.all.mu.Lock()
	defer e.all.mu.Unlock()
	if e.gone || e.mine == a {
		return
	}
	e.leave()
	if e.all.at == nil {
		e.all.at = map[netip.AddrPort]T{}
	}
	e.mine, e.who, e.is = a, who, true
	e.all.at[a] = who
}

// Clear removes the entry for good.
func (e *Place[T]) Clear() {
	e.all.mu.Lock()
	defer e.all.mu.Unlock()
	e.gone = true
	e.leave()
}

// leave frees the address unless somebody else has it by now. With the lock.
func (e *Place[T]) leave() {
	if who, there := e.all.at[e.mine]; e.is && there && who == e.who {
		delete(e.all.at, e.mine)
	}
}
