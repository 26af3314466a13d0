package sfu

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/frames"
)

// Rules of a tap.
const (
	tapKeyEvery = 2 * time.Second        // a keyframe is asked for when the newest is as old
	tapTick     = 100 * time.Millisecond // the tap's clock
)

// TapBefore is how long before its tap a sink's clock begins: the newest keyframe comes first, and may be as old.
const TapBefore = replayAge

// Sink takes what a tapped stream sends. Its methods are called one at a time, on a goroutine of the tap; while one is at work
// nothing else waits, and what comes too fast for it is dropped. They must not call the tap's stop.
type Sink interface {
	// H264 takes one picture: its NAL units, which the sink may keep. The first has key set, and so has the first after a loss.
	// pts counts from TapBefore before the tap was made; both kinds have one clock, as far as the publisher tells how theirs relate.
	// dts, when it is to be decoded, goes up with each picture; it is pts but where they come in another order than they are shown in.
	H264(au [][]byte, key bool, pts, dts time.Duration)
	// Opus takes one packet, which the sink may keep. What was lost or muted is missing.
	Opus(packet []byte, pts time.Duration)
	// Over is the last call unless stop was called before: the stream has ended, or another publisher has taken its place.
	Over(Reason)
}

// Kinds tells which media a stream was agreed to have.
type Kinds struct{ Video, Audio bool }

// Tap hands a stream's pictures and sound to sink, put together from their packets, until stop is called or the stream ends.
// What is muted does not come. While it lasts the publisher is asked for a keyframe every two seconds. stop waits for a call of
// the sink that is at work; it may be called again. Errors: ErrNoStream; ErrCodec for video other than H.264.
func (s *SFU) Tap(streamID string, sink Sink) (has Kinds, stop func(), err error) {
	t, err := s.newTap(streamID, sink)
	if err != nil {
		return has, nil, err
	}
	if !t.p.start(t.run) {
		return has, nil, ErrNoStream
	}
	return Kinds{Video: t.p.tracks[video] != nil, Audio: t.p.tracks[audio] != nil}, t.stop, nil
}

func (s *SFU) newTap(streamID string, sink Sink) (*tap, error) {
	p := s.find(streamID)
	if p == nil {
		return nil, ErrNoStream
	}
	if v := p.tracks[video]; v != nil && v.codec.Mime != webrtc.MimeTypeH264 {
		return nil, fmt.Errorf("%w: the stream's video is %s, not H.264", ErrCodec, v.codec.Mime)
	}
	t := &tap{p: p, sink: sink, wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	t.times.Began = time.Now().Add(-TapBefore)
	for k := range t.times.Rates {
		if p.tracks[k] != nil {
			t.times.Rates[k] = p.tracks[k].codec.Clock
		}
	}
	return t, nil
}

// tap is a subscriber of both of a publisher's tracks that puts frames together.
type tap struct {
	p    *publisher
	sink Sink
	wake chan struct{}
	quit chan struct{}
	done chan struct{}
	once sync.Once

	queue frames.Queue[*tapSub]

	// the tap's goroutine's
	sound  *tapSub
	shown  *tapSub // the picture; nil with layers
	layers *tapLayers
	times  frames.Times
	chosen time.Time // when it went over to another layer
	want   *track    // the layer that it would take
}

// tapSub is the tap's end of one track.
type tapSub struct {
	tap   *tap
	kind  kind
	layer int // of a tap of layers
	t     *track
	shift uint32      // of times, to those of the layer before, or of the first
	fresh bool        // the track's reader's
	over  atomic.Bool // another layer has taken its place

	line frames.Line // the tap's goroutine's
}

func (s *tapSub) begin(recent []*packet) {
	s.fresh = true
	s.write(recent)
}

func (s *tapSub) restart() { s.fresh = true }

func (s *tapSub) passReport(*senderReport) {} // the track keeps the newest

// write copies packets; it is called by the track's reader and never waits.
func (s *tapSub) write(packets []*packet) {
	if len(packets) == 0 {
		return
	}
	t, now := s.tap, time.Now()
	last, rate := packets[len(packets)-1].ts, t.times.Rates[s.kind]
	for _, p := range packets {
		if s.over.Load() {
			return
		}
		t.queue.Put(frames.Packet{
			Kind: int(s.kind), Seq: p.seq, TS: p.ts + s.shift, Marker: p.marker, KeyStart: p.keyStart, Late: p.late,
			Payload: append([]byte(nil), p.payload...), Fresh: s.fresh, At: now.Add(-frames.Since(p.ts, last, rate, TapBefore)),
		}, s)
		s.fresh = false
	}
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// stop ends the tap and waits for its goroutine.
func (t *tap) stop() {
	t.once.Do(func() { close(t.quit) })
	<-t.done
}

// run is the tap's goroutine.
func (t *tap) run() {
	defer close(t.done)
	t.sound = t.enter(audio, t.p.tracks[audio], 0)
	t.follow(time.Now())
	defer t.leave()
	tick := time.NewTicker(tapTick)
	defer tick.Stop()
	for {
		select {
		case <-t.quit:
			return
		case <-t.p.quit:
			t.sink.Over(t.p.viewersReason())
			return
		case <-t.wake:
			now := time.Now()
			t.take(now)
			if t.layers != nil {
				t.follow(now)
			}
		case now := <-tick.C:
			t.take(now)
			t.follow(now)
			t.askKeyframe(now)
		}
	}
}

// enter attaches to a track, nil for none; shift is added to its times.
func (t *tap) enter(k kind, to *track, shift uint32) *tapSub {
	if to == nil {
		return nil
	}
	s := &tapSub{tap: t, kind: k, t: to, shift: shift, line: frames.NewLine(int(k))}
	to.attach(s, time.Now())
	return s
}

// exit is the end of a sub.
func (t *tap) exit(s *tapSub) {
	s.over.Store(true)
	s.t.detach(s)
}

// subs are all that the tap has.
func (t *tap) subs() (all []*tapSub) {
	for _, s := range append([]*tapSub{t.sound, t.shown}, t.layers.subs()...) {
		if s != nil {
			all = append(all, s)
		}
	}
	return all
}

// leave waits for nothing: the readers may be in a last write.
func (t *tap) leave() {
	for _, s := range t.subs() {
		s.t.detach(s)
	}
	if t.want != nil {
		t.want.want(-1)
	}
	t.layers.leave()
}

func (t *tap) askKeyframe(now time.Time) {
	for _, s := range t.subs() {
		v := s.t
		if s.kind != video || v.muted.Load() || !v.flowing.Load() {
			continue
		}
		if s.line.Waits() || t.layers == nil && now.UnixNano()-v.lastKey.Load() >= int64(tapKeyEvery) {
			v.requestKeyframe()
		}
	}
}

// take works through what has come, and gives up waiting for what has not.
func (t *tap) take(now time.Time) {
	queue, spilt := t.queue.Take()
	if spilt {
		for _, s := range t.subs() {
			s.line.Lose()
		}
	}
	for _, q := range queue {
		q.Of.line.Push(q.Packet)
		t.deliver(q.Of, q.At)
	}
	for _, s := range t.subs() {
		t.deliver(s, now)
	}
}

// deliver hands on what is complete at now.
func (t *tap) deliver(s *tapSub, now time.Time) {
	paired, reports := t.reports()
	s.line.Deliver(now, &t.times, paired, reports, func(p frames.Picture) {
		if t.layers != nil {
			t.layers.sink.Layer(s.layer, p.NALs, p.Key, p.PTS, p.DTS)
		} else {
			t.sink.H264(p.NALs, p.Key, p.PTS, p.DTS)
		}
	}, t.sink.Opus)
}

// reports are the tracks' newest; paired: there is a picture to the sound.
func (t *tap) reports() (paired bool, of [2]*frames.Report) {
	pictures := 0
	for _, s := range t.subs() {
		if s.kind == video {
			if pictures++; pictures > 1 {
				continue
			}
		}
		if r := s.t.report.Load(); r != nil {
			of[s.kind] = &frames.Report{NTP: r.ntp, RTP: r.rtp + s.shift}
		}
	}
	v := t.p.tracks[video]
	return pictures > 0 && t.p.flows(video) && !v.muted.Load(), of
}
