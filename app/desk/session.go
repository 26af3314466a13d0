package desk

import "onair/app/model"

// Session is the time signed in at a server; where nobody is signed in, one that is
// over.
func (d *Desk) Session() *Stay { return d.session.Load() }

// SignedIn begins a session, in one step with the change of what is shown. It ends the
// one before, and the visit.
func (d *Desk) SignedIn(change func(*model.State)) *Stay {
	s := newStay(d, d.ctx)
	d.changeSession(s, change)
	return s
}

// SignedOut ends the session and the visit, in one step with the change of what is
// shown.
func (d *Desk) SignedOut(change func(*model.State)) { d.changeSession(noStay(d), change) }

func (d *Desk) changeSession(to *Stay, change func(*model.State)) {
	v := d.nowhere()
	d.Store.Update(func(s *model.State) {
		change(s)
		d.visit.Swap(v).finish()
		d.session.Swap(to).finish()
	})
}
