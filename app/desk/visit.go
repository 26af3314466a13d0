package desk

import (
	"context"
	"time"

	"onair/app/model"
)

// answerTime is how long a call of a visit may take.
const answerTime = 15 * time.Second

// Visit is one stay in one room, from the moment in which the room is shown to the
// moment in which another screen or room is. Its methods may be called from any
// goroutine, except within Store.Update, and after its end: then they do nothing.
type Visit struct {
	// Room is the room's number; 0 where no room is visited.
	Room uint32

	desk   *Desk
	ctx    context.Context
	cancel context.CancelFunc
	inside bool // its events are told; changed within Store.Update
}

// nowhere is the visit to no room: it is over from the beginning.
func (d *Desk) nowhere() *Visit {
	v := &Visit{desk: d}
	v.ctx, v.cancel = context.WithCancel(d.ctx)
	v.cancel()
	return v
}

// Visit is the one that goes on; where no room is visited, one that is over.
func (d *Desk) Visit() *Visit { return d.visit.Load() }

// Begin ends the visit that goes on and begins another, in one step with the
// change of what is shown. change gives the number of the room; with 0 there is no
// change of visit, and Begin returns nil.
func (d *Desk) Begin(change func(*model.State) (room uint32)) *Visit {
	v := &Visit{desk: d}
	d.Store.Update(func(s *model.State) {
		if v.Room = change(s); v.Room == 0 {
			return
		}
		v.ctx, v.cancel = context.WithCancel(d.ctx)
		d.visit.Swap(v).cancel()
	})
	if v.Room == 0 {
		return nil
	}
	return v
}

// Leave ends the visit that goes on, in one step with the change of what is shown.
func (d *Desk) Leave(change func(*model.State)) {
	v := d.nowhere()
	d.Store.Update(func(s *model.State) {
		change(s)
		d.visit.Swap(v).cancel()
	})
}

// LeaveIf is Leave where change says so.
func (d *Desk) LeaveIf(change func(*model.State) bool) {
	v := d.nowhere()
	d.Store.Update(func(s *model.State) {
		if change(s) {
			d.visit.Swap(v).cancel()
		}
	})
}

// End is Leave for this visit alone: it does nothing if it is over.
func (v *Visit) End(change func(*model.State)) {
	next := v.desk.nowhere()
	v.Update(func(s *model.State) {
		change(s)
		v.desk.visit.Swap(next).cancel()
	})
}

// Lasts reports whether the visit goes on. Where something is to be shown, ask
// Update: the visit may end in between.
func (v *Visit) Lasts() bool { return v.desk.visit.Load() == v && v.Room != 0 }

// Still reports whether a visit goes on, or no room is visited since then; it may be
// called within Store.Update.
func (d *Desk) Still(v *Visit) bool { return d.visit.Load() == v }

// Context ends with the visit.
func (v *Visit) Context() context.Context { return v.ctx }

// Update changes the state if the visit goes on, and reports whether it did.
func (v *Visit) Update(change func(*model.State)) (done bool) {
	if !v.Lasts() {
		return false
	}
	v.desk.Store.Update(func(s *model.State) {
		if done = v.Lasts(); done {
			change(s)
		}
	})
	return done
}

// Enter notes that the room's events are told from now on.
func (v *Visit) Enter() { v.Update(func(*model.State) { v.inside = true }) }

// UpdateInside is Update for what an event of the room changes: before the room was
// entered, what is told is of the room before.
func (v *Visit) UpdateInside(change func(*model.State)) (done bool) {
	v.Update(func(s *model.State) {
		if done = v.inside; done {
			change(s)
		}
	})
	return done
}

// Go runs f, which ctx tells to stop when the visit ends. It is for what is only
// asked: an answer that nobody waits for any more is given up.
func (v *Visit) Go(f func(ctx context.Context)) { v.goWithin(v.ctx, answerTime, f) }

// Within is Go with a time of its own.
func (v *Visit) Within(most time.Duration, f func(ctx context.Context)) { v.goWithin(v.ctx, most, f) }

// Finish runs f to its end also when the room is left: it is for what the user did,
// such as a message that was sent. What it shows goes through Update.
func (v *Visit) Finish(f func(ctx context.Context)) { v.goWithin(v.desk.ctx, answerTime, f) }

func (v *Visit) goWithin(ctx context.Context, most time.Duration, f func(ctx context.Context)) {
	v.desk.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, most)
		defer cancel()
		f(ctx)
	})
}

// After runs f once the time has passed, unless the visit ends before.
func (v *Visit) After(wait time.Duration, f func()) { v.desk.after(v.ctx, wait, f) }

// Notify shows a toast, if the visit goes on.
func (v *Visit) Notify(n model.Notice) {
	if v.Update(func(s *model.State) { n.ID = v.desk.WithNotice(s, n) }) {
		v.desk.After(noticeFor, func() { v.desk.DismissNotice(n.ID) })
	}
}
