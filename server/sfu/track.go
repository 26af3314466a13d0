package sfu

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/intake"
	"onair/server/sfu/internal/rtpread"
)

// Sizes of the rings: some seconds of a stream of several megabits, and of sound.
const (
	videoRing = 1024
	audioRing = 256
)

// senderReport is the publisher's mapping of capture time to RTP time.
type senderReport struct {
	ntp uint64
	rtp uint32
}

// track is one kind of media of a stream, shared by its reader, the owner and the viewers.
type track struct {
	p      *publisher
	kind   kind
	codec  codec
	rid    string                           // of one layer of several
	budget *intake.Budget                   // shared by a picture's layers
	isKey  func([]byte) bool                // nil for sound
	sizeOf func([]byte) (width, height int) // of a packet that begins a keyframe
	twccID uint8                            // set before the reader starts
	ring   *ring
	whole  bool // everything since the last keyframe is kept for who joins
	stats  intake.Reception
	pli    intake.KeyLimiter // the owner's

	taken    atomic.Bool // a reader runs
	ssrc     atomic.Uint32
	flowing  atomic.Bool   // packets are coming
	flowAt   atomic.Int64  // since when, Unix nanoseconds
	size     atomic.Uint32 // width and height of the picture, 16 bits each
	rate     atomic.Int64  // bits a second
	muted    atomic.Bool   // and are dropped
	left     atomic.Bool   // the publisher said that no more comes for now
	lastSeen atomic.Int64  // Unix nanoseconds of the newest packet
	lastKey  atomic.Int64  // and of the newest keyframe's beginning
	wantKey  atomic.Bool
	gotKey   atomic.Bool
	waiting  atomic.Int32 // viewers who have no picture yet
	report   atomic.Pointer[senderReport]
	wanted   atomic.Int32 // how many would take it, of a layer
	wantedAt atomic.Int64 // since when anybody does

	mu    sync.Mutex
	joins []subscriber                 // to be taken in by the reader
	subs  atomic.Pointer[[]subscriber] // replaced, never changed
}

// subscriber is one viewer's end of a track. The reader alone calls write and begin.
type subscriber interface {
	// write sends packets in order. It must neither block nor keep them.
	write(packets []*packet)
	// begin is called once before the first write, with the packets since the last keyframe if they shall be sent at once.
	begin(recent []*packet)
	// restart makes the next write begin with a keyframe, as the first did.
	restart()
	// passReport sends the publisher's sender report on; called on the goroutine that reads the publisher's RTCP.
	passReport(r *senderReport)
}

func newTrack(p *publisher, k kind, c codec) *track {
	t := &track{p: p, kind: k, codec: c, budget: intake.NewBudget(p.opts.MaxBitRate)}
	size := audioRing
	if k == video {
		size = videoRing
		t.isKey, t.sizeOf = rtpread.IsVP8Key, rtpread.VP8Size
		if c.Mime == webrtc.MimeTypeH264 {
			t.isKey, t.sizeOf = rtpread.IsH264Key, rtpread.H264Size
		}
	}
	t.ring = newRing(size)
	t.stats.Clock = c.Clock
	t.subs.Store(&[]subscriber{})
	return t
}

// attach adds a viewer's end; the reader takes it in with its next packets.
func (t *track) attach(s subscriber, now time.Time) {
	t.mu.Lock()
	t.joins = append(t.joins, s)
	t.mu.Unlock()
	if t.kind == video && now.UnixNano()-t.lastKey.Load() > int64(replayAge) {
		t.requestKeyframe()
	}
}

// detach removes it. The reader may be in a last write to it.
func (t *track) detach(s subscriber) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.joins = without(t.joins, s)
	left := without(*t.subs.Load(), s)
	t.subs.Store(&left)
}

// takeJoins moves those who wait to the list of viewers and returns them.
func (t *track) takeJoins() []subscriber {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.joins) == 0 {
		return nil
	}
	joins := t.joins
	t.joins = nil
	old := *t.subs.Load()
	all := append(append(make([]subscriber, 0, len(old)+len(joins)), old...), joins...)
	t.subs.Store(&all)
	return joins
}

func without(list []subscriber, s subscriber) []subscriber {
	out := make([]subscriber, 0, len(list))
	for _, x := range list {
		if x != s {
			out = append(out, x)
		}
	}
	return out
}

// handleSecond is the owner's look at the track, once a second: it notices silence and returns the bit rate.
func (t *track) handleSecond(now time.Time) int64 {
	if t.flowing.Load() && now.UnixNano()-t.lastSeen.Load() > int64(quietAfter) && t.flowing.CompareAndSwap(true, false) &&
		t.p.flowing[t.kind].Add(-1) == 0 {
		t.p.event(Event{Kind: t.eventKind(false)})
	}
	bits := t.stats.TakeBits(now)
	t.measure(bits, now)
	return bits
}

// count notes a packet of size bytes, of which payload are media; called by the reader.
func (t *track) count(seq int64, seq16 uint16, ts uint32, size, payload int, now time.Time) {
	c := &t.p.sfu.count
	c.packetsIn.Add(1)
	c.bytesIn.Add(uint64(payload))
	t.seen(now)
	t.stats.Received(seq, seq16, ts, size, now)
}

// seen notes a packet's arrival; called by the reader.
func (t *track) seen(now time.Time) {
	t.lastSeen.Store(now.UnixNano())
	if !t.flowing.Load() && t.flowing.CompareAndSwap(false, true) {
		t.flowAt.Store(now.UnixNano())
		if t.p.flowing[t.kind].Add(1) > 1 {
			return
		}
		t.p.event(Event{Kind: t.eventKind(true)})
	}
}

func (t *track) eventKind(on bool) EventKind {
	switch {
	case t.kind == video && on:
		return VideoOn
	case t.kind == video:
		return VideoOff
	case on:
		return AudioOn
	}
	return AudioOff
}

func (t *track) forward(r *senderReport) {
	t.report.Store(r)
	t.p.sfu.net.Cork()
	for _, s := range *t.subs.Load() {
		s.passReport(r)
	}
	t.p.sfu.net.Uncork()
}
