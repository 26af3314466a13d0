// Package lite is a WebRTC connection for who only watches: ICE lite, DTLS and SRTP, put together without a PeerConnection.
//
// A relay has hundreds of these on one socket. Each takes what the socket's one reader hands it, runs one goroutine and those of DTLS,
// and encrypts what it sends on the caller's goroutine, right into the socket's batch. What a client sends counts only once it proved
// who it is: STUN by its message integrity, from an address that did so everything else, and that only when it decrypts.
package lite

import (
	"net"
	"net/netip"
	"strings"
	"sync"

	"github.com/pion/ice/v2"
	"github.com/pion/stun"

	"onair/server/sfu/internal/udpbatch"
)

// Hub finds the connection that a datagram is for. Its methods may be called from any goroutine.
type Hub struct {
	known func(netip.AddrPort) bool
	tcp   ice.TCPMux

	mu     sync.RWMutex
	names  map[string]*Conn // by the relay's part of the user name in STUN
	places map[netip.AddrPort]place
}

// place is who has an address, and whether somebody there has answered.
type place struct {
	*Conn
	proven bool
}

// NewHub makes a hub without connections. known tells whether a peer whose handshake is done is at an address: nobody else may have it.
func NewHub(known func(netip.AddrPort) bool) *Hub {
	return &Hub{known: known, names: map[string]*Conn{}, places: map[netip.AddrPort]place{}}
}

// OverTCP lets clients come over TCP, too.
func (h *Hub) OverTCP(mux ice.TCPMux) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tcp = mux
}

// Take handles a datagram if it is for one of the hub's connections, and otherwise returns false. The datagram may be changed, and is
// not kept.
func (h *Hub) Take(sock *udpbatch.Conn, p []byte, from netip.AddrPort) bool {
	from = netip.AddrPortFrom(from.Addr().Unmap(), from.Port())
	at := route{sock: sock, to: from}
	h.mu.RLock()
	there := h.places[from].Conn
	h.mu.RUnlock()
	if stun.IsMessage(p) {
		m := &stun.Message{Raw: p}
		if c := h.asked(m); c != nil {
			c.handleCheck(m, at)
			return true
		}
		if there == nil || m.Type.Class == stun.ClassRequest {
			return false
		}
		if m.Type == stun.BindingSuccess {
			there.handleAnswer(m, at)
		}
		return true
	}
	if there != nil {
		there.handle(p)
	}
	return there != nil
}

// asked decodes a STUN message and returns the connection whose name is in it.
func (h *Hub) asked(m *stun.Message) *Conn {
	if m.Decode() != nil {
		return nil
	}
	user, err := m.Get(stun.AttrUsername)
	if err != nil {
		return nil
	}
	name, _, _ := strings.Cut(string(user), ":")
	return h.find(name)
}

func (h *Hub) find(name string) *Conn {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.names[name]
}

// Came tells that the first message of a connection over TCP is STUN, for a name that may be one of the hub's.
func (h *Hub) Came(first []byte, local net.IP) {
	m := &stun.Message{Raw: first}
	c := h.asked(m)
	if c == nil {
		return
	}
	user, _ := m.Get(stun.AttrUsername)
	name, _, _ := strings.Cut(string(user), ":")
	h.mu.RLock()
	mux := h.tcp
	h.mu.RUnlock()
	c.openTCP(mux, name, local)
}

func (h *Hub) enter(name string, c *Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.names[name] = c
}

// settle gives a connection an address that its client's check came from, unless another peer is there.
func (h *Hub) settle(c *Conn, a netip.AddrPort) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch other := h.places[a]; {
	case other.Conn == c:
	case other.proven, other.Conn == nil && h.known(a):
		return false
	default:
		h.places[a] = place{c, false}
	}
	return true
}

// prove notes that somebody at a connection's address has answered.
func (h *Hub) prove(c *Conn, a netip.AddrPort) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.places[a].Conn == c {
		h.places[a] = place{c, true}
	}
}

func (h *Hub) leave(c *Conn, names []string, places []netip.AddrPort) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range names {
		delete(h.names, n)
	}
	for _, a := range places {
		if h.places[a].Conn == c {
			delete(h.places, a)
		}
	}
}
