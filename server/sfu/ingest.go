package sfu

import (
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/pack"
)

// Ingest is a stream that does not come over WebRTC: its owner hands in pictures and sound. H264 and Opus may be called from
// different goroutines; neither blocks.
type Ingest struct {
	p            *publisher
	clock        pack.Clock
	video, audio *inlet   // video is nil with AudioOnly
	layers       []*inlet // of video, that first
}

// inlet makes one kind of media RTP. The relay's rules for a reader hold for who calls it.
type inlet struct {
	mu     sync.Mutex
	r      *relay
	seq    int64
	offset uint32
	told   time.Time // the last sender report

	pictures pack.Pictures
	broken   bool // nothing goes on but a keyframe
}

// Ingest opens a stream whose media the caller hands in. A publisher of the same stream is replaced, and its viewers end; viewers
// attach as to any other. Keyframes cannot be counted on when asked for, so everything since the last one is kept, within bounds,
// and who joins gets it fast; but for layers, which are asked for when they are wanted. Errors: ErrFull, ErrClosed.
func (s *SFU) Ingest(streamID string, opts PublishOptions) (*Ingest, error) {
	if !s.admits(streamID) {
		return nil, ErrFull
	}
	p := newPublisher(s, streamID, opts)
	p.connected.Store(true)
	in := &Ingest{p: p}
	p.up = callUplink{in, opts}
	in.audio = p.inlet(audio, codec{Mime: webrtc.MimeTypeOpus, Clock: 48000, Channels: 2})
	if !opts.AudioOnly {
		for range max(opts.Layers, 1) {
			in.layers = append(in.layers, p.inlet(video, codec{Mime: webrtc.MimeTypeH264, Clock: 90000, Profile: "42e0"}))
		}
		in.video = in.layers[0]
	}
	if err := s.adopt(p); err != nil {
		return nil, err
	}
	p.event(Event{Kind: Connected})
	return in, nil
}

// inlet adds a track that keeps a whole group of pictures.
func (p *publisher) inlet(k kind, c codec) *inlet {
	t := p.addTrack(k, c)
	t.taken.Store(true)
	t.ssrc.Store(rand.Uint32())
	if k == video && p.opts.Layers <= 1 {
		t.whole = true
		t.ring = newRing(wholeRing)
	}
	return &inlet{
		r:   &relay{t: t, replay: make([]*packet, 0, replayMax)},
		seq: 1<<16 + int64(rand.Uint32N(1<<15)), offset: rand.Uint32(),
	}
}

// Done is closed when the stream has ended, by whomever: Close, StopPublish, another of the same name, the end of the SFU.
func (in *Ingest) Done() <-chan struct{} { return in.p.done }

// Close ends the stream and waits for its goroutines. It may be called again, but not from an event function.
func (in *Ingest) Close() {
	in.p.stop(ReasonHungUp)
	<-in.p.done
}

// H264 sends one access unit: its NAL units without start codes, in decoding order, when it is to be shown, and decoded. RTP has the
// second, which goes up with each picture; taps get the first. Parameter sets alone are kept for the next keyframe; each keyframe
// goes out with them before it.
func (in *Ingest) H264(au [][]byte, pts, dts time.Duration) {
	in.Layer(0, au, pts, dts)
}

// Layer is H264 for one of several layers.
func (in *Ingest) Layer(layer int, au [][]byte, pts, dts time.Duration) {
	if layer >= len(in.layers) || in.p.cut.Load() {
		return
	}
	l := in.layers[layer]
	l.mu.Lock()
	defer l.mu.Unlock()
	units, key := l.pictures.Units(au)
	if len(units) == 0 || l.broken && !key {
		return
	}
	payloads, size := l.pictures.Payloads(units, key)
	now := time.Now()
	if l.broken = !l.affords(size, now); !l.broken {
		l.send(payloads, in.clock.At(pack.Picture, dts, now), pts-dts, &in.clock, now)
	}
}

// Left tells that no more of a layer comes for now, so that its viewers get another at once.
func (in *Ingest) Left(layer int) {
	if layer < len(in.layers) {
		in.layers[layer].r.t.leave()
	}
}

// Describe says what a layer is like that may not come in as long as nobody wants it.
func (in *Ingest) Describe(layer int, l Layer) {
	if layer >= len(in.layers) || l.Height <= 0 {
		return
	}
	t := in.layers[layer].r.t
	t.size.Store(uint32(l.Width)<<16 | uint32(l.Height)&0xffff)
	if !t.flowing.Load() && l.BitRate > 0 {
		t.rate.Store(int64(l.BitRate))
	}
	t.lastKey.CompareAndSwap(0, 1)
}

// Reorder notes whether pictures come in another order than they are shown in: see SFU.Reordered.
func (in *Ingest) Reorder(on bool) { in.p.reordered.Store(on) }

// Reordered tells whether a stream's pictures come in another order than they are shown in, which browsers cannot take over WebRTC.
func (s *SFU) Reordered(streamID string) bool {
	p := s.find(streamID)
	return p != nil && p.reordered.Load()
}

// Opus sends one packet of sound, and when it begins. Packets that follow each other in pts sound without a break.
func (in *Ingest) Opus(packet []byte, pts time.Duration) {
	if len(packet) == 0 || len(packet) > maxPayload || in.p.cut.Load() {
		return
	}
	in.audio.mu.Lock()
	defer in.audio.mu.Unlock()
	now := time.Now()
	if in.audio.affords(len(packet), now) {
		in.audio.send([][]byte{packet}, in.clock.At(pack.Sound, pts, now), 0, &in.clock, now)
	}
}

// affords tells whether so much is within the stream's bit rate.
func (l *inlet) affords(n int, now time.Time) bool {
	if l.r.t.budget.Take(n, now) {
		return true
	}
	l.r.refused()
	return false
}

// send relays the packets of one frame that is at t of the stream, and shown so much later.
func (l *inlet) send(payloads [][]byte, t, late time.Duration, c *pack.Clock, now time.Time) {
	k := l.r.t
	ts := l.offset + pack.Ticks(t, k.codec.Clock)
	if now.Sub(l.told) >= time.Second {
		l.told = now
		wall, at := c.Report(now)
		k.forward(&senderReport{ntp: pack.NTP(wall), rtp: l.offset + pack.Ticks(at, k.codec.Clock)})
	}
	for i, p := range payloads {
		l.seq++
		k.count(l.seq, uint16(l.seq), ts, len(p)+12, len(p), now)
		l.r.take(packet{seq: l.seq, ts: ts, marker: k.kind == video && i == len(payloads)-1, late: late, payload: p}, now)
	}
}
