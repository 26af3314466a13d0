package desk

import (
	"context"
	"sync/atomic"
	"time"

	"onair/app/model"
)

// answerTime is how long a call of a stay may take.
const answerTime = 15 * time.Second

// Stay is a time in one place: a Visit to a room, or a session at a server. Its methods
// may be called from any goroutine, except within Store.Update, and after its end: then
// they do nothing. Lasts may be called everywhere.
type Stay struct {
	desk   *Desk
	ctx    context.Context
	cancel context.CancelFunc
	over   atomic.Bool // changed within Store.Update
}

func newStay(d *Desk, parent context.Context) *Stay {
	s := &Stay{desk: d}
	s.ctx, s.cancel = context.WithCancel(parent)
	return s
}

// noStay is one that is over from the beginning.
func noStay(d *Desk) *Stay {
	s := newStay(d, d.ctx)
	s.finish()
	return s
}

func (s *Stay) finish() {
	s.over.Store(true)
	s.cancel()
}

// Lasts reports whether the stay goes on. Where something is to be shown, ask Update:
// it may end in between.
func (s *Stay) Lasts() bool { return !s.over.Load() }

// Context ends with the stay.
func (s *Stay) Context() context.Context { return s.ctx }

// Update changes the state if the stay goes on, and reports whether it did.
func (s *Stay) Update(change func(*model.State)) (done bool) {
	if !s.Lasts() {
		return false
	}
	s.desk.Store.Update(func(st *model.State) {
		if done = s.Lasts(); done {
			change(st)
		}
	})
	return done
}

// Go runs f, which ctx tells to stop when the stay ends. It is for what is only
// asked: an answer that nobody waits for any more is given up.
func (s *Stay) Go(f func(ctx context.Context)) { s.goWithin(s.ctx, answerTime, f) }

// Within is Go with a time of its own.
func (s *Stay) Within(most time.Duration, f func(ctx context.Context)) { s.goWithin(s.ctx, most, f) }

// Finish runs f to its end also when the stay ends: it is for what the user did, such
// as a message that was sent. What it shows goes through Update.
func (s *Stay) Finish(f func(ctx context.Context)) { s.goWithin(s.desk.ctx, answerTime, f) }

func (s *Stay) goWithin(ctx context.Context, most time.Duration, f func(ctx context.Context)) {
	s.desk.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, most)
		defer cancel()
		f(ctx)
	})
}

// After runs f once the time has passed, unless the stay ends before.
func (s *Stay) After(wait time.Duration, f func()) { s.desk.after(s.ctx, wait, f) }

// Notify shows a toast, if the stay goes on.
func (s *Stay) Notify(n model.Notice) {
	if s.Update(func(st *model.State) { n.ID = s.desk.WithNotice(st, n) }) {
		s.desk.After(noticeFor, func() { s.desk.DismissNotice(n.ID) })
	}
}
