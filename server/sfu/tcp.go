package sfu

import (
	"errors"
	"net"
	"net/netip"
	"os"

	"onair/server/sfu/internal/udpbatch"
)

// tcpWriteBuffer is how much may wait for a viewer over TCP; what comes beyond is dropped. About three seconds at 1.5 Mbit/s.
const tcpWriteBuffer = 512 << 10

// shownListener gives accepted connections the local address that pion knows.
type shownListener struct {
	net.Listener
	alert func(netip.AddrPort)
}

// Accept waits for the next connection.
func (l *shownListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	shown := &net.TCPAddr{IP: shownIPv4, Port: c.LocalAddr().(*net.TCPAddr).Port}
	remote := c.RemoteAddr().(*net.TCPAddr).AddrPort()
	if remote = netip.AddrPortFrom(remote.Addr().Unmap(), remote.Port()); remote.Addr().Is6() {
		shown.IP = shownIPv6
	}
	return &shownConn{Conn: c, local: shown, remote: remote, alert: l.alert}, nil
}

type shownConn struct {
	net.Conn
	local  net.Addr
	remote netip.AddrPort
	alert  func(netip.AddrPort)
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
