package bwe

import (
	"slices"
	"time"

	"github.com/pion/rtcp"
)

const (
	historySize = 4096 // packets; 10 s of 4 Mbit/s
	// overtakes is how much newer packets may be that come before one: what has not come
	// then is lost.
	overtakes   = 60 * time.Millisecond
	mostMissing = 128
)

type sent struct {
	seq  uint16
	used bool
	at   time.Duration
	size int
}

// History remembers packets by transport-wide sequence number until the report
// about them comes.
type History struct {
	ring [historySize]sent
	// origin of the receiver's 24-bit reference time, unwrapped
	refLast  int64
	refKnown bool
	results  []Result
	missing  []uint16      // reported not to have come, while they may yet
	newest   time.Duration // when the newest packet that came was sent
}

// Sent notes a packet.
func (h *History) Sent(seq uint16, size int, at time.Duration) {
	h.ring[seq%historySize] = sent{seq, true, at, size}
}

// Feedback turns a report into results, oldest first. The slice is valid until
// the next call. Packets reported before or never sent are left out, and those
// missing until newer ones have come for a while.
func (h *History) Feedback(fb *rtcp.TransportLayerCC) []Result {
	h.results = h.results[:0]
	ref := int64(fb.ReferenceTime & 0xffffff)
	if h.refKnown {
		ref = h.refLast + int64(int32(uint32(ref-h.refLast)<<8)>>8)
	}
	h.refLast, h.refKnown = ref, true
	arrival := time.Duration(ref) * 64 * time.Millisecond
	seq, left, deltas := fb.BaseSequenceNumber, int(fb.PacketStatusCount), fb.RecvDeltas
	one := func(symbol uint16) {
		if left == 0 {
			return
		}
		left--
		r := Result{}
		if symbol == rtcp.TypeTCCPacketReceivedSmallDelta || symbol == rtcp.TypeTCCPacketReceivedLargeDelta {
			if len(deltas) == 0 {
				left = 0
				return
			}
			arrival += time.Duration(deltas[0].Delta) * time.Microsecond
			deltas = deltas[1:]
			r.Received, r.Arrived = true, arrival
		}
		if s := &h.ring[seq%historySize]; s.used && s.seq == seq {
			if r.Sent, r.Size = s.at, s.size; r.Received {
				s.used, h.newest = false, max(h.newest, s.at)
				h.results = append(h.results, r)
			} else if !slices.Contains(h.missing, seq) {
				h.missing = append(h.missing, seq)
			}
		}
		seq++
	}
	for _, c := range fb.PacketChunks {
		switch c := c.(type) {
		case *rtcp.RunLengthChunk:
			for range min(int(c.RunLength), left) {
				one(c.PacketStatusSymbol)
			}
		case *rtcp.StatusVectorChunk:
			for _, s := range c.SymbolList {
				one(s)
			}
		}
	}
	h.settle()
	return h.results
}

// settle adds to the results what was missing and will not come any more.
func (h *History) settle() {
	keep := h.missing[:0]
	for i, seq := range h.missing {
		switch s := &h.ring[seq%historySize]; {
		case !s.used || s.seq != seq: // it came
		case h.newest-s.at > overtakes || len(h.missing)-i > mostMissing:
			s.used = false
			h.results = append(h.results, Result{Sent: s.at, Size: s.size})
		default:
			keep = append(keep, seq)
		}
	}
	h.missing = keep
}
