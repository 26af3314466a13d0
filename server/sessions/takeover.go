package sessions

import (
	"context"

	"onair/room"
	"onair/server/usersig"
	"onair/signaling"
)

// NewFleeting is a session of somebody who is not remembered; a restart ends it.
func (r *Table) NewFleeting(user string) *Session {
	s := r.NewAlone(user, room.User{ID: user}, nil)
	s.fleeting = true
	return s
}

// NewAlone is New for a program, without a client.
func (r *Table) NewAlone(user string, self room.User, grant *usersig.Grant) *Session {
	s := r.New(user, self, grant)
	s.client = false
	return s
}

// LoginIfNone is Login for a session that is to take nobody's place; false if its user
// has one that goes on.
func (r *Table) LoginIfNone(ctx context.Context, s *Session) bool {
	for {
		old := r.Get(s.user)
		if old != nil && !old.Over() {
			return false
		}
		if r.publish(ctx, s, old) {
			return true
		}
	}
}

// publish makes s its user's session in the place of old, which has ended or is nil. What
// the user left behind leaves first: whoever finds s and goes into a room by it stays
// there. It is false if another one was quicker.
func (r *Table) publish(ctx context.Context, s, old *Session) bool {
	r.cfg.Leave(ctx, s)
	r.mu.Lock()
	if now := r.by[s.user]; now != nil && now != old {
		r.mu.Unlock()
		return false
	}
	r.by[s.user] = s
	r.new = append(r.new, s)
	r.mu.Unlock()
	r.keep(ctx, s)
	return true
}

// EndAlone ends a session that nothing holds and no client has; false if it is not one.
func (r *Table) EndAlone(ctx context.Context, s *Session) bool {
	if !s.finishAlone() {
		return false
	}
	r.Logout(ctx, s)
	return true
}

// TakeOver gives a user's session whose stream another program sends to a new login:
// the stream, the room and the viewers notice nothing. nil: there is none, and the
// login makes a session of its own.
func (r *Table) TakeOver(ctx context.Context, self room.User, grant *usersig.Grant) *Session {
	s := r.Get(self.ID)
	if s == nil || !s.renew(self, grant) {
		return nil
	}
	r.keep(ctx, s)
	return s
}

// makeWay is Finish for a new login. taken: another program sends the stream.
func (s *Session) makeWay() (ended, taken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.ended:
		return false, false
	case s.own != nil:
		return false, true
	}
	s.postLocked(signaling.NewEvent(signaling.EventKickedOffline, signaling.KickedEvent{Reason: signaling.KickedByLogin}))
	s.ended, s.kicked = true, true
	return true, false
}

// Part ends the client's part in a session, see Session.Part.
func (r *Table) Part(ctx context.Context, s *Session, c Line, env signaling.Envelope) bool {
	if !s.Part(c, env) {
		return false
	}
	r.keep(ctx, s)
	return true
}

// keep stores which session a user has, if it can be.
func (r *Table) keep(ctx context.Context, s *Session) {
	if err := r.Write(ctx, s.user); err != nil {
		r.cfg.Log.Warn("a session is not stored, so it will not outlive this server", "user", s.user, "err", err)
	}
}
