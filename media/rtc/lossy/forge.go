package lossy

import (
	"encoding/binary"
	"net"
	"time"

	"github.com/pion/transport/v2"
)

// wire is what somebody on the way sees of a socket and could write into it.
type wire struct {
	conn     *conn
	raw      transport.UDPConn
	peer     net.Addr
	username string
	ssrcs    []uint32
}

// watch notes what leaves a socket, as far as it can be read without keys.
func (n *Net) watch(c *conn, p []byte, to net.Addr) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case len(p) > 28 && p[0] == 0 && p[1] == 1: // a STUN binding request
		if name := username(p); name != "" {
			n.wire.username = name
		}
	case len(p) > 13 && p[0] >= 20 && p[0] <= 63: // DTLS: this way is the one in use
		n.wire.conn, n.wire.raw, n.wire.peer = c, c.UDPConn, to
	case len(p) > 12 && p[0]>>6 == 2 && (p[1] < 192 || p[1] > 223):
		n.saw(binary.BigEndian.Uint32(p[8:]))
	}
}

// watchDown notes the streams that come.
func (n *Net) watchDown(p []byte) {
	if len(p) > 12 && p[0]>>6 == 2 && (p[1] < 192 || p[1] > 223) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.saw(binary.BigEndian.Uint32(p[8:]))
	}
}

// saw notes a stream of media.
func (n *Net) saw(ssrc uint32) {
	for _, s := range n.wire.ssrcs {
		if s == ssrc {
			return
		}
	}
	n.wire.ssrcs = append(n.wire.ssrcs, ssrc)
}

// username reads that attribute of a STUN message.
func username(p []byte) string {
	for rest := p[20:]; len(rest) >= 4; {
		n := int(binary.BigEndian.Uint16(rest[2:]))
		if n > len(rest)-4 {
			return ""
		}
		if binary.BigEndian.Uint16(rest) == 6 {
			return string(rest[4 : 4+n])
		}
		rest = rest[min(4+(n+3)&^3, len(rest)):]
	}
	return ""
}

// Overheard returns what can be read of the connection without keys: the name in
// its STUN requests, the streams that it sends or receives, and the addresses.
func (n *Net) Overheard() (username string, ssrcs []uint32, own, peer net.Addr) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.wire.raw == nil {
		return "", nil, nil, nil
	}
	return n.wire.username, append([]uint32(nil), n.wire.ssrcs...), n.wire.raw.LocalAddr(), n.wire.peer
}

// Forge writes p as the socket's owner would.
func (n *Net) Forge(p []byte) error {
	n.mu.Lock()
	raw, to := n.wire.raw, n.wire.peer
	n.mu.Unlock()
	_, err := raw.WriteTo(p, to)
	return err
}

// Deliver gives p to the socket's owner as if its peer had sent it.
func (n *Net) Deliver(p []byte) {
	n.mu.Lock()
	c, from := n.wire.conn, n.wire.peer
	n.mu.Unlock()
	c.down.put(p, from, time.Now())
}
