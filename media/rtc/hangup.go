package rtc

import (
	"net"
	"sync/atomic"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"
)

// pion v3 keeps to itself that the other side closed the DTLS connection, but it
// answers an authentic close_notify with an alert of its own. alertNet sees that
// alert leave, so that a stream which the server ended is known to be over at
// once and not after seconds of silence.
type alertNet struct {
	transport.Net
	alert func()
	quiet atomic.Bool // our own closing sends one too
}

func newAlertNet(n transport.Net, alert func()) (*alertNet, error) {
	if n == nil {
		std, err := stdnet.NewNet()
		if err != nil {
			return nil, err
		}
		n = std
	}
	return &alertNet{Net: n, alert: alert}, nil
}

// ListenUDP opens a watched socket.
func (n *alertNet) ListenUDP(network string, addr *net.UDPAddr) (transport.UDPConn, error) {
	c, err := n.Net.ListenUDP(network, addr)
	if err != nil {
		return nil, err
	}
	return &alertConn{c, n}, nil
}

type alertConn struct {
	transport.UDPConn
	net *alertNet
}

// WriteTo sends p and notes a DTLS alert (RFC 6347: content type 21, version
// 254.253).
func (c *alertConn) WriteTo(p []byte, addr net.Addr) (int, error) {
	if len(p) > 13 && p[0] == 21 && p[1] == 254 && !c.net.quiet.Load() {
		c.net.alert()
	}
	return c.UDPConn.WriteTo(p, addr)
}
