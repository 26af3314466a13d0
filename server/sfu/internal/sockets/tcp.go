package sockets

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"onair/internal/dtlsrecord"
)

// tcpWriteBuffer is how much may wait for a viewer over TCP; what comes beyond is dropped. About three seconds at 1.5 Mbit/s.
const tcpWriteBuffer = 512 << 10

// acceptPause is how long accepting rests after a failure.
const acceptPause = 50 * time.Millisecond

// tcpFrame is the longest frame (RFC 4571) that pion takes.
const tcpFrame = 8192

// firstFrame is the longest first frame, with its length, that pion takes.
const firstFrame = 2 + 512

var errTCPFrame = errors.New("frame too long")

// shownListener gives accepted connections the local address that pion knows.
type shownListener struct {
	net.Listener
	on    Watch
	crowd *crowd
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
		default:
			shown := l.show(c)
			out, ok := l.crowd.enter(shown)
			if out != nil {
				_ = out.Close()
			}
			if ok {
				return shown, nil
			}
			_ = c.Close()
		}
	}
}

func (l *shownListener) show(c net.Conn) *shownConn {
	shown := &net.TCPAddr{IP: shownIPv4, Port: c.LocalAddr().(*net.TCPAddr).Port}
	remote := c.RemoteAddr().(*net.TCPAddr).AddrPort()
	if remote = netip.AddrPortFrom(remote.Addr().Unmap(), remote.Port()); remote.Addr().Is6() {
		shown.IP = shownIPv6
	}
	s := &shownConn{Conn: c, local: shown, remote: remote, on: l.on, closed: make(chan struct{})}
	s.left = func() { l.crowd.leave(s) }
	return s
}

// shownConn is one client's connection, or that of somebody who says so: pion believes the name in the first STUN message before
// it has checked that message, and one connection of that name which fails ends the reading of all.
type shownConn struct {
	net.Conn
	local  net.Addr
	remote netip.AddrPort
	on     Watch
	left   func()
	once   sync.Once
	closed chan struct{}

	frame    frameReader
	first    []byte      // the first frame as far as it has come; pion's one goroutine reads
	shown    bool        // and it has been looked at
	admitted atomic.Bool // pion took the first message
}

// Close closes the connection and makes room for another.
func (c *shownConn) Close() error {
	c.once.Do(func() {
		c.left()
		close(c.closed)
	})
	return c.Conn.Close()
}

// proven reports whether the client has shown who it is: its handshake is done.
func (c *shownConn) proven() bool { return c.on.Known(c.remote) }

// LocalAddr is the address shown to pion.
func (c *shownConn) LocalAddr() net.Addr { return c.local }

// SetReadDeadline notes that pion took the first message: it takes the deadline away.
func (c *shownConn) SetReadDeadline(t time.Time) error {
	if t.IsZero() {
		c.admitted.Store(true)
	}
	return c.Conn.SetReadDeadline(t)
}

// Read notes the end of the connection: the client hung up, since a candidate over TCP does not come back. The end of one whose
// client never proved who it is is kept from pion until pion closes it.
func (c *shownConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err == nil && !c.frame.fits(p[:n]) {
		n, err = 0, errTCPFrame
	}
	if err == nil {
		c.look(p[:n])
		return n, nil
	}
	if c.admitted.Load() && !c.proven() {
		_ = c.Conn.Close()
		<-c.closed
		return 0, net.ErrClosed
	}
	if !errors.Is(err, net.ErrClosed) && !errors.Is(err, os.ErrDeadlineExceeded) {
		c.on.Alert(c.remote)
	}
	return n, err
}

// look gathers the first frame.
func (c *shownConn) look(p []byte) {
	if c.shown || c.on.Came == nil {
		return
	}
	c.first = append(c.first, p...)
	if len(c.first) < 2 {
		return
	}
	if n := 2 + int(binary.BigEndian.Uint16(c.first)); n > firstFrame || len(c.first) >= n {
		if n <= firstFrame {
			c.on.Came(c.first[2:n], c.local.(*net.TCPAddr).IP)
		}
		c.first, c.shown = nil, true
	}
}

// Write passes one framed packet (RFC 4571) on, and notes a DTLS alert.
func (c *shownConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if len(p) > 2 && dtlsrecord.IsAlert(p[2:]) {
		c.on.Alert(c.remote)
	}
	return n, err
}

// frameReader follows the frames of a stream.
type frameReader struct {
	head [2]byte
	have int // bytes of the head
	left int // bytes of the frame
}

// fits takes what was read and tells whether all frames so far have a length that pion takes.
func (f *frameReader) fits(p []byte) bool {
	for len(p) > 0 {
		if f.left > 0 {
			n := min(f.left, len(p))
			f.left, p = f.left-n, p[n:]
			continue
		}
		f.head[f.have] = p[0]
		p = p[1:]
		if f.have++; f.have == len(f.head) {
			f.have, f.left = 0, int(f.head[0])<<8|int(f.head[1])
		}
		if f.left > tcpFrame {
			return false
		}
	}
	return true
}
