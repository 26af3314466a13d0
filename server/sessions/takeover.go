package sessions

import (
	"context"

	"onair/room"
	"onair/server/usersig"
	"onair/signaling"
)

// NewFleeting is a session of somebody who is not remembered; a restart ends it.
func (r *Table) NewFleeting(user string) *Session {
	s := r.New(user, room.User{ID: user}, nil)
	s.fleeting = true
	return s
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
