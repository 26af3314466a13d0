package gateway

import (
	"net"
	"net/netip"
	"sync"

	"onair/server/asker"
)

// limitedListener holds each address to a number of open connections; more are
// closed at once. Trusted proxies are not counted, their clients are, later.
type limitedListener struct {
	net.Listener
	most    int
	proxies asker.Proxies
	refused func(from netip.Addr)

	mu   sync.Mutex
	open map[netip.Addr]int
}

// LimitAddresses holds each address to a number of open connections of ln; more are
// closed at once and told to refused. Trusted proxies are not counted.
func LimitAddresses(ln net.Listener, most int, proxies asker.Proxies, refused func(netip.Addr)) net.Listener {
	return &limitedListener{Listener: ln, most: most, proxies: proxies, refused: refused, open: make(map[netip.Addr]int)}
}

// Accept implements net.Listener.
func (l *limitedListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from, err := netip.ParseAddrPort(c.RemoteAddr().String())
		if err != nil || l.proxies.Has(from.Addr()) {
			return c, nil
		}
		addr := asker.Household(from.Addr())
		if !l.take(addr) {
			c.Close()
			l.refused(addr)
			continue
		}
		return &countedConn{Conn: c, done: sync.OnceFunc(func() { l.give(addr) })}, nil
	}
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

// Unwrap returns the connection that is counted.
func (c *countedConn) Unwrap() net.Conn { return c.Conn }

func (c *countedConn) Close() error {
	c.done()
	return c.Conn.Close()
}
