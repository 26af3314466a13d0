package sfu_test

import (
	"net"
	"sync/atomic"
	"testing"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// forgetful loses the first encrypted DTLS records that come: the end of the
// relay's last flight.
type forgetful struct {
	*stdnet.Net
	lose atomic.Int32
}

func (n *forgetful) ListenUDP(network string, addr *net.UDPAddr) (transport.UDPConn, error) {
	c, err := n.Net.ListenUDP(network, addr)
	return &forgetfulConn{c, n}, err
}

type forgetfulConn struct {
	transport.UDPConn
	net *forgetful
}

func (c *forgetfulConn) ReadFrom(p []byte) (int, net.Addr, error) {
	for {
		n, addr, err := c.UDPConn.ReadFrom(p)
		if err != nil || !sealed(p[:n]) || c.net.lose.Add(-1) < 0 {
			return n, addr, err
		}
	}
}

// sealed tells whether a datagram has a DTLS record of epoch 1.
func sealed(p []byte) bool {
	for len(p) >= 13 && p[0] >= 20 && p[0] <= 63 {
		if p[4] == 1 {
			return true
		}
		p = p[min(13+int(p[11])<<8+int(p[12]), len(p)):]
	}
	return false
}

// A relay that takes nothing unencrypted any more, because for it the handshake is
// done, still helps a client that missed its last flight.
func TestALastFlightThatIsLostIsSentAgain(t *testing.T) {
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	std, err := stdnet.NewNet()
	if err != nil {
		t.Fatal(err)
	}
	n := &forgetful{Net: std}
	n.lose.Store(2)
	set := sfutest.Settings()
	set.SetNet(n)
	v := b.play("s", "v", sfutest.PlayConfig{Settings: &set}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 30 })
	if n.lose.Load() >= 0 {
		t.Error("nothing was lost")
	}
}

// A handshake that takes long is not taken for done when the relay looks, each second,
// where its clients are.
func TestAHandshakeMayTakeLong(t *testing.T) {
	b := start(t, sfu.Config{})
	std, err := stdnet.NewNet()
	if err != nil {
		t.Fatal(err)
	}
	n := &forgetful{Net: std}
	n.lose.Store(15) // of one every tenth of a second
	set := sfutest.Settings()
	set.SetNet(n)
	b.publish("s", sfutest.PublishConfig{Settings: &set}, sfu.PublishOptions{})
	b.await(b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{}), func(c sfutest.Count) bool { return c.Packets > 30 })
	if n.lose.Load() >= 0 {
		t.Error("nothing was lost")
	}
}
