package sfutest

import (
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"
	"github.com/pion/webrtc/v3"
)

// Lossy makes a client's sockets lose media packets: the given fractions of what comes in and of what goes out. STUN, DTLS and
// RTCP are spared.
func Lossy(s *webrtc.SettingEngine, in, out float64) error {
	std, err := stdnet.NewNet()
	if err != nil {
		return err
	}
	s.SetNet(&lossyNet{Net: std, in: in, out: out})
	return nil
}

// Vanishing makes a client fall silent, as if its cable were pulled, when the switch is set.
func Vanishing(s *webrtc.SettingEngine, gone *atomic.Bool) error {
	std, err := stdnet.NewNet()
	if err != nil {
		return err
	}
	s.SetNet(&lossyNet{Net: std, gone: gone})
	return nil
}

type lossyNet struct {
	*stdnet.Net
	in, out float64
	gone    *atomic.Bool
}

// ListenUDP opens a socket that loses packets.
func (n *lossyNet) ListenUDP(network string, laddr *net.UDPAddr) (transport.UDPConn, error) {
	c, err := n.Net.ListenUDP(network, laddr)
	if err != nil {
		return nil, err
	}
	return &lossyConn{UDPConn: c, in: n.in, out: n.out, gone: n.gone, rnd: rand.New(rand.NewPCG(1, 2))}, nil
}

type lossyConn struct {
	transport.UDPConn
	in, out float64
	gone    *atomic.Bool

	mu  sync.Mutex
	rnd *rand.Rand
}

func (c *lossyConn) loses(p []byte, share float64) bool {
	if c.gone != nil && c.gone.Load() {
		return true
	}
	if !isRTP(p) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rnd.Float64() < share
}

// ReadFrom reads the next packet that is not lost.
func (c *lossyConn) ReadFrom(p []byte) (int, net.Addr, error) {
	for {
		n, a, err := c.UDPConn.ReadFrom(p)
		if err != nil || !c.loses(p[:n], c.in) {
			return n, a, err
		}
	}
}

// WriteTo sends the packet, or pretends to.
func (c *lossyConn) WriteTo(p []byte, a net.Addr) (int, error) {
	if c.loses(p, c.out) {
		return len(p), nil
	}
	return c.UDPConn.WriteTo(p, a)
}

func isRTP(p []byte) bool {
	return len(p) >= 12 && p[0]>>6 == 2 && (p[1] < 192 || p[1] > 223)
}
