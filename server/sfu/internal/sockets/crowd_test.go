package sockets

import (
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
)

// caller is a connection that says where it comes from.
type caller struct {
	net.Conn
	at     netip.AddrPort
	closed atomic.Bool
}

func (c *caller) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(c.at) }
func (c *caller) LocalAddr() net.Addr  { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 7881} }
func (c *caller) Close() error         { c.closed.Store(true); return nil }

// callers is a listener that hands out what comes.
type callers chan net.Conn

func (q callers) Accept() (net.Conn, error) {
	if c, ok := <-q; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (q callers) Close() error   { return nil }
func (q callers) Addr() net.Addr { return &net.TCPAddr{} }

// comes sends connections through a listener and returns, for each, whether it is open in the end.
func comes(t *testing.T, l *shownListener, from ...string) map[string]bool {
	t.Helper()
	q := make(callers, len(from))
	l.Listener = q
	all := map[string]*caller{}
	for _, f := range from {
		all[f] = &caller{at: netip.MustParseAddrPort(f)}
		q <- all[f]
	}
	close(q)
	for range from {
		if _, err := l.Accept(); err != nil {
			break
		}
	}
	open := map[string]bool{}
	for f, c := range all {
		open[f] = !c.closed.Load()
	}
	return open
}

func listenerFor(most, each int, proven func(netip.AddrPort) bool) *shownListener {
	return &shownListener{on: Watch{Alert: func(netip.AddrPort) {}, Known: proven}, crowd: newCrowd(most, each)}
}

func TestOneAddressHasSoManyTCPConnections(t *testing.T) {
	l := listenerFor(100, 2, func(netip.AddrPort) bool { return false })
	open := comes(t, l, "192.0.2.1:1", "[::ffff:192.0.2.1]:2", "192.0.2.1:3", "192.0.2.2:1", "[2001:db8::1]:1", "[2001:db8::ffff:1]:1", "[2001:db8::2]:1", "[2001:db8:0:1::1]:1")
	for _, f := range []string{"192.0.2.1:1", "[::ffff:192.0.2.1]:2", "192.0.2.2:1", "[2001:db8::1]:1", "[2001:db8::ffff:1]:1", "[2001:db8:0:1::1]:1"} {
		if !open[f] {
			t.Errorf("%s was turned away", f)
		}
	}
	if open["192.0.2.1:3"] || open["[2001:db8::2]:1"] {
		t.Errorf("one too many: %v", open)
	}
}

func TestAFullRelayHasAPlaceForOthers(t *testing.T) {
	l := listenerFor(6, 5, func(a netip.AddrPort) bool { return a.Port() < 100 })
	var from []string
	for i := range 4 { // one address takes places and shows nothing, but for one viewer behind it
		from = append(from, fmt.Sprintf("192.0.2.1:%d", 99+i))
	}
	from = append(from, "192.0.2.9:1", "192.0.2.9:2", "192.0.2.3:100", "192.0.2.4:100", "192.0.2.1:200")
	open := comes(t, l, from...)
	for _, f := range []string{"192.0.2.1:99", "192.0.2.9:1", "192.0.2.9:2", "192.0.2.3:100", "192.0.2.4:100"} {
		if !open[f] {
			t.Errorf("%s has no place", f)
		}
	}
	if open["192.0.2.1:200"] || open["192.0.2.1:102"] {
		t.Errorf("who has most keeps all: %v", open)
	}
	if l.crowd.open != 6 {
		t.Errorf("%d places taken of 6", l.crowd.open)
	}
}
