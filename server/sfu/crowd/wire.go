package crowd

import (
	"encoding/binary"
	"net"
	"sync"
	"sync/atomic"

	"github.com/pion/rtcp"
	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"
)

// Count is what has come to a viewer.
type Count struct {
	Packets, Bytes uint64 // as they came, the bytes with RTP's headers
	Missing        int    // sequence numbers that have not come
	Pictures       int
}

// flow is what the clear part of the packets of one source tells.
type flow struct {
	source        uint32
	video         bool
	begun         bool
	last          uint16
	cycles        uint32
	packets       uint64
	bytes         uint64
	skipped, late int64 // skipped is without those that were late
	pictures      int
	reported      struct {
		packets uint64
		missing int64
	}
}

// wire counts what comes to a viewer's socket.
type wire struct {
	mu    sync.Mutex
	flows []flow
	only  atomic.Bool // nothing of media goes further than here
}

func (w *wire) take(p []byte) {
	source, seq := binary.BigEndian.Uint32(p[8:]), binary.BigEndian.Uint16(p[2:])
	w.mu.Lock()
	defer w.mu.Unlock()
	var f *flow
	for i := range w.flows {
		if w.flows[i].source == source {
			f = &w.flows[i]
		}
	}
	if f == nil {
		w.flows = append(w.flows, flow{source: source, video: p[1]&0x7f == pictureType})
		f = &w.flows[len(w.flows)-1]
	}
	f.packets++
	f.bytes += uint64(len(p))
	if f.video && p[1]&0x80 != 0 {
		f.pictures++
	}
	if !f.begun {
		f.begun, f.last = true, seq
		return
	}
	d := int16(seq - f.last)
	if d <= 0 {
		f.late++
		return
	}
	f.skipped += int64(d) - 1
	if seq < f.last {
		f.cycles++
	}
	f.last = seq
}

func (w *wire) count() (c Count) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.flows {
		c.Packets += f.packets
		c.Bytes += f.bytes
		c.Pictures += f.pictures
		c.Missing += max(0, int(f.skipped-f.late))
	}
	return c
}

// reports are what a receiver says of all that comes to it.
func (w *wire) reports() (list []rtcp.ReceptionReport) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.flows {
		f := &w.flows[i]
		missing := max(0, f.skipped-f.late)
		lost, got := max(0, missing-f.reported.missing), int64(f.packets-f.reported.packets)
		f.reported.missing, f.reported.packets = missing, f.packets
		var share uint8
		if lost > 0 {
			share = uint8(min(255, lost*256/(lost+got)))
		}
		list = append(list, rtcp.ReceptionReport{SSRC: f.source, FractionLost: share, TotalLost: uint32(missing) & 0x7fffff,
			LastSequenceNumber: f.cycles<<16 | uint32(f.last)})
	}
	return list
}

// counted is a network whose UDP sockets count media as they come in.
type counted struct {
	*stdnet.Net
	wire *wire
}

// queue is what a socket of a viewer may hold: what is lost is lost by the server, or not
// at all.
const queue = 4 << 20

// ListenUDP implements transport.Net.
func (n counted) ListenUDP(network string, at *net.UDPAddr) (transport.UDPConn, error) {
	c, err := net.ListenUDP(network, at)
	if err != nil {
		return nil, err
	}
	_ = c.SetReadBuffer(queue)
	return countedConn{c, n.wire}, nil
}

type countedConn struct {
	*net.UDPConn
	wire *wire
}

// ReadFrom implements net.PacketConn: the next datagram that goes further.
func (c countedConn) ReadFrom(p []byte) (int, net.Addr, error) {
	for {
		n, at, err := c.ReadFromUDPAddrPort(p)
		if err != nil {
			return n, nil, err
		}
		if n >= 12 && p[0]>>6 == 2 && (p[1] < 192 || p[1] > 223) {
			c.wire.take(p[:n])
			if c.wire.only.Load() {
				continue
			}
		}
		return n, net.UDPAddrFromAddrPort(at), nil
	}
}
