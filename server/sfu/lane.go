package sfu

import "time"

// patience is how long a switch waits for the picture before to become whole.
const patience = 100 * time.Millisecond

// lane is one viewer's end of one track: that of the layer it gets, or of the one that it is to get.
type lane struct {
	s *subscription
	t *track

	counted bool // among the track's waiting; guarded by the subscription's turn

	// guarded likewise
	behind bool  // catching up, or held back
	runs   bool  // and somebody sends meanwhile
	next   int64 // what is to be sent next while it is,
	head   int64 // the track's newest packet,
	held   int   // and how many bytes lie between
	key    int64 // of a lane that is to be taken: where its keyframe begins, and what has come since; 0: not yet
	last   int64
	keyAt  time.Time
}

func (l *lane) write(packets []*packet)    { l.s.writeFrom(l, packets) }
func (l *lane) begin(recent []*packet)     { l.s.begin(l, recent) }
func (l *lane) restart()                   { l.s.restart(l) }
func (l *lane) passReport(r *senderReport) { l.s.passReport(l, r) }

// count adds the lane to those that wait for a keyframe, for whom one is asked for until it comes.
func (l *lane) count() {
	if l.s.kind == video && !l.counted {
		l.counted = true
		l.t.waiting.Add(1)
	}
}

func (l *lane) uncount() {
	if l.counted {
		l.counted = false
		l.t.waiting.Add(-1)
	}
}

// aim makes t the track that the viewer gets: at its next keyframe, up to which the one before goes on, unless it ends at once. Nil:
// nothing is sent any more.
func (s *subscription) aim(t *track, atOnce bool) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if s.gone.Load() {
		return
	}
	s.aimed.Store(t)
	switch {
	case t == nil:
		s.drop(&s.next)
		s.drop(&s.cur)
		s.started = false
		s.playing.Store(nil)
	case s.cur != nil && s.cur.t == t:
		s.drop(&s.next)
	case s.next != nil && s.next.t == t:
	case s.cur == nil || !s.started || atOnce:
		s.drop(&s.next)
		s.drop(&s.cur)
		if s.started {
			t.requestKeyframe()
			s.bucket.Drain(s.v.since(time.Now()))
		}
		s.started = false
		s.cur = &lane{s: s, t: t}
		t.attach(s.cur, time.Now())
	default:
		s.drop(&s.next)
		s.next = &lane{s: s, t: t}
		s.next.count()
		t.attach(s.next, time.Now())
		t.requestKeyframe()
	}
}

// drop ends a lane. Its reader may be about to write to it, which has no effect then.
func (s *subscription) drop(l **lane) {
	if *l != nil {
		(*l).uncount()
		(*l).t.detach(*l)
		*l = nil
	}
}

// begin sends what is needed for a picture at once.
func (s *subscription) begin(l *lane, recent []*packet) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if l != s.cur || s.gone.Load() {
		return // a lane that is to be taken begins with a keyframe that is yet to come: older pictures were shown
	}
	l.count()
	if l.t.whole && len(recent) > 0 {
		last := recent[len(recent)-1]
		s.entered = &entry{last.seq, last.ts}
		s.fallBehind(l, recent)
		return
	}
	if len(recent) > 0 && s.shown != nil && int32(recent[0].ts+s.align(l.t, recent[0].ts, time.Now())-s.lastTS) <= 0 {
		return
	}
	s.writeNow(recent)
}

// restart counts the viewer among those who wait for a picture again.
func (s *subscription) restart(l *lane) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if l == s.cur {
		l.behind = false
		s.startOver()
	}
	l.key = 0
}

func (s *subscription) startOver() {
	if s.kind == video && s.started {
		s.started = false
		s.cur.count()
	}
}

// writeFrom takes packets of a lane.
func (s *subscription) writeFrom(l *lane, packets []*packet) {
	s.turn.Lock()
	defer s.turn.Unlock()
	switch {
	case s.gone.Load() || len(packets) == 0:
	case l == s.cur:
		if l.behind {
			s.hold(l, packets)
			return
		}
		s.writeNow(packets)
		if !l.behind && s.next != nil && s.next.key != 0 && s.whole {
			s.cross()
		}
	case l == s.next:
		s.approach(packets)
	}
}

// approach looks for the keyframe at which the viewer goes over to another layer.
func (s *subscription) approach(packets []*packet) {
	l := s.next
	for _, p := range packets {
		if l.key == 0 && p.keyStart {
			l.key, l.keyAt = p.seq, time.Now()
			l.uncount()
		}
		l.last = max(l.last, p.seq)
	}
	if l.key != 0 && (s.whole && !s.cur.behind || !s.started || time.Since(l.keyAt) > patience) {
		s.cross()
	}
}

// cross goes over to the other layer, from its keyframe on.
func (s *subscription) cross() {
	l := s.next
	from, to := l.key, l.last
	s.drop(&s.cur)
	s.cur, s.next = l, nil
	s.started = false
	for n := from; n <= to; n++ {
		if s.started && s.pace.Load() > 0 {
			l.behind, l.next, l.head, l.held = true, n, to, 0
			s.hold(l, nil)
			return
		}
		if l.t.ring.copyOut(n, &s.spare) {
			s.writeAll([]*packet{&s.spare})
		}
	}
	if !s.started { // its keyframe is no longer there
		l.count()
	}
}
