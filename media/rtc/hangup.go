package rtc

import (
	"errors"
	"net"
	"os"
	"sync/atomic"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"

	"onair/internal/dtlsrecord"
)

// pion v3 keeps to itself that the other side closed the DTLS connection, but it
// answers a close_notify with an alert of its own. alertNet sees that alert leave,
// so that a stream which the server ended is known to be over at once and not
// after seconds of silence; and it keeps from pion what comes unencrypted and
// could be anybody's.
type alertNet struct {
	transport.Net
	alert       func()
	quiet       atomic.Bool // our own closing sends one too
	established atomic.Bool // the handshake is done
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

// readAgain is how often reading is tried anew after an error: some systems
// report here that a port cannot be reached, and pion would never read again.
const readAgain = 100

// ReadFrom returns the next datagram, without those DTLS records that anybody
// could have made.
func (c *alertConn) ReadFrom(p []byte) (n int, addr net.Addr, err error) {
	for failed := 0; failed < readAgain; {
		n, addr, err = c.UDPConn.ReadFrom(p)
		if errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrDeadlineExceeded) {
			break
		}
		if err != nil {
			failed++
			continue
		}
		if !dtlsrecord.Is(p[:n]) {
			break
		}
		if n = len(dtlsrecord.Authentic(p[:n], c.net.established.Load())); n > 0 {
			break
		}
	}
	return n, addr, err
}

// WriteTo sends p and notes an encrypted DTLS alert.
func (c *alertConn) WriteTo(p []byte, addr net.Addr) (int, error) {
	if dtlsrecord.IsAlert(p) && !c.net.quiet.Load() {
		c.net.alert()
	}
	return c.UDPConn.WriteTo(p, addr)
}
