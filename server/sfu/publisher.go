package sfu

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/intake"
	"onair/server/sfu/internal/offers"
	"onair/server/sfu/internal/sockets"
)

// The owner's clock: feedback about arrival times at each tick, the rest at every so many.
const (
	ownerTick   = 50 * time.Millisecond
	reportEvery = 20  // ticks
	placeEvery  = 100 // ticks; ICE may have found the client a new address
	quietAfter  = 2 * time.Second
)

// publisher is one stream: the connection of who sends it, its tracks, and its viewers.
type publisher struct {
	sfu     *SFU
	id      string
	opts    PublishOptions
	up      uplink
	codecs  [2]*codec // nil where not negotiated
	tracks  [2]*track // likewise; fixed from the start. Of several layers, one
	layers  []*track  // of video; likewise
	rank    atomic.Pointer[ranking]
	flowing [2]atomic.Int32 // tracks of a kind that come in
	place   sockets.Place[stopper]
	over    bool // the owner's: Gone was reported
	feed    *intake.Feedback
	born    time.Time
	again   restarting

	wake      chan struct{}
	quit      chan struct{}
	done      chan struct{}
	cut       atomic.Bool // nothing more is relayed
	connected atomic.Bool
	reordered atomic.Bool
	roused    atomic.Bool // a layer is wanted that was not
	parted    atomic.Bool // a layer has ended
	bitRate   atomic.Int64
	wg        sync.WaitGroup // readers of the tracks, and viewers

	mu      sync.Mutex
	todo    []func() // inbox
	viewers map[string]*viewer
	reason  Reason
	stopped bool
	ended   bool // no goroutine may be added
}

// newPublisher makes a publisher without an uplink and tracks; nothing runs yet.
func newPublisher(s *SFU, id string, opts PublishOptions) *publisher {
	p := &publisher{
		sfu: s, id: id, opts: opts, born: time.Now(), wake: make(chan struct{}, 1), quit: make(chan struct{}),
		done: make(chan struct{}), viewers: map[string]*viewer{}, feed: intake.NewFeedback(), place: s.places.Place(),
	}
	if p.opts.MaxBitRate <= 0 {
		p.opts.MaxBitRate = 20_000_000
	}
	return p
}

// addTrack must be called before the owner runs.
func (p *publisher) addTrack(k kind, c codec) *track {
	t := newTrack(p, k, c)
	t.muted.Store(k == video && p.opts.MuteVideo || k == audio && p.opts.MuteAudio)
	if k == video {
		if len(p.layers) > 0 {
			t.budget = p.layers[0].budget
		}
		p.layers = append(p.layers, t)
		p.rankLayers()
	}
	if p.tracks[k] == nil {
		p.codecs[k], p.tracks[k] = &c, t
	}
	return t
}

// newPeerPublisher chooses codecs and makes the peer connection.
func newPeerPublisher(s *SFU, id string, o *offers.Offer, opts PublishOptions) (*publisher, *webrtc.PeerConnection, error) {
	p := newPublisher(s, id, opts)
	for k, m := range o.Media {
		if m == nil || !m.Sends || kind(k) == video && opts.AudioOnly {
			continue
		}
		c, ok := m.PublishCodec()
		if !ok {
			return nil, nil, fmt.Errorf("%w for %s", ErrCodec, kind(k))
		}
		if kind(k) == audio || len(m.RIDs) == 0 {
			p.addTrack(kind(k), c)
			continue
		}
		for _, rid := range m.RIDs {
			p.addTrack(kind(k), c).rid = rid
		}
	}
	if p.codecs[video] == nil && p.codecs[audio] == nil {
		return nil, nil, fmt.Errorf("%w: nothing to publish", ErrBadOffer)
	}
	p.again.keep(opts.Restarts, o)
	pc, err := s.newPeer(p.codecs, offers.Features{Feedback: [2]bool{true, true}, Layers: p.layered()}, reportTap{p})
	if err != nil {
		return nil, nil, err
	}
	p.up = peerUplink{pc}
	pc.OnTrack(p.onTrack)
	pc.OnConnectionStateChange(p.onState)
	return p, pc, nil
}

func (p *publisher) onState(st webrtc.PeerConnectionState) {
	switch st {
	case webrtc.PeerConnectionStateConnected:
		p.place.Update(p.up.addr(), p)
		if !p.connected.Swap(true) {
			p.event(Event{Kind: Connected})
		}
	case webrtc.PeerConnectionStateFailed, webrtc.PeerConnectionStateClosed:
		p.stop(ReasonLost)
	}
}

// start runs f on a goroutine that done waits for, unless the publisher has ended.
func (p *publisher) start(f func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return false
	}
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		f()
	}()
	return true
}

// post gives the owner something to do. It never blocks; what is posted is a handful of events a viewer.
func (p *publisher) post(f func()) {
	p.mu.Lock()
	p.todo = append(p.todo, f)
	p.mu.Unlock()
	p.poke()
}

func (p *publisher) poke() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// event reports to the caller of Publish.
func (p *publisher) event(e Event) {
	e.StreamID = p.id
	p.post(func() {
		if p.over {
			return
		}
		p.over = e.Kind == Gone
		p.sfu.log.Info("stream", "stream", p.id, "event", e.Kind.String(), "reason", string(e.Reason))
		if p.opts.On != nil {
			p.opts.On(e)
		}
	})
}

// stop ends the publisher; the first reason counts.
func (p *publisher) stop(r Reason) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return
	}
	p.stopped = true
	p.reason = r
	p.cut.Store(true)
	close(p.quit)
}

// run is the owner.
func (p *publisher) run() {
	defer close(p.done)
	tick := time.NewTicker(ownerTick)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-p.quit:
			p.finish()
			return
		case <-p.wake:
			p.drain()
			p.part(time.Now())
			p.sendKeyframeRequests(time.Now())
			if p.roused.Swap(false) && p.layered() {
				p.sendReports()
				p.rouse(time.Now())
			}
		case now := <-tick.C:
			p.drain()
			p.handleTick(n, now)
		}
	}
}

func (p *publisher) drain() {
	for {
		p.mu.Lock()
		todo := p.todo
		p.todo = nil
		p.mu.Unlock()
		if len(todo) == 0 {
			return
		}
		for _, f := range todo {
			f()
		}
	}
}

func (p *publisher) handleTick(n int, now time.Time) {
	p.feed.Send(p.up)
	for _, t := range p.all() {
		if t.waiting.Load() > 0 {
			t.wantKey.Store(true)
		}
	}
	if p.layered() {
		if n%rankEvery == 0 {
			p.rankLayers()
		}
		if n%unknownEvery == 0 {
			p.askUnknown()
		}
		for _, v := range p.allViewers() {
			v.adapt(now)
		}
		if n%wakeEvery == 0 {
			p.rouse(now)
		}
		p.sfu.net.Flush()
	}
	p.sendKeyframeRequests(now)
	if n%reportEvery != 0 {
		return
	}
	var rate int64
	for _, t := range p.all() {
		rate += t.handleSecond(now)
	}
	p.rankLayers()
	p.bitRate.Store(rate)
	p.sendReports()
	if p.connected.Load() { // who is at a place has done the handshake
		p.place.Update(p.up.addr(), p)
	} else if now.Sub(p.born) > p.sfu.cfg.ConnectTimeout {
		p.stop(ReasonNeverCame)
	}
	for _, v := range p.allViewers() {
		v.checkAge(now)
		v.adapt(now)
		if n%placeEvery == 0 && v.connected.Load() {
			v.place.Update(v.conn.Remote(), v)
		}
	}
}

// finish is the owner's last act.
func (p *publisher) finish() {
	p.sfu.leave(p)
	p.mu.Lock()
	reason := p.reason
	p.mu.Unlock()
	why := p.viewersReason()
	for _, v := range p.allViewers() {
		v.stop(why)
	}
	p.sfu.count.publishersEnded.Add(1)
	p.event(Event{Kind: Gone, Reason: reason})
	p.drain()
	p.place.Clear()
	_ = p.up.close()
	p.mu.Lock()
	p.ended = true
	p.mu.Unlock()
	p.wg.Wait()
	p.drain()
	p.sfu.forget(p)
}
