// Package lossy is a bad network for tests: a pion transport.Net whose UDP
// sockets lose, delay and throttle what passes through them. Nothing in the
// programs uses it; integration tests and tools/lines put it into a Publisher or Player
// (Config.Net) and turn the knobs while media flows. Carry does the same to IP packets.
package lossy

import (
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"
	"github.com/pion/webrtc/v3"
)

// Direction of a packet as seen from the socket's owner.
type Direction int

// The two directions of a socket.
const (
	Up   Direction = iota // written by the owner
	Down                  // read by the owner
)

// Link says how one direction behaves. The zero Link is a perfect wire.
type Link struct {
	// Loss is the share of packets that vanish, 0 to 1.
	Loss float64
	// Burst is how many packets in a row vanish, on average (Gilbert's model); up to
	// 1 each by itself.
	Burst float64
	// Delay is added to every packet.
	Delay time.Duration
	// Jitter is the upper end of a random delay added to Delay. Packets may
	// overtake each other, unless InOrder is set: then they come in heaps.
	Jitter  time.Duration
	InOrder bool
	// BitRate caps the link in bits a second; 0 means no cap.
	BitRate int
	// Queue is how long a packet may wait for the capped link before it is
	// dropped; 0 means 300 ms.
	Queue time.Duration
}

// Net is a transport.Net with two adjustable links that all of its UDP sockets
// share. TCP passes untouched. Safe for use from any goroutine.
type Net struct {
	*stdnet.Net

	mu      sync.Mutex
	links   [2]Link
	free    [2]time.Time // when the capped link has sent all it was given
	last    [2]time.Time // when the newest packet comes out
	bad     [2]bool      // in the middle of a burst of losses
	rng     *rand.Rand
	dropped [2]int
	passed  [2]int
	wire    wire
}

// New returns a perfect network. The same seed loses the same packets of the
// same sequence.
func New(seed uint64) (*Net, error) {
	n, err := stdnet.NewNet()
	if err != nil {
		return nil, err
	}
	return &Net{Net: n, rng: rand.New(rand.NewPCG(seed, 1))}, nil
}

// Set changes one direction from now on; what waits leaves as it was going to.
func (n *Net) Set(d Direction, l Link) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.links[d] = l
}

// Counts returns how many packets of a direction went through and how many were
// lost.
func (n *Net) Counts(d Direction) (passed, dropped int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.passed[d], n.dropped[d]
}

// overhead is the headers of IPv4 and UDP.
const overhead = 28

// admit decides one packet's fate: lost, or delivered after a wait.
func (n *Net) admit(d Direction, size int, now time.Time) (wait time.Duration, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	l := &n.links[d]
	if n.vanishes(d) {
		n.dropped[d]++
		return 0, false
	}
	wait = l.Delay
	if l.Jitter > 0 {
		wait += time.Duration(n.rng.Int64N(int64(l.Jitter)))
	}
	if l.BitRate > 0 {
		queue := l.Queue
		if queue == 0 {
			queue = 300 * time.Millisecond
		}
		start := n.free[d]
		if start.Before(now) {
			start = now
		}
		if start.Sub(now) > queue {
			n.dropped[d]++
			return 0, false
		}
		end := start.Add(time.Duration(size+overhead) * 8 * time.Second / time.Duration(l.BitRate))
		n.free[d] = end
		wait += end.Sub(now)
	}
	if l.InOrder {
		wait = max(wait, n.last[d].Sub(now))
	}
	n.last[d] = now.Add(wait)
	n.passed[d]++
	return wait, true
}

// vanishes is the fate of the next packet.
func (n *Net) vanishes(d Direction) bool {
	l := &n.links[d]
	if l.Loss <= 0 {
		return false
	}
	if l.Burst <= 1 || l.Loss >= 1 {
		return n.rng.Float64() < l.Loss
	}
	if n.bad[d] {
		n.bad[d] = n.rng.Float64() >= 1/l.Burst
	} else {
		n.bad[d] = n.rng.Float64() < l.Loss/(1-l.Loss)/l.Burst
	}
	return n.bad[d]
}

// OnlyUDP keeps a connection from TCP, which would pass by.
func OnlyUDP(e *webrtc.SettingEngine) {
	e.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
}

// ListenUDP opens a bad UDP socket.
func (n *Net) ListenUDP(network string, addr *net.UDPAddr) (transport.UDPConn, error) {
	c, err := n.Net.ListenUDP(network, addr)
	if err != nil {
		return nil, err
	}
	return newConn(n, c), nil
}

// ListenPacket opens a bad UDP socket.
func (n *Net) ListenPacket(network, address string) (net.PacketConn, error) {
	addr, err := net.ResolveUDPAddr(network, address)
	if err != nil {
		return nil, err
	}
	return n.ListenUDP(network, addr)
}
