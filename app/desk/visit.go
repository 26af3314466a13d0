package desk

import (
	"onair/app/model"
)

// Visit is one stay in one room, from the moment in which the room is shown to the
// moment in which another screen or room is.
type Visit struct {
	*Stay
	// Room is the room's number; 0 where no room is visited.
	Room uint32

	inside bool // its events are told; changed within Store.Update
}

// nowhere is the visit to no room: it is over from the beginning.
func (d *Desk) nowhere() *Visit { return &Visit{Stay: noStay(d)} }

// Visit is the one that goes on; where no room is visited, one that is over.
func (d *Desk) Visit() *Visit { return d.visit.Load() }

// Begin ends the visit that goes on and begins another, in one step with the
// change of what is shown. change gives the number of the room; with 0 there is no
// change of visit, and Begin returns nil.
func (d *Desk) Begin(change func(*model.State) (room uint32)) *Visit {
	v := &Visit{Stay: newStay(d, d.ctx)}
	d.Store.Update(func(s *model.State) {
		if v.Room = change(s); v.Room != 0 {
			d.visit.Swap(v).finish()
		}
	})
	if v.Room == 0 {
		v.finish()
		return nil
	}
	return v
}

// Leave ends the visit that goes on, in one step with the change of what is shown.
func (d *Desk) Leave(change func(*model.State)) {
	d.LeaveIf(func(s *model.State) bool {
		change(s)
		return true
	})
}

// LeaveIf is Leave where change says so.
func (d *Desk) LeaveIf(change func(*model.State) bool) {
	v := d.nowhere()
	d.Store.Update(func(s *model.State) {
		if change(s) {
			d.visit.Swap(v).finish()
		}
	})
}

// End is Leave for this visit alone: it does nothing if it is over.
func (v *Visit) End(change func(*model.State)) {
	next := v.desk.nowhere()
	v.Update(func(s *model.State) {
		change(s)
		v.desk.visit.Swap(next).finish()
	})
}

// Still reports whether a visit goes on, or no room is visited since then; it may be
// called within Store.Update.
func (d *Desk) Still(v *Visit) bool { return d.visit.Load() == v }

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
