package server

import (
	"context"
	"maps"
	"runtime/debug"
	"time"

	"onair/server/logs"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/signaling"
)

// request is one request of a session.
type request struct {
	conn sessions.Line
	sess *sessions.Session
	part string // of sess: the client that asks
	env  signaling.Envelope
}

// reply answers at this place among the session's events.
func (r *request) reply(data any, err error) { r.sess.Reply(r.conn, r.env, data, err) }

// handler does a request and sees to it that it is answered once.
type handler func(context.Context, *request)

// requestTimeout bounds one request, so that a stuck part cannot stop a session.
const requestTimeout = 12 * time.Second

// requests are what somebody at a desk does, by their types.
type requests map[string]handler

// desk does requests of one kind; it has what these need.
type desk interface{ requests() requests }

// desks are all of them.
func (s *Server) desks() []desk {
	return []desk{
		stageDesk{gates: s.gates, people: s.people, cdn: s.cdn},
		pkDesk{gates: s.gates, rooms: s.rooms},
		chatDesk{gates: s.gates, words: s.words},
		wordDesk{gates: s.gates, orders: s.orders},
		giftDesk{gifts: s.cfg.Gifts, bank: s.bank, life: s.life},
		s.fans,
		s.logins,
		keyDesk{keys: s.keys, gates: s.gates, addresses: s.streamAddresses},
		mediaDesk{app: s.cfg.SDKAppID, relay: s.relay, rooms: s.rooms, cdn: s.cdn, gates: s.gates},
		listDesk{rooms: s.rooms},
		roomDesk{rooms: s.rooms, gates: s.gates, words: s.words, orders: s.orders, guesses: s.guesses, rules: s.cfg.Limits.rules()},
	}
}

// newHandlers is the table of requests of a session.
func newHandlers(desks []desk) requests {
	all := requests{}
	for _, d := range desks {
		maps.Copy(all, d.requests())
	}
	return all
}

// none stands for request or reply data that is not there.
type none struct{}

// answer makes a handler of a function that returns its reply.
func answer[In, Out any](f func(context.Context, *sessions.Session, In) (Out, error)) handler {
	return func(ctx context.Context, r *request) {
		var in In
		if err := r.env.Decode(&in); err != nil {
			r.reply(nil, err)
			return
		}
		out, err := f(ctx, r.sess, in)
		if _, empty := any(out).(none); empty {
			r.reply(nil, err)
			return
		}
		r.reply(out, err)
	}
}

// inOrder makes a handler of a function that replies itself, at the right place
// among a room's events, unless it returns an error.
func inOrder[In any](f func(context.Context, *request, In) error) handler {
	return func(ctx context.Context, r *request) {
		var in In
		err := r.env.Decode(&in)
		if err == nil {
			err = f(ctx, r, in)
		}
		if err != nil {
			r.reply(nil, err)
		}
	}
}

// handle does one request; it runs on the connection's worker.
func (s *Server) handle(ctx context.Context, c sessions.Line, env signaling.Envelope) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	s.metrics.request(env.Type)
	sess, _ := c.Session().(*sessions.Session)
	switch env.Type {
	case signaling.TypeLogin, signaling.TypeResume:
		if sess != nil {
			sess.Reply(c, env, nil, reply.Code(signaling.CodeBadArgument, "already logged in on this connection"))
			return
		}
		if env.Type == signaling.TypeLogin {
			s.logins.login(ctx, c, env)
		} else {
			s.logins.resume(ctx, c, env)
		}
		return
	}
	h, known := s.handlers[env.Type]
	switch {
	case !known:
		c.Refuse(env, reply.Code(signaling.CodeUnknownType, ""))
	case sess == nil:
		c.Refuse(env, reply.Code(signaling.CodeNotLoggedIn, ""))
	default:
		part, serves := sess.Serves(c)
		if !serves { // ended, or resumed elsewhere: nobody hears the answer
			return
		}
		r := &request{c, sess, part, env}
		defer s.survive(r)
		h(ctx, r)
	}
}

// survive turns a handler's panic into an internal error of that request, so
// that one mistake does not end everybody's lives.
func (s *Server) survive(r *request) {
	if p := recover(); p != nil {
		s.log.Error("request failed", "type", r.env.Type, "user", r.sess.User(), "panic", p, "stack", logs.Stack(debug.Stack()))
		r.reply(nil, reply.Code(signaling.CodeInternal, ""))
	}
}
