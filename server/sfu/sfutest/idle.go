package sfutest

import (
	"net"
	"sync/atomic"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"
	"github.com/pion/webrtc/v3"
)

// Ignore makes a client throw media away as it comes from the socket, so that many fit one machine: it connects and stays, but
// neither decrypts nor reports. The counter counts what was thrown away.
func Ignore(s *webrtc.SettingEngine, count *atomic.Uint64) error {
	std, err := stdnet.NewNet()
	if err != nil {
		return err
	}
	s.SetNet(&ignoringNet{Net: std, count: count})
	return nil
}

type ignoringNet struct {
	*stdnet.Net
	count *atomic.Uint64
}

// ListenUDP opens a socket that throws media away.
func (n *ignoringNet) ListenUDP(network string, laddr *net.UDPAddr) (transport.UDPConn, error) {
	c, err := n.Net.ListenUDP(network, laddr)
	if err != nil {
		return nil, err
	}
	return &ignoringConn{UDPConn: c, count: n.count}, nil
}

type ignoringConn struct {
	transport.UDPConn
	count *atomic.Uint64
}

// ReadFrom returns the next datagram that is not RTP.
func (c *ignoringConn) ReadFrom(p []byte) (int, net.Addr, error) {
	for {
		n, a, err := c.UDPConn.ReadFrom(p)
		if err != nil || !isRTP(p[:n]) {
			return n, a, err
		}
		c.count.Add(1)
	}
}
