package sfu

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"onair/server/sfu/internal/udpbatch"
)

// tcpWriteBuffer is how much may wait for a viewer over TCP; what comes beyond is dropped. About three seconds at 1.5 Mbit/s.
const tcpWriteBuffer = 512 << 10

// acceptPause is how long accepting rests after a failure.
const acceptPause = 50 * time.Millisecond

// shownListener gives accepted connections the local address that pion knows.
type shownListener struct {
	net.Listener
	alert func(netip.AddrPort)
	most  int64
	open  atomic.Int64
}

// Accept waits for the next connection, turning away those beyond the limit. It fails only when the listener is closed: pion would
// never accept again.
func (l *shownListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return nil, err
		case err != nil: // such as too many open files
			time.Sleep(acceptPause)
		case l.open.Load() >= l.most:
			_ = c.Close()
		default:
			return l.show(c), nil
		}
	}
}

func (l *shownListener) show(c net.Conn) net.Conn {
	l.open.Add(1)
	shown := &net.TCPAddr{IP: shownIPv4, Port: c.LocalAddr().(*net.TCPAddr).Port}
	remote := c.RemoteAddr().(*net.TCPAddr).AddrPort()
	if remote = netip.AddrPortFrom(remote.Addr().Unmap(), remote.Port()); remote.Addr().Is6() {
		shown.IP = shownIPv6
	}
	return &shownConn{Conn: c, local: shown, remote: remote, alert: l.alert, left: func() { l.open.Add(-1) }}
}

type shownConn struct {
	net.Conn
	local  net.Addr
	remote netip.AddrPort
	alert  func(netip.AddrPort)
	left   func()
	once   sync.Once
}

// Close closes the connection and makes room for another.
func (c *shownConn) Close() error {
	c.once.Do(c.left)
	return c.Conn.Close()
}

// LocalAddr is the address shown to pion.
func (c *shownConn) LocalAddr() net.Addr { return c.local }

// Read notes the end of the connection: the client hung up, since a candidate over TCP does not come back.
func (c *shownConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err != nil && c.alert != nil && !errors.Is(err, net.ErrClosed) && !errors.Is(err, os.ErrDeadlineExceeded) {
		c.alert(c.remote)
	}
	return n, err
}

// Write passes one framed packet (RFC 4571) on, and notes a DTLS alert.
func (c *shownConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if c.alert != nil && len(p) > 2 && udpbatch.IsDTLSAlert(p[2:]) {
		c.alert(c.remote)
	}
	return n, err
}
