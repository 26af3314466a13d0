package gateway

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"onair/server/asker"
)

// from is a connection that says it comes from elsewhere.
type from struct {
	net.Conn
	addr net.Addr
}

func (f from) RemoteAddr() net.Addr { return f.addr }

// queue is a listener that hands out what it is given.
type queue chan net.Conn

func (q queue) Accept() (net.Conn, error) {
	c, ok := <-q
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (q queue) Close() error   { return nil }
func (q queue) Addr() net.Addr { return &net.TCPAddr{} }

func TestOneAddressHasSoManyConnections(t *testing.T) {
	q := make(queue, 16)
	var refused []string
	l := LimitAddresses(q, 2, asker.Proxies{netip.MustParsePrefix("127.0.0.1/32")}, func(a netip.Addr) { refused = append(refused, a.String()) })
	comes := func(addr string) net.Conn {
		t.Helper()
		a, b := net.Pipe()
		t.Cleanup(func() { b.Close() })
		q <- from{a, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(addr))}
		return b
	}
	accept := func() net.Conn {
		t.Helper()
		c, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	comes("192.0.2.1:1")
	comes("[::ffff:192.0.2.1]:2")
	first := accept()
	accept()
	late := comes("192.0.2.1:3")
	comes("192.0.2.2:1")
	if got := accept().RemoteAddr().String(); got != "192.0.2.2:1" {
		t.Errorf("the next one in is %s", got)
	}
	_ = late.SetReadDeadline(time.Now().Add(time.Second))
	if _, err := late.Read(make([]byte, 1)); err == nil || len(refused) != 1 || refused[0] != "192.0.2.1" {
		t.Errorf("the third of one address: %v, refused %v", err, refused)
	}
	first.Close()
	first.Close() // counts once
	comes("192.0.2.1:4")
	accept()
	comes("[2001:db8::1]:1")
	comes("[2001:db8::ffff]:1")
	comes("[2001:db8::2]:1")
	for range 5 {
		comes("127.0.0.1:9")
	}
	for range 7 {
		accept()
	}
	if len(refused) != 2 || refused[1] != "2001:db8::" {
		t.Errorf("refused %v", refused)
	}
}
