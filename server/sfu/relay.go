package sfu

import (
	"errors"
	"io"
	"math"
	"net"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/intake"
	"onair/server/sfu/internal/rtpread"
)

// Rules of the fan-out.
const (
	flushAfter   = 4 * time.Millisecond   // how long packets of an unfinished frame may wait
	flushPackets = 48                     // and how many
	replayAge    = 500 * time.Millisecond // a keyframe no older than this is sent to who joins
	replayMax    = 300                    // packets, at most
	maxReadFails = 10000                  // in a row, such as packets of a type not agreed on
)

// relay is the state of a track's reader; one goroutine owns it.
type relay struct {
	t      *track
	remote *webrtc.TrackRemote
	seqs   intake.Unwrapper
	gaps   intake.Gaps

	pending []*packet // stored in the ring, not yet sent on
	since   time.Time // when the first of them came
	silent  bool      // the track is muted
	floor   int64     // packets up to here came while it was
	keySeq  int64     // where the newest keyframe begins, if keyAt is not zero
	keyTS   uint32
	keyAt   time.Time
	replay  []*packet
	missing []int64
	asks    []uint16
	timed   bool // a read deadline is set
}

// run reads the track until the connection closes.
func (t *track) run(remote *webrtc.TrackRemote) {
	r := &relay{t: t, remote: remote, replay: make([]*packet, 0, replayMax)}
	buf := make([]byte, 2048)
	for fails := 0; fails < maxReadFails; {
		r.setDeadline()
		n, _, err := remote.Read(buf)
		now := time.Now()
		var timeout net.Error
		switch {
		case t.p.cut.Load(), errors.Is(err, io.EOF), errors.Is(err, io.ErrClosedPipe):
			return
		case err == nil:
			fails = 0
			r.handle(buf[:n], now)
		case errors.As(err, &timeout) && timeout.Timeout():
		default: // such as a payload type nobody agreed on
			fails++
			t.p.sfu.count.malformed.Add(1)
		}
		if len(r.pending) > 0 && now.Sub(r.since) >= flushAfter {
			r.flush(now)
		}
		r.ask(now)
	}
}

// setDeadline lets Read return when something is due although no packet comes.
func (r *relay) setDeadline() {
	wait := r.gaps.Next()
	if len(r.pending) > 0 && (wait == 0 || flushAfter < wait) {
		wait = flushAfter
	}
	switch {
	case wait > 0:
		_ = r.remote.SetReadDeadline(time.Now().Add(wait))
	case r.timed:
		_ = r.remote.SetReadDeadline(time.Time{})
	}
	r.timed = wait > 0
}

// handle takes in one packet.
func (r *relay) handle(b []byte, now time.Time) {
	t := r.t
	count := &t.p.sfu.count
	h, payload, ok := rtpread.ParseRTP(b, t.twccID)
	if !ok || len(payload) > maxPayload || h.PayloadType != t.codec.PT {
		count.malformed.Add(1)
		return
	}
	if h.HasTWCC {
		t.p.feed.Arrived(h.SSRC, h.TWCC, now)
	}
	if !t.budget.Take(len(b), now) {
		r.refused()
		return
	}
	seq, ok, broke := r.seqs.Next(h.Seq)
	if !ok {
		count.malformed.Add(1)
		return
	}
	if broke {
		r.gaps = intake.Gaps{RTT: r.gaps.RTT}
		t.requestKeyframe()
	}
	t.count(seq, h.Seq, h.TS, len(b), len(payload), now)
	r.take(packet{seq: seq, ts: h.TS, marker: h.Marker, payload: payload}, now)
}

// refused notes a packet that was over the stream's bit rate.
func (r *relay) refused() {
	p := r.t.p
	if p.sfu.count.overLimit.Add(1)%1000 == 1 {
		p.sfu.log.Warn("publisher exceeds its bit rate", "stream", p.id, "limit", p.opts.MaxBitRate)
	}
}

// take stores a packet, and sends it on if it ends a frame or is late already.
func (r *relay) take(p packet, now time.Time) {
	t := r.t
	late := r.gaps.Started && p.seq <= r.gaps.Highest
	if !r.gaps.Received(p.seq, now) && t.kind == video {
		t.requestKeyframe()
	}
	if r.silenced(p.seq) {
		return
	}
	if t.isKey != nil && t.isKey(p.payload) && (r.keyAt.IsZero() || p.ts != r.keyTS) {
		p.keyStart = true
	}
	stored := t.ring.put(p)
	if stored == nil {
		return
	}
	if late {
		t.p.sfu.count.repaired.Add(1)
	}
	if p.keyStart {
		r.keySeq, r.keyTS, r.keyAt = p.seq, p.ts, now
		t.lastKey.Store(now.UnixNano())
		t.left.Store(false)
		if w, h := t.sizeOf(p.payload); h > 0 {
			t.size.Store(uint32(w)<<16 | uint32(h))
		}
		t.gotKey.Store(true)
	}
	if len(r.pending) == 0 {
		r.since = now
	}
	r.pending = append(r.pending, stored)
	if p.marker || t.kind == audio || late || len(r.pending) >= flushPackets {
		r.flush(now)
	}
}

// silenced reports whether a packet is dropped because the track is muted, or was when the packet was on its way.
func (r *relay) silenced(seq int64) bool {
	t := r.t
	if t.muted.Load() {
		r.silent, r.floor = true, max(r.floor, r.gaps.Highest)
		r.pending, r.keyAt = r.pending[:0], time.Time{}
		return true
	}
	if r.silent {
		r.silent = false
		for _, s := range *t.subs.Load() {
			s.restart()
		}
		if t.kind == video {
			t.requestKeyframe()
		}
	}
	return r.floor > 0 && seq <= r.floor
}

// flush sends what is pending to everybody. Packets to one viewer follow each other, so that the socket can join them.
func (r *relay) flush(now time.Time) {
	t := r.t
	if joins := t.takeJoins(); len(joins) > 0 {
		recent := r.recent(now)
		if recent == nil && t.kind == video {
			t.requestKeyframe()
		}
		for _, s := range joins {
			s.begin(recent)
		}
	}
	if !t.p.cut.Load() && !t.muted.Load() {
		for _, s := range *t.subs.Load() {
			s.write(r.pending)
		}
		t.p.sfu.net.Flush()
	}
	r.pending = r.pending[:0]
}

// recent lists the packets since the last keyframe that were sent on already, if they are few, fresh and complete.
func (r *relay) recent(now time.Time) []*packet {
	age, most := replayAge, int64(replayMax)
	if r.t.whole {
		age, most = math.MaxInt64, wholeMax
	}
	if r.keyAt.IsZero() || now.Sub(r.keyAt) > age || r.gaps.Highest-r.keySeq >= most {
		return nil
	}
	first := r.gaps.Highest + 1
	for _, p := range r.pending {
		first = min(first, p.seq)
	}
	r.replay = r.replay[:0]
	for seq := r.keySeq; seq < first; seq++ {
		p := r.t.ring.peek(seq)
		if p == nil {
			return nil
		}
		r.replay = append(r.replay, p)
	}
	return r.replay
}

// ask requests missing packets from the publisher.
func (r *relay) ask(now time.Time) {
	var lost bool
	r.missing, lost = r.gaps.Due(now, r.missing[:0])
	if lost && r.t.kind == video {
		r.t.requestKeyframe()
	}
	if len(r.missing) == 0 {
		return
	}
	r.asks = r.asks[:0]
	for _, n := range r.missing {
		r.asks = append(r.asks, r.seqs.Original(n))
	}
	r.t.p.sfu.count.nacksSent.Add(uint64(len(r.asks)))
	_ = r.t.p.up.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{
		SenderSSRC: 1, MediaSSRC: r.t.ssrc.Load(), Nacks: rtcp.NackPairsFromSequenceNumbers(r.asks),
	}})
}
