package lite

import (
	"context"
	"crypto/tls"
	"maps"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/dtls/v2"
	"github.com/pion/logging"
	"github.com/pion/srtp/v2"
	"github.com/pion/transport/v2/packetio"

	"onair/internal/dtlsrecord"
)

// What may wait to be read of one client.
const (
	waitingBytes   = 32 << 10
	waitingPackets = 64
)

// Config is what was agreed upon with a client.
type Config struct {
	Hub         *Hub
	Client      Peer
	Fingerprint map[string][]string // of its certificate, by the hash function's name
	Begin       bool                // the relay begins DTLS
	Certificate tls.Certificate     // the relay's
	Loggers     logging.LoggerFactory
	// Go runs a function on a goroutine that the caller waits for in the end; false: it does not, any more.
	Go func(func()) bool
}

// Conn is a connection to a client. Its methods may be called from any goroutine.
type Conn struct {
	cfg            Config
	toDTLS, toRTCP *packetio.Buffer
	chosen         chan struct{} // closed when there is a way
	ctx            context.Context
	cancel         context.CancelFunc
	route          atomic.Pointer[route]
	heard          atomic.Int64 // from the client, Unix nanoseconds
	heardThere     atomic.Int64 // likewise, on the way in use
	up             atomic.Bool  // the handshake is done

	mu     sync.Mutex
	names  []names // the newest last
	proofs map[netip.AddrPort]*proof
	tcp    map[net.PacketConn]bool
	dtls   *dtls.Conn
	closed bool

	gcm     *gcm // of media, where that was agreed on; this and the rest are set before up
	sealing sync.Mutex
	out     *srtp.Context // of RTCP, and of other media
	in      *srtp.Context // Run's
}

// New makes a connection that the hub knows. It must be closed.
func New(cfg Config) (*Conn, error) {
	n, err := newNames(cfg.Client)
	if err != nil {
		return nil, err
	}
	c := &Conn{cfg: cfg, toDTLS: packetio.NewBuffer(), toRTCP: packetio.NewBuffer(), chosen: make(chan struct{}), names: []names{n},
		proofs: map[netip.AddrPort]*proof{}, tcp: map[net.PacketConn]bool{}}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	for _, b := range []*packetio.Buffer{c.toDTLS, c.toRTCP} {
		b.SetLimitCount(waitingPackets)
		b.SetLimitSize(waitingBytes)
	}
	cfg.Hub.enter(n.own, c)
	return c, nil
}

// handle takes what came from an address that the client has.
func (c *Conn) handle(p []byte) {
	switch {
	case dtlsrecord.Is(p):
		if p = dtlsrecord.Authentic(p, c.up.Load()); len(p) > 0 {
			_, _ = c.toDTLS.Write(p) // what there is no room for is lost, as on the way
		}
	case len(p) > 1 && p[0]>>6 == 2 && p[1] >= 192 && p[1] <= 223:
		_, _ = c.toRTCP.Write(p)
	}
}

// Run connects, calls connected, and then hands over the client's RTCP, until the connection is closed or fails. connected and rtcp
// are called on Run's goroutine.
func (c *Conn) Run(connected func(), rtcp func([]byte)) error {
	if err := c.found(); err != nil {
		return err
	}
	if err := c.handshake(); err != nil {
		return err
	}
	connected()
	buf, plain := make([]byte, 1500), make([]byte, 1500)
	for {
		n, err := c.toRTCP.Read(buf)
		if err != nil {
			return err
		}
		p, err := c.in.DecryptRTCP(plain, buf[:n], nil)
		if err != nil {
			continue
		}
		c.noteHeard(c.route.Load())
		rtcp(p)
	}
}

// found waits for a way.
func (c *Conn) found() error {
	again := time.NewTicker(askEvery)
	defer again.Stop()
	for {
		select {
		case <-c.chosen:
			return nil
		case <-c.ctx.Done():
			return net.ErrClosed
		case <-again.C:
			c.askAgain()
		}
	}
}

// Close says goodbye to the client and ends Run. It may be called again.
func (c *Conn) Close() error {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return nil
	}
	c.closed = true
	d, places, tcp := c.dtls, slices.Collect(maps.Keys(c.proofs)), c.tcp
	var own []string
	for _, n := range c.names {
		own = append(own, n.own)
	}
	c.mu.Unlock()
	c.cancel()
	var err error
	if d != nil {
		err = d.Close()
	}
	c.cfg.Hub.leave(c, own, places)
	_ = c.toDTLS.Close()
	_ = c.toRTCP.Close()
	for t := range tcp {
		_ = t.Close()
	}
	return err
}
