package sfu

import (
	"fmt"
	"sync"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/frames"
)

// Rules of a tap.
const (
	tapKeyEvery = 2 * time.Second        // a keyframe is asked for when the newest is as old
	tapTick     = 100 * time.Millisecond // the tap's clock
	tapBytes    = 8 << 20                // waiting to be taken apart; more is dropped up to the next keyframe
	tapPackets  = 8192
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
	p := s.find(streamID)
	if p == nil {
		return has, nil, ErrNoStream
	}
	if v := p.tracks[video]; v != nil && v.codec.Mime != webrtc.MimeTypeH264 {
		return has, nil, fmt.Errorf("%w: the stream's video is %s, not H.264", ErrCodec, v.codec.Mime)
	}
	t := &tap{p: p, sink: sink, wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	t.times.Began = time.Now().Add(-TapBefore)
	for k := range t.order {
		t.order[k] = frames.NewReorder(k)
		if p.tracks[k] != nil {
			t.times.Rates[k] = p.tracks[k].codec.Clock
		}
	}
	if !p.start(t.run) {
		return has, nil, ErrNoStream
	}
	return Kinds{Video: p.tracks[video] != nil, Audio: p.tracks[audio] != nil}, t.stop, nil
}

// tap is a subscriber of both of a publisher's tracks that puts frames together.
type tap struct {
	p    *publisher
	sink Sink
	subs [2]*tapSub
	wake chan struct{}
	quit chan struct{}
	done chan struct{}
	once sync.Once

	mu    sync.Mutex
	queue []frames.Packet
	bytes int
	spilt bool // something was dropped since the queue was taken

	// the tap's goroutine's
	order  [2]frames.Reorder
	au     frames.Pictures
	times  frames.Times
	chosen time.Time // when it went over to another layer
	want   *track    // the layer that it would take
}

// tapSub is the tap's end of one track.
type tapSub struct {
	tap   *tap
	kind  kind
	t     *track
	shift uint32 // of times, to those of the layer before
	fresh bool   // the track's reader's
	over  bool   // another layer has taken its place; guarded by the tap's mu
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
	last, rate := packets[len(packets)-1].ts, s.tap.times.Rates[s.kind]
	t.mu.Lock()
	if s.over {
		packets = nil
	}
	for _, p := range packets {
		if t.bytes+len(p.payload) > tapBytes || len(t.queue) >= tapPackets {
			t.queue, t.bytes, t.spilt = nil, 0, true
		}
		t.queue = append(t.queue, frames.Packet{
			Kind: int(s.kind), Seq: p.seq, TS: p.ts + s.shift, Marker: p.marker, KeyStart: p.keyStart, Late: p.late,
			Payload: append([]byte(nil), p.payload...), Fresh: s.fresh, At: now.Add(-since(p.ts, last, rate)),
		})
		s.fresh = false
		t.bytes += len(p.payload)
	}
	t.mu.Unlock()
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// since is how long before the last of some packets another came, as far as their times tell: those from before the tap come at once.
func since(ts, last, rate uint32) time.Duration {
	d := time.Duration(int32(last-ts)) * time.Second / time.Duration(rate)
	return min(max(d, 0), TapBefore)
}

// stop ends the tap and waits for its goroutine.
func (t *tap) stop() {
	t.once.Do(func() { close(t.quit) })
	<-t.done
}

// run is the tap's goroutine.
func (t *tap) run() {
	defer close(t.done)
	t.wish()
	t.enter(audio, t.p.tracks[audio])
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
			t.take(time.Now())
		case now := <-tick.C:
			t.take(now)
			t.wish()
			t.follow(now)
			t.askKeyframe(now)
		}
	}
}

// enter attaches to a track.
func (t *tap) enter(k kind, to *track) {
	if to != nil {
		t.subs[k] = &tapSub{tap: t, kind: k, t: to}
		to.attach(t.subs[k], time.Now())
	}
}

// leave waits for nothing: the readers may be in a last write.
func (t *tap) leave() {
	for _, s := range t.subs {
		if s != nil {
			s.t.detach(s)
		}
	}
	if t.want != nil {
		t.want.want(-1)
	}
}

func (t *tap) askKeyframe(now time.Time) {
	if t.subs[video] == nil {
		return
	}
	v := t.subs[video].t
	if v.muted.Load() || !v.flowing.Load() {
		return
	}
	if t.order[video].Waits() || now.UnixNano()-v.lastKey.Load() >= int64(tapKeyEvery) {
		v.requestKeyframe()
	}
}

// take works through what has come, and gives up waiting for what has not.
func (t *tap) take(now time.Time) {
	t.mu.Lock()
	queue, spilt := t.queue, t.spilt
	t.queue, t.bytes, t.spilt = nil, 0, false
	t.mu.Unlock()
	if spilt {
		for k := range t.order {
			t.order[k].Lose()
		}
		t.au.Drop()
	}
	for i := range queue {
		k := kind(queue[i].Kind)
		t.order[k].Push(queue[i])
		t.deliver(k, queue[i].At)
	}
	t.deliver(video, now)
	t.deliver(audio, now)
}

// deliver hands on what is complete at now.
func (t *tap) deliver(k kind, now time.Time) {
	paired, reports := t.reports()
	for {
		p, ok := t.order[k].Next(now)
		if !ok {
			return
		}
		pts, ok := t.times.Of(&p, paired, reports)
		if k == audio {
			if ok && len(p.Payload) > 0 {
				t.sink.Opus(p.Payload, pts)
			}
			continue
		}
		for _, u := range t.au.Push(&p, pts) {
			t.sink.H264(u.NALs, u.Key, u.PTS, u.DTS)
		}
		if t.au.Broken {
			t.au.Drop()
			t.order[video].Lose()
		}
	}
}

// reports are the tracks' newest; paired: there is a picture to the sound.
func (t *tap) reports() (paired bool, of [2]*frames.Report) {
	for k, s := range t.subs {
		if s == nil {
			continue
		}
		if r := s.t.report.Load(); r != nil {
			of[k] = &frames.Report{NTP: r.ntp, RTP: r.rtp + s.shift}
		}
	}
	v := t.p.tracks[video]
	return v != nil && t.p.flows(video) && !v.muted.Load(), of
}
