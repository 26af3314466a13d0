package node

import (
	"net"
	"sync"
)

// inbox is a net.Listener that is given its connections.
type inbox struct {
	addr  net.Addr
	conns chan net.Conn
	end   chan struct{}
	once  sync.Once
}

func newInbox(addr net.Addr) *inbox {
	return &inbox{addr: addr, conns: make(chan net.Conn), end: make(chan struct{})}
}

// give hands a connection to who accepts; false if nobody does any more, or there is no
// inbox.
func (i *inbox) give(c net.Conn) bool {
	if i == nil {
		return false
	}
	select {
	case i.conns <- c:
		return true
	case <-i.end:
		return false
	}
}

// Accept implements net.Listener.
func (i *inbox) Accept() (net.Conn, error) {
	select {
	case c := <-i.conns:
		return c, nil
	case <-i.end:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (i *inbox) Close() error {
	i.once.Do(func() { close(i.end) })
	return nil
}

// Addr implements net.Listener.
func (i *inbox) Addr() net.Addr { return i.addr }
