package stream

import (
	"context"
	"errors"
	"time"

	"onair/media/rtc"
)

// soundAfter is how long after its first picture a player that is made ready may take
// for its first sound; readyAfter how long one that is connected may take for both where
// the one in use has neither, and deliversAfter how long one may take at all.
const soundAfter, readyAfter, deliversAfter = 500 * time.Millisecond, 5 * time.Second, 25 * time.Second

// tryAgain is the wait after another way failed, where it is wanted all the same.
const tryAgain = 3 * time.Second

// serving is one player in use, and perhaps another being made ready to take its
// place. It belongs to the goroutine of Playing.
type serving struct {
	p     *Playing
	heard heard
	now   *running
	began time.Time
	well  time.Time // when it last played as it should
	cut   bool      // it was not connected yet when the stream was lost on its way to the server

	opening Way // of the one that is being opened; 0: none
	opened  chan opened
	cancel  context.CancelFunc
	next    *running
	since   time.Time // when next was opened
	again   time.Time // not before is another one opened
}

// errNothing says that a way was open, and nothing came.
var errNothing = errors.New("it brings neither picture nor sound")

type opened struct {
	r   *running
	err error
}

// serve plays until the stream or ctx ends; nil means the user left the stage.
func (p *Playing) serve(ctx context.Context, first *running) error {
	s := &serving{p: p, opened: make(chan opened, 1)}
	s.put(first)
	end := p.cfg.Begin(&s.heard)
	defer func() {
		end(ctx.Err() != nil)
		s.dropNext()
		s.heard.forget(s.now)
		p.use(nil)
		s.now.Close()
		p.shown.Store(false)
		if ctx.Err() != nil {
			p.clear()
		}
	}()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for n := 0; ; n++ {
		var nextDone <-chan struct{}
		if s.next != nil {
			nextDone = s.next.Done()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.now.Done():
			if err := s.now.Err(); err != nil {
				return err
			}
			return errors.New("the stream ended")
		case <-nextDone:
			s.failed(s.next.way, s.next.Err())
		case o := <-s.opened:
			s.take(o)
		case <-tick.C:
			if n%10 == 0 {
				s.now.SetPlayoutLatency(p.cfg.Latency())
			}
			if n%5 == 0 {
				p.tellWish(s.now.way)
			}
			s.consider(ctx, time.Now())
		case <-p.wake:
			if !p.onStage() || p.renew.Swap(false) || s.orphaned() {
				return nil
			}
			p.tellWish(s.now.way)
			s.consider(ctx, time.Now())
		}
	}
}

// orphaned reports whether the stream has come anew since the player began to connect:
// the server has ended what it connects to, and could not tell it.
func (s *serving) orphaned() bool {
	if s.now.way == Far || s.now.Stats().ConnectedTime != 0 {
		return false
	}
	s.cut = s.cut || s.p.away.Load()
	return s.cut && !s.p.away.Load()
}

// put makes a player the one in use.
func (s *serving) put(r *running) {
	r.live.Store(true)
	now := time.Now()
	s.now, s.began, s.well = r, now, now
	s.heard.use(r)
	s.p.use(r)
}

// consider begins to make another way ready, goes over to it once it is, and notes what
// works.
func (s *serving) consider(ctx context.Context, now time.Time) {
	w := &s.p.ways
	s.judge(w, now)
	want := w.of(s.p.cfg.Wish(), now)
	switch {
	case want == s.now.way:
		s.dropNext()
	case s.opening == 0 && s.next == nil && now.Before(s.again):
	case s.opening == 0 && s.next == nil:
		s.open(ctx, want)
	case s.next != nil && now.Sub(s.since) > deliversAfter && !s.ready(now):
		s.failed(s.next.way, errNothing)
	case s.next != nil && s.ready(now):
		old := s.now
		r := s.next
		s.next = nil
		r.SetPlayoutLatency(s.p.cfg.Latency())
		s.put(r)
		s.fade()
		s.heard.forget(old)
		old.live.Store(false)
		old.Close()
	}
}

// judge notes whether the way in use works.
func (s *serving) judge(w *ways, now time.Time) {
	switch stats := s.now.Stats; {
	case s.p.away.Load(): // no way brings anything
	case s.now.way == Far && stats().State != rtc.Connected.String():
		if now.Sub(s.well) > connects && !w.far.is(now) {
			w.far.fail(now, farAgain)
		}
		return
	case s.now.seen.Load() != 0:
		w.works(s.now.way)
	case s.now.way == Near && !w.near.is(now) && now.Sub(s.began) > connects && stats().ConnectedTime == 0:
		w.near.fail(now, nearAgain)
	}
	s.well = now
}

// fade waits until the sound has gone over, if it is read at all.
func (s *serving) fade() {
	for range 5 {
		s.heard.mu.Lock()
		over := s.heard.old == nil
		s.heard.mu.Unlock()
		if over {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// ready reports whether the next player can take over: it delivers what the one in use
// does.
func (s *serving) ready(now time.Time) bool {
	sound := s.heard.hasSound()
	seen := s.next.seen.Load()
	switch {
	case sound && (seen != 0 || !s.p.pictured()):
		return true
	case s.p.pictured():
		return seen != 0 && now.Sub(time.Unix(0, seen)) > soundAfter
	}
	return now.Sub(s.since) > readyAfter && !s.heard.sounds(now) && s.next.Stats().State == rtc.Connected.String()
}

// open opens another player beside the one in use.
func (s *serving) open(ctx context.Context, way Way) {
	ctx, s.cancel = context.WithCancel(ctx)
	s.opening = way
	go func() {
		r, err := s.p.opens(ctx, way)
		s.opened <- opened{r, err}
	}()
}

func (s *serving) take(o opened) {
	way := s.opening
	s.opening = 0
	s.cancel()
	if o.err != nil {
		s.failed(way, o.err)
		return
	}
	s.next, s.since = o.r, time.Now()
	s.next.SetPlayoutLatency(s.p.cfg.Latency())
	s.heard.prepare(o.r)
}

// failed gives up what was being made ready.
func (s *serving) failed(way Way, err error) {
	if err == nil {
		err = errors.New("the stream ended")
	}
	s.p.cfg.Log.Info("another way to play failed", "far", way == Far, "err", err)
	s.p.ways.failed(way, err, time.Now())
	s.again = time.Now().Add(tryAgain)
	s.dropNext()
}

// dropNext ends what is being made ready, and waits for it.
func (s *serving) dropNext() {
	if s.opening != 0 {
		s.cancel()
		if o := <-s.opened; o.err == nil {
			o.r.Close()
		}
		s.opening = 0
	}
	if r := s.next; r != nil {
		s.next = nil
		s.heard.forget(r)
		r.Close()
	}
}
