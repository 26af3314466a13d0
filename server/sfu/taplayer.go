package sfu

import (
	"sync/atomic"
	"time"
)

// wish wants the best layer, be it sent now or not.
func (t *tap) wish() {
	r := t.p.rank.Load()
	if r == nil || r.tracks[0] == t.want {
		return
	}
	r.tracks[0].want(1)
	if t.want != nil {
		t.want.want(-1)
	}
	t.want = r.tracks[0]
}

// follow goes over to the best layer where another has become that. It begins with the best if that can be expected soon. A tap of
// layers takes those that are wished for.
func (t *tap) follow(now time.Time) {
	if t.layers != nil {
		t.layers.follow(now)
		return
	}
	t.wish()
	was := t.shown
	switch {
	case t.want == nil: // sound alone
		return
	case was == nil && t.want.rests() && t.want.rouses(now):
		return
	case was == nil:
		to := t.p.best()
		if !t.want.rests() { // what is known of the others may be older
			to = t.want
		}
		t.chosen = now
		t.shown = t.enter(video, to, 0)
		return
	case !t.p.layered() || now.Sub(t.chosen) < time.Second:
		return
	}
	best := t.p.best()
	if best == was.t {
		return
	}
	t.chosen = now
	shift := was.shift
	if of, to := was.t.report.Load(), best.report.Load(); of != nil && to != nil {
		shift += between(of, to, int64(best.codec.Clock))
	}
	t.exit(was)
	t.shown = t.enter(video, best, shift)
}

// LayerSink is a Sink of a picture in several layers: Layer is called in place of H264, with the layer's place in LayerTap.Layers.
// All layers have one clock. Left tells that the publisher sends no more of a layer that is taken, for now.
type LayerSink interface {
	Sink
	Layer(layer int, au [][]byte, key bool, pts, dts time.Duration)
	Left(layer int)
}

// LayerTap takes some of a stream's layers.
type LayerTap struct {
	t      *tap
	wishes atomic.Pointer[[]int]
}

// TapLayers is Tap for who takes layers apart, from those on that LayerTap.Take asks for; sound comes in any case, and keyframes when
// they are asked for. No LayerTap: the stream has one layer alone.
func (s *SFU) TapLayers(streamID string, sink LayerSink) (*LayerTap, error) {
	t, err := s.newTap(streamID, sink)
	if err != nil || !t.p.layered() {
		return nil, err
	}
	l := &LayerTap{t: t}
	t.layers = &tapLayers{t: t, tap: l, sink: sink, taken: make([]tapLayer, len(t.p.layers))}
	if !t.p.start(t.run) {
		return nil, ErrNoStream
	}
	return l, nil
}

// Layers describes the layers, in an order that stays.
func (l *LayerTap) Layers() (out []Layer) {
	for _, t := range l.t.p.layers {
		out = append(out, t.layer())
	}
	return out
}

// Sound tells whether the stream has any.
func (l *LayerTap) Sound() bool { return l.t.p.tracks[audio] != nil }

// Take says how many take each layer from now on; what nobody takes does not come.
func (l *LayerTap) Take(takers []int) {
	l.wishes.Store(&takers)
	select {
	case l.t.wake <- struct{}{}:
	default:
	}
}

// Keyframe asks for one of a layer.
func (l *LayerTap) Keyframe(layer int) {
	if layer >= 0 && layer < len(l.t.p.layers) {
		l.t.p.layers[layer].requestKeyframe()
	}
}

// Stop ends the tap as Tap's stop does.
func (l *LayerTap) Stop() { l.t.stop() }

// tapLayers is what a tap of layers has; its goroutine's.
type tapLayers struct {
	t     *tap
	tap   *LayerTap
	sink  LayerSink
	taken []tapLayer
	base  *senderReport // whose times all layers have
}

type tapLayer struct {
	sub    *tapSub
	takers int
	since  time.Time // somebody takes it
	left   bool      // and nothing of it comes
}

func (l *tapLayers) subs() (all []*tapSub) {
	if l == nil {
		return nil
	}
	for i := range l.taken {
		all = append(all, l.taken[i].sub)
	}
	return all
}

// follow takes the layers that are wished for, and gives up the others.
func (l *tapLayers) follow(now time.Time) {
	w := l.tap.wishes.Load()
	if w == nil {
		return
	}
	for i := range l.taken {
		x, tr, n := &l.taken[i], l.t.p.layers[i], 0
		if i < len(*w) {
			n = max((*w)[i], 0)
		}
		if n > 0 && x.takers == 0 {
			x.since = now
		}
		if was := x.left; x.sub != nil {
			if x.left = tr.left.Load(); x.left && !was {
				l.sink.Left(i)
			}
		}
		if n != x.takers {
			tr.want(int32(n - x.takers))
			x.takers = n
		}
		switch {
		case n == 0 && x.sub != nil:
			l.t.exit(x.sub)
			x.sub, x.left = nil, false
		case n > 0 && x.sub == nil:
			if shift, ok := l.shift(tr, now.Sub(x.since)); ok {
				x.sub = l.t.enter(video, tr, shift)
				x.sub.layer = i
			}
		}
	}
}

// shift is what brings a layer's times to those of the first that was taken; false: its publisher will tell soon.
func (l *tapLayers) shift(tr *track, waited time.Duration) (uint32, bool) {
	r := tr.report.Load()
	switch {
	case r == nil:
		return 0, waited > time.Second
	case l.base == nil:
		l.base = r
		return 0, true
	}
	return between(l.base, r, int64(tr.codec.Clock)), true
}

func (l *tapLayers) leave() {
	if l == nil {
		return
	}
	for i := range l.taken {
		l.t.p.layers[i].want(int32(-l.taken[i].takers))
	}
}
