package jitter

import (
	"time"

	"onair/media/rtc/internal/clock"
)

type slot struct {
	seq      int64 // unwrapped; 0 is empty
	ts       int64
	marker   bool
	repaired bool
	at       time.Time
	payload  []byte
}

// Buffer reorders one stream. Use New.
type Buffer struct {
	codec    Codec
	seqs     clock.Unwrap16
	stamps   clock.Unwrap32
	ring     [ringSize]slot
	next     int64 // first sequence number not yet given out
	highest  int64
	started  bool // a packet came
	needKey  bool // only a keyframe can go on
	gaps     []gap
	out      []byte
	lastPLI  time.Time
	keySince time.Time // since when needKey holds

	keyComing bool // part of a keyframe came while one was needed
	counts    Counts
	repair    time.Duration // smoothed
	reorder   time.Duration // likewise
	least     time.Duration // see SetRoundTrip
	miss      float64       // share of packets that did not come in their turn, lately
}

// Counts are totals since the start.
type Counts struct {
	Received, Late, Duplicate, Recovered, Lost uint64
	// Missing counts packets that did not come in their turn, repaired or not.
	Missing                    uint64
	NACKs, PLIs, FramesDropped uint64
}

// New returns an empty buffer that waits for a keyframe.
func New(c Codec) *Buffer { return &Buffer{codec: c, needKey: true} }

// Counts returns the totals so far.
func (b *Buffer) Counts() Counts { return b.counts }

// Push takes a packet that came at now.
func (b *Buffer) Push(p Packet, now time.Time) {
	seq := b.seqs.At(p.Seq)
	if !b.started {
		b.started, b.next, b.highest = true, seq, seq-1
		b.keySince = now
	}
	if seq-b.highest > maxJump || b.highest-seq > maxJump {
		seq = b.restart(p.Seq, now)
	}
	switch {
	case seq < b.next:
		b.counts.Late++
		return
	case seq-b.next >= ringSize:
		b.dropTo(seq-ringSize/2, now)
	}
	s := &b.ring[seq%ringSize]
	if s.seq == seq {
		b.counts.Duplicate++
		return
	}
	repaired := false
	if seq > b.highest {
		b.openGaps(b.highest+1, seq, now)
		b.highest = seq
	} else {
		repaired = b.closeGap(seq, now)
	}
	b.counts.Received++
	b.keyComing = b.keyComing || b.needKey && startsKeyframe(b.codec, p.Payload)
	*s = slot{seq, b.stamps.At(p.TS), p.Marker, repaired, now, append(s.payload[:0], p.Payload...)}
}

// restart forgets everything, because the sender jumped, and returns seq anew.
func (b *Buffer) restart(seq uint16, now time.Time) int64 {
	b.seqs = clock.Unwrap16{}
	first := b.seqs.At(seq)
	b.gaps = b.gaps[:0]
	for i := range b.ring {
		b.ring[i].seq = 0
	}
	b.next, b.highest = first, first-1
	b.wantKey(now)
	return first
}

// dropTo gives up everything before seq.
func (b *Buffer) dropTo(seq int64, now time.Time) {
	b.advance(seq)
	b.wantKey(now)
}

func (b *Buffer) wantKey(now time.Time) {
	if !b.needKey {
		b.needKey, b.keySince, b.keyComing = true, now, false
	}
}

// advance moves next up to seq and forgets gaps before it.
func (b *Buffer) advance(seq int64) {
	for ; b.next < seq; b.next++ {
		if s := &b.ring[b.next%ringSize]; s.seq == b.next {
			s.seq = 0
		}
		if seq-b.next > ringSize {
			b.next = seq - ringSize
		}
	}
	kept := b.gaps[:0]
	for _, g := range b.gaps {
		if g.seq >= seq {
			kept = append(kept, g)
		} else {
			b.counts.Lost++
		}
	}
	b.gaps = kept
	if b.highest < b.next-1 {
		b.highest = b.next - 1
	}
}

func (b *Buffer) at(seq int64) *slot {
	if s := &b.ring[seq%ringSize]; s.seq == seq {
		return s
	}
	return nil
}

// DecoderLost says that the last frame could not be decoded: nothing but a
// keyframe goes on from there.
func (b *Buffer) DecoderLost(now time.Time) { b.wantKey(now) }

// Pop returns the next frame to decode, or false when none is whole yet.
func (b *Buffer) Pop(now time.Time) (Frame, bool) {
	for {
		end, ok := b.frameEnd(b.next)
		if b.needKey || !ok && b.stuck(now) {
			start, found := b.findKeyframe()
			if !found {
				return Frame{}, false
			}
			b.counts.FramesDropped += b.framesBefore(start)
			b.advance(start)
			b.needKey, b.keyComing = false, false
			end, ok = b.frameEnd(b.next)
		}
		if !ok {
			return Frame{}, false
		}
		f, ok := b.assemble(b.next, end)
		b.advance(end + 1)
		switch {
		case ok:
			return f, true
		case len(f.Data) == 0 && f.Complete.IsZero():
			continue // padding only
		}
		b.counts.FramesDropped++
		b.wantKey(now)
	}
}

// frameEnd finds the last packet of the frame that starts at seq, if all of it
// is here.
func (b *Buffer) frameEnd(seq int64) (int64, bool) {
	first := b.at(seq)
	if first == nil {
		return 0, false
	}
	for i := seq; ; i++ {
		s := b.at(i)
		if s == nil {
			return 0, false
		}
		if s.ts != first.ts {
			return i - 1, true // a sender that sets no marker
		}
		if s.marker {
			return i, true
		}
	}
}

func (b *Buffer) framesBefore(seq int64) (n uint64) {
	last := int64(-1)
	for i := b.next; i < seq; i++ {
		if s := b.at(i); s != nil && s.ts != last && len(s.payload) > 0 {
			n, last = n+1, s.ts
		}
	}
	return n
}

// findKeyframe returns the start of the first whole keyframe at or after next.
// It looks at each packet once, whatever the packets say.
func (b *Buffer) findKeyframe() (int64, bool) {
	var group, ts int64 // the frame being looked at
	var key, sure bool  // it is a keyframe; nothing is missing before it
	for i := b.next; i <= b.highest; i++ {
		s := b.at(i)
		if s == nil {
			group = 0
			continue
		}
		if group == 0 || s.ts != ts {
			if group != 0 && key && sure {
				return group, true // ended without a marker
			}
			group, ts, key = i, s.ts, false
			sure = i == b.next || b.at(i-1) != nil || startsStream(b.codec, s.payload)
		}
		key = key || startsKeyframe(b.codec, s.payload)
		if s.marker {
			if key && sure {
				return group, true
			}
			group = 0
		}
	}
	return 0, false
}

func (b *Buffer) assemble(from, to int64) (Frame, bool) {
	b.out = b.out[:0]
	f := Frame{TS: b.at(from).ts}
	whole, any := true, false
	for i := from; i <= to; i++ {
		s := b.at(i)
		f.Repaired = f.Repaired || s.repaired
		if len(s.payload) == 0 {
			continue
		}
		any = true
		if s.at.After(f.Complete) {
			f.Complete = s.at
		}
		f.Keyframe = f.Keyframe || startsKeyframe(b.codec, s.payload)
		var ok bool
		if b.out, ok = appendPayload(b.codec, b.out, s.payload); !ok || len(b.out) > maxFrame {
			whole = false
		}
	}
	f.Data = b.out
	return f, any && whole && len(b.out) > 0
}
