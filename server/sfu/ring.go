package sfu

import (
	"sync"
	"time"
)

// maxPacket is the longest RTP payload kept: longer ones do not fit one datagram with its encryption.
const maxPayload = 1460

// packet is one RTP packet as it is relayed: no header extensions, no padding.
type packet struct {
	seq      int64 // unwrapped sequence number
	ts       uint32
	marker   bool
	keyStart bool          // the first packet of a frame that can be decoded by itself
	late     time.Duration // by which it is shown later than ts says
	payload  []byte
}

// ring keeps a track's newest packets for repair and for viewers who join. One goroutine puts; any may copy out.
type ring struct {
	mu    sync.Mutex
	slots []packet
	used  []bool
}

func newRing(size int) *ring {
	return &ring{slots: make([]packet, size), used: make([]bool, size)}
}

// put stores a copy of p and returns the stored packet, valid for the putting goroutine until size packets later; nil if the
// packet is there already, or older than the one in its place.
func (r *ring) put(p packet) *packet {
	i := int(uint64(p.seq) % uint64(len(r.slots)))
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &r.slots[i]
	if r.used[i] && s.seq >= p.seq {
		return nil
	}
	buf := s.payload
	if buf == nil {
		buf = make([]byte, 0, maxPayload)
	}
	*s = p
	s.payload = append(buf[:0], p.payload...)
	r.used[i] = true
	return s
}

// peek returns the stored packet; for the putting goroutine only.
func (r *ring) peek(seq int64) *packet {
	i := int(uint64(seq) % uint64(len(r.slots)))
	if !r.used[i] || r.slots[i].seq != seq {
		return nil
	}
	return &r.slots[i]
}

// copyOut copies the packet with that sequence number into dst, using dst's payload buffer.
func (r *ring) copyOut(seq int64, dst *packet) bool {
	i := int(uint64(seq) % uint64(len(r.slots)))
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.used[i] || r.slots[i].seq != seq {
		return false
	}
	buf := dst.payload
	*dst = r.slots[i]
	dst.payload = append(buf[:0], r.slots[i].payload...)
	return true
}
