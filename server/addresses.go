package server

import (
	"net"
	"net/netip"
	"sync"
)

// limitedListener holds each client address to a number of open connections;
// more are closed at once. This machine's own programs are not counted: a
// reverse proxy in front of the server is one of them.
type limitedListener struct {
	net.Listener
	most    int
	refused func(from netip.Addr)

	mu   sync.Mutex
	open map[netip.Addr]int
}

func limitAddresses(ln net.Listener, most int, refused func(netip.Addr)) *limitedListener {
	return &limitedListener{Listener: ln, most: most, refused: refused, open: make(map[netip.Addr]int)}
}

// Accept implements net.Listener.
func (l *limitedListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from, err := netip.ParseAddrPort(c.RemoteAddr().String())
		if err != nil || from.Addr().IsLoopback() {
			return c, nil
		}
		addr := client(from.Addr())
		if !l.take(addr) {
			c.Close()
			l.refused(addr)
			continue
		}
		return &countedConn{Conn: c, done: sync.OnceFunc(func() { l.give(addr) })}, nil
	}
}

// client is what counts as one address: of IPv6 the network of 64 bits, which is
// one household's.
func client(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.Addr()
		}
	}
	return a
}

func (l *limitedListener) take(a netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[a] >= l.most {
		return false
	}
	l.open[a]++
	return true
}

func (l *limitedListener) give(a netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[a]--; l.open[a] <= 0 {
		delete(l.open, a)
	}
}

// countedConn gives its place back when it is closed.
type countedConn struct {
	net.Conn
	done func()
}

func (c *countedConn) Close() error {
	c.done()
	return c.Conn.Close()
}
