// Package program is what the user's stream from another program needs: keys, addresses,
// whether it streams, and what it sends wrongly.
package program

import (
	"context"
	"slices"

	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// Calls are those of the live room.
type Calls interface {
	MakeStreamKey(ctx context.Context, roomID uint32) (liveroom.NewStreamKey, error)
	RevokeStreamKey(ctx context.Context, id string) error
	StreamKeys(ctx context.Context) (liveroom.StreamKeyList, error)
}

// Program carries out what the user wants. Its methods may be called from any goroutine,
// except within Store.Update.
type Program struct {
	desk  *desk.Desk
	calls Calls
	host  Host
}

var _ model.ProgramActions = (*Program)(nil)

// New returns one that knows nothing yet.
func New(d *desk.Desk, calls Calls, host Host) *Program {
	return &Program{desk: d, calls: calls, host: host}
}

// LookUpKeys reads the keys anew, and what became of the doors.
func (p *Program) LookUpKeys() {
	p.desk.Choose(p.showDoors)
	p.ask(p.read)
}

// MakeKey makes a key for whichever room the user is live in.
func (p *Program) MakeKey() {
	p.ask(func(ctx context.Context, session *desk.Stay) error {
		made, err := p.calls.MakeStreamKey(ctx, 0)
		if err != nil {
			return err
		}
		session.Update(func(s *model.State) { s.Program.Made = &model.MadeKey{ID: made.ID, Key: made.Key} })
		return p.read(ctx, session)
	})
}

// HideKey forgets the key that was made.
func (p *Program) HideKey() {
	p.desk.Store.Update(func(s *model.State) { s.Program.Made = nil })
}

// RevokeKey ends a key.
func (p *Program) RevokeKey(id string) {
	p.ask(func(ctx context.Context, session *desk.Stay) error {
		if err := p.calls.RevokeStreamKey(ctx, id); err != nil {
			return err
		}
		session.Update(func(s *model.State) {
			if m := s.Program.Made; m != nil && m.ID == id {
				s.Program.Made = nil
			}
		})
		return p.read(ctx, session)
	})
}

// ask asks the server, and shows that it is being asked, and why it did not do it.
func (p *Program) ask(f func(ctx context.Context, session *desk.Stay) error) {
	session := p.desk.Session()
	if !session.Update(func(s *model.State) { s.Program.Busy, s.Program.Failure = true, nil }) {
		return
	}
	session.Finish(func(ctx context.Context) {
		err := f(ctx, session)
		session.Update(func(s *model.State) {
			s.Program.Busy = false
			if err != nil {
				s.Program.Failure = failure.Of(err, "")
			}
		})
	})
}

func (p *Program) read(ctx context.Context, session *desk.Stay) error {
	list, err := p.calls.StreamKeys(ctx)
	if err != nil {
		return err
	}
	session.Update(func(s *model.State) {
		s.Program.Keys, s.Program.Max, s.Program.Loaded = nil, list.Max, true
		s.Program.Addresses = model.StreamAddresses(list.Addresses)
		for _, k := range list.Keys {
			s.Program.Keys = append(s.Program.Keys, model.StreamKey{ID: k.ID, Room: k.RoomID, Made: k.Made})
		}
	})
	return nil
}

// Streams takes what the server says of the stream.
func (p *Program) Streams(e liveroom.OnOwnStream) {
	// Not of the session: it may be told while signing in.
	p.desk.Store.Update(func(s *model.State) { s.Program = streams(s.Program, e) })
}

// Hint takes what is wrong with it.
func (p *Program) Hint(e liveroom.OnStreamHint) {
	p.desk.Session().Update(func(s *model.State) { s.Program = hinted(s.Program, e) })
}

// streams is what becomes of the state when a program begins or ends to stream.
func streams(p model.Program, e liveroom.OnOwnStream) model.Program {
	if e.On && (!p.On || p.Room != e.RoomID) {
		p.Hints = nil // of the stream before
	}
	p.On, p.Via, p.Room, p.Waits = e.On, e.Via, e.RoomID, e.Until
	if !p.Streaming() {
		p.Hints = nil
	}
	return p
}

func hinted(p model.Program, e liveroom.OnStreamHint) model.Program {
	if !slices.Contains(model.HintCodes(), e.Code) {
		return p // a newer server's
	}
	p.Hints = slices.DeleteFunc(slices.Clone(p.Hints), func(h model.ProgramHint) bool { return h.Code == e.Code })
	p.Hints = append(p.Hints, model.ProgramHint{Code: e.Code, Args: e.Args})
	return p
}
