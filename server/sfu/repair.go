package sfu

import (
	"math/bits"
	"time"

	"onair/server/sfu/internal/lite"
	"onair/server/sfu/internal/rtpread"
)

// repairer answers one viewer's NACKs for one track from the rings; used on the goroutine that reads the viewer's RTCP.
type repairer struct {
	s      *subscription
	packet packet
	pen    lite.Pen
	window time.Time
	used   int
	dirty  bool
}

// handleNACK sends again the packet pid and those after it that the mask names (RFC 4585 section 6.2.1).
func (r *repairer) handleNACK(ssrc uint32, pid, mask uint16) {
	out := r.s.out.Load()
	if out == nil || ssrc != out.SSRC || r.s.gone.Load() || r.s.v.p.cut.Load() {
		return
	}
	r.s.v.p.sfu.count.nacksReceived.Add(uint64(1 + bits.OnesCount16(mask)))
	r.again(out, pid)
	for i := uint16(0); mask != 0; i++ {
		if mask&1 != 0 {
			r.again(out, pid+1+i)
		}
		mask >>= 1
	}
}

// again sends a packet exactly as before: with AES-GCM, the same number may never encrypt something else.
func (r *repairer) again(out *lite.Output, seq uint16) {
	first, highest := r.s.first.Load(), r.s.highest.Load()
	n := rtpread.Nearest(highest, seq)
	if first == 0 || n < first || n > highest || !r.allowed() {
		return
	}
	g, ok := r.s.find(n)
	if !ok {
		return
	}
	if g.t != nil && (r.s.v.p.cut.Load() || !g.t.ring.copyOut(n-g.shift, &r.packet)) {
		return
	}
	payload := padding[:]
	if g.t != nil {
		payload = r.packet.payload
	}
	if !r.s.line.Repairs(len(payload)+overhead, g.t != nil && g.t == r.s.aimed.Load(), r.s.v.since(time.Now())) {
		return
	}
	var err error
	if g.t == nil {
		err = r.pen.Write(out, n, g.ts, false, true, payload)
	} else {
		err = r.pen.Write(out, n, g.stamp(&r.packet), r.packet.marker, false, payload)
	}
	if err == nil {
		r.s.v.p.sfu.count.retransmits.Add(1)
		r.dirty = true
		r.s.line.Again(uint16(n), len(payload)+overhead)
	}
}

func (r *repairer) allowed() bool {
	now := time.Now()
	if now.Sub(r.window) > time.Second {
		r.window, r.used = now, 0
	}
	r.used++
	return r.used <= repairsPerSecond
}

// done sends what was gathered.
func (r *repairer) done() {
	if r.dirty {
		r.dirty = false
		r.s.v.p.sfu.net.Flush()
	}
}
