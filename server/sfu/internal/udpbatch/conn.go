// Package udpbatch is a net.PacketConn that gathers outgoing datagrams and sends them together.
//
// A relay writes the same frame to hundreds of viewers; one system call a datagram is most of what that costs. WriteTo only
// copies into memory; Flush hands everything to the kernel by sendmmsg, datagrams of one size to one address folded into one
// message by UDP generic segmentation offload (GSO). Where the kernel refuses GSO the same messages go out unfolded, and on
// other systems one by one.
package udpbatch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"

	"onair/internal/dtlsrecord"
)

// Limits of what waits in memory. A batch is handed to the kernel at softLimit. While another goroutine is in the kernel more
// gathers; from waitLimit on writers of RTP wait for that goroutine, as they would for their own system call, and beyond hardLimit
// everything is dropped.
const (
	softLimit   = 256 << 10
	waitLimit   = 1 << 20
	hardLimit   = 4 << 20
	maxMessages = 256
	maxSegments = 64
	maxGSOBytes = 65000
)

// Config says how to open a Conn.
type Config struct {
	// Unbatched sends each datagram at once by the standard library: for measuring and for odd kernels.
	Unbatched bool
	// NoGSO uses sendmmsg without segmentation offload.
	NoGSO bool
	// LocalAddr is what LocalAddr answers, when it shall not be the socket's own address.
	LocalAddr *net.UDPAddr
	// Take, if set, is offered each datagram that is read, on the reader's goroutine. Those for which it returns true go no further.
	// It must not block, and not keep the datagram.
	Take func(c *Conn, p []byte, from netip.AddrPort) bool
	// OnDTLSAlert, if set, is called on the writer's goroutine after an encrypted DTLS alert to that address was queued. It
	// must not block.
	OnDTLSAlert func(netip.AddrPort)
	// Established, if set, tells whether the DTLS handshake with that address is done; then nothing unencrypted of DTLS is read
	// from it. It must not block.
	Established func(netip.AddrPort) bool
}

// Counters tells what a Conn did since it was opened. All values are totals.
type Counters struct {
	Datagrams  uint64 // handed to the kernel
	Bytes      uint64 // payload bytes of those
	Batches    uint64 // system calls that sent something
	GSO        uint64 // messages that carried more than one datagram
	Dropped    uint64 // datagrams not sent: too much waiting, or refused by the kernel
	GSOEnabled bool   // false once the kernel refused it
}

// Conn is a batching UDP socket. All methods may be called from any goroutine.
type Conn struct {
	*net.UDPConn
	cfg   Config
	local net.Addr
	send  sender

	mu       sync.Mutex
	room     *sync.Cond // the batch was taken
	cur      *batch
	spare    *batch
	flushing bool
	corked   int

	datagrams, bytes, batches, gsoMsgs, dropped atomic.Uint64
}

// sender is the system's part: it hands a batch to the kernel.
type sender interface {
	send(b *batch) (sent result, err error)
	gso() bool
}

type result struct{ datagrams, bytes, calls, gso, dropped uint64 }

// New wraps an open UDP socket, which belongs to the Conn from then on.
func New(c *net.UDPConn, cfg Config) (*Conn, error) {
	conn := &Conn{UDPConn: c, cfg: cfg, local: c.LocalAddr(), cur: &batch{}, spare: &batch{}}
	conn.room = sync.NewCond(&conn.mu)
	if cfg.LocalAddr != nil {
		conn.local = cfg.LocalAddr
	}
	if cfg.Unbatched {
		conn.send = &plainSender{conn: c}
		return conn, nil
	}
	s, err := newSender(c, !cfg.NoGSO)
	if err != nil {
		return nil, fmt.Errorf("batching socket: %w", err)
	}
	conn.send = s
	return conn, nil
}

// LocalAddr is the address given in the Config, or the socket's own.
func (c *Conn) LocalAddr() net.Addr { return c.local }

// ReadFrom reads one datagram, without those DTLS records that anybody could have made. Errors that concern a single peer (some
// systems report an unreachable port here) are passed over; it fails only when the socket is closed or keeps failing.
func (c *Conn) ReadFrom(p []byte) (n int, addr net.Addr, err error) {
	for failed := 0; failed < 100; {
		var from netip.AddrPort
		n, from, err = c.UDPConn.ReadFromUDPAddrPort(p)
		if errors.Is(err, net.ErrClosed) {
			break
		}
		if err != nil {
			failed++
			continue
		}
		if c.cfg.Take != nil && c.cfg.Take(c, p[:n], from) {
			continue
		}
		if dtlsrecord.Is(p[:n]) {
			if n = len(dtlsrecord.Authentic(p[:n], c.cfg.Established != nil && c.cfg.Established(from))); n == 0 {
				continue
			}
		}
		return n, net.UDPAddrFromAddrPort(from), nil
	}
	return n, addr, err
}

// WriteTo queues a copy of p for addr, a *net.UDPAddr. RTP waits for Flush (or a full batch); everything else is sent at once
// together with what waits, unless the Conn is corked. It never fails for want of room: what does not fit is dropped and counted.
func (c *Conn) WriteTo(p []byte, addr net.Addr) (int, error) {
	ua, ok := addr.(*net.UDPAddr)
	if !ok {
		return 0, fmt.Errorf("write to %T: %w", addr, net.InvalidAddrError("not a UDP address"))
	}
	if err := c.Send(p, ua.AddrPort()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Send is WriteTo for an address of another kind.
func (c *Conn) Send(p []byte, to netip.AddrPort) error {
	if c.cfg.Unbatched {
		return c.writeNow(p, to)
	}
	urgent := !isRTP(p)
	c.mu.Lock()
	for !urgent && c.flushing && len(c.cur.buf) >= waitLimit {
		c.room.Wait()
	}
	fits := len(c.cur.buf)+len(p) <= hardLimit
	if fits {
		c.cur.add(p, to, c.send.gso())
	}
	full := len(c.cur.buf) >= softLimit || len(c.cur.msgs) >= maxMessages
	flush := !c.flushing && (full || urgent && c.corked == 0)
	c.mu.Unlock()
	if !fits {
		c.dropped.Add(1)
	}
	if flush {
		c.Flush()
	}
	c.noteAlert(p, to)
	return nil
}

func (c *Conn) writeNow(p []byte, to netip.AddrPort) error {
	n, err := c.UDPConn.WriteToUDPAddrPort(p, to)
	if err == nil {
		c.datagrams.Add(1)
		c.batches.Add(1)
		c.bytes.Add(uint64(n))
	}
	c.noteAlert(p, to)
	return err
}

// noteAlert reports an encrypted DTLS alert: record type 21 in an epoch above 0 (RFC 6347 section 4.1).
func (c *Conn) noteAlert(p []byte, to netip.AddrPort) {
	if c.cfg.OnDTLSAlert != nil && dtlsrecord.IsAlert(p) {
		c.cfg.OnDTLSAlert(to)
	}
}

// isRTP tells RTP from STUN, DTLS and RTCP (RFC 7983, RFC 5761).
func isRTP(p []byte) bool {
	return len(p) >= 12 && p[0]>>6 == 2 && (p[1] < 192 || p[1] > 223)
}

// Flush sends what waits. If another goroutine is sending already, that one takes this goroutine's datagrams along and Flush
// returns at once; so datagrams to one address leave in the order they were written.
func (c *Conn) Flush() {
	c.mu.Lock()
	if c.flushing || len(c.cur.msgs) == 0 {
		c.mu.Unlock()
		return
	}
	c.flushing = true
	for len(c.cur.msgs) > 0 {
		b := c.cur
		c.cur = c.spare
		c.room.Broadcast()
		c.mu.Unlock()
		r, _ := c.send.send(b)
		c.count(r)
		b.reset()
		c.mu.Lock()
		c.spare = b
	}
	c.flushing = false
	c.room.Broadcast()
	c.mu.Unlock()
}

func (c *Conn) count(r result) {
	c.datagrams.Add(r.datagrams)
	c.bytes.Add(r.bytes)
	c.batches.Add(r.calls)
	c.gsoMsgs.Add(r.gso)
	c.dropped.Add(r.dropped)
}

// Cork makes urgent datagrams wait for Flush too, until Uncork: for one control packet to each of many viewers. Calls nest.
func (c *Conn) Cork() {
	c.mu.Lock()
	c.corked++
	c.mu.Unlock()
}

// Uncork ends a Cork and flushes.
func (c *Conn) Uncork() {
	c.mu.Lock()
	c.corked--
	c.mu.Unlock()
	c.Flush()
}

// Counters returns the totals so far.
func (c *Conn) Counters() Counters {
	return Counters{
		Datagrams: c.datagrams.Load(), Bytes: c.bytes.Load(), Batches: c.batches.Load(), GSO: c.gsoMsgs.Load(),
		Dropped: c.dropped.Load(), GSOEnabled: c.send.gso(),
	}
}
