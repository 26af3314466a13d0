package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"onair/room"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/people"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/signaling"
)

// loginDesk opens and ends sessions.
type loginDesk struct {
	app      uint32 // SDKAppID
	key      string // signs UserSigs
	gates    *gate.Gates
	people   *people.Profiles
	sessions *sessions.Table
	log      *slog.Logger
}

func (s loginDesk) requests() requests {
	return requests{
		signaling.TypeLogout: s.logout,
		signaling.TypeSetSelfProfile: answer(func(ctx context.Context, sess *sessions.Session, in signaling.Profile) (none, error) {
			return none{}, s.people.SetSelf(ctx, sess, in)
		}),
	}
}

// login opens a session; an older one of the same user ends.
func (s loginDesk) login(ctx context.Context, c sessions.Line, env signaling.Envelope) {
	var in signaling.LoginRequest
	err := s.mayLogin(c)
	if err == nil {
		err = env.Decode(&in)
	}
	var grant *usersig.Grant
	if err == nil {
		grant, err = s.checkLogin(in)
	}
	if err != nil {
		s.log.Info("login refused", "user", in.UserID, "from", c.Addr(), "err", err)
		c.Refuse(env, err)
		return
	}
	s.people.Remember(ctx, in.UserID)
	self := s.people.Profile(ctx, in.UserID)
	for ctx.Err() == nil {
		sess := s.open(ctx, in.UserID, self, grant)
		switch {
		case sess.Attach(c, env, signaling.ModeNew, 0, nil):
			s.log.Info("login", "user", in.UserID, "from", c.Addr(), "client", in.Client)
			return
		case !sess.Over(): // the connection is gone
			return
		case sess.KickedOut(): // another login was later
			c.Refuse(env, reply.Code(signaling.CodeKickedOffline, ""))
			return
		}
		// Its time ran out before this goroutine had its turn.
	}
}

// open makes a session, or takes over one that another program goes on with.
func (s loginDesk) open(ctx context.Context, user string, self room.User, grant *usersig.Grant) *sessions.Session {
	sess := s.sessions.TakeOver(ctx, self, grant)
	for sess == nil {
		if sess = s.sessions.New(user, self, grant); !s.sessions.Login(ctx, sess) { // a program has come
			sess = s.sessions.TakeOver(ctx, self, grant)
		}
	}
	return sess
}

// mayLogin counts a login or a resume of an address.
func (s loginDesk) mayLogin(c sessions.Line) error {
	if s.gates.Login(c.Addr()) > 0 {
		return reply.Code(signaling.CodeTooFast, "too many logins from this address")
	}
	return nil
}

// checkLogin checks a signature and returns what it allows; nil: everything.
func (s loginDesk) checkLogin(in signaling.LoginRequest) (*usersig.Grant, error) {
	if err := clean.UserID(in.UserID); err != nil {
		return nil, err
	}
	if in.SDKAppID != s.app {
		return nil, reply.Code(signaling.CodeSigOtherApp, "")
	}
	now := time.Now()
	c, err := usersig.Verify(s.key, in.UserSig, s.app, in.UserID, now)
	if errors.Is(err, usersig.ErrNotYet) {
		ahead := c.Time.Sub(now).Round(time.Second)
		return nil, reply.Code(signaling.CodeSigClock, fmt.Sprintf("the clock that signed is %v ahead of the server's; set both clocks", ahead))
	}
	if err != nil {
		return nil, err
	}
	return c.Grant(now)
}

// resume takes a dropped session up again. In a room this happens on the room's
// goroutine, so that the snapshot and the events agree.
func (s loginDesk) resume(ctx context.Context, c sessions.Line, env signaling.Envelope) {
	var in signaling.ResumeRequest
	err := s.mayLogin(c)
	if err == nil {
		err = env.Decode(&in)
	}
	if err != nil {
		c.Refuse(env, err)
		return
	}
	sess, err := s.sessions.Find(in.Token)
	if err != nil {
		c.Refuse(env, err)
		return
	}
	sess.KeepSecret(in.Token)
	attached := false
	if h := sess.Room(); h != nil {
		err = h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: sess.User()}, By: sess, Done: func(st room.State, err error) {
			if err == nil {
				attached = sess.Attach(c, env, signaling.ModeReplay, in.LastSeq, func() *signaling.Snapshot {
					return h.Snapshot(st, sess.User())
				})
			}
		}})
		if err == nil && !attached { // the new connection is gone already
			h.WatchLink(sess)
		}
		if err == nil && (attached || !sess.Over()) {
			return
		}
	}
	if !sess.Attach(c, env, signaling.ModeReplay, in.LastSeq, func() *signaling.Snapshot { return nil }) {
		if _, err = s.sessions.Find(in.Token); err == nil { // it ended meanwhile, or the connection
			err = reply.Code(signaling.CodeSessionGone, "")
		}
		c.Refuse(env, err)
	}
}

// logout answers when the user is out of the room and the session forgotten.
func (s loginDesk) logout(ctx context.Context, r *request) {
	if h := r.sess.Room(); h != nil && h.Current().Owner().ID == r.sess.User() && s.sessions.Part(ctx, r.sess, r.conn, r.env) {
		return // another program goes on sending
	}
	if !r.sess.Finish(nil) {
		return // whoever ended it hangs up
	}
	s.sessions.Logout(ctx, r.sess)
	r.reply(nil, nil)
	r.sess.HangUp(signaling.CloseLogout, "logged out")
}
