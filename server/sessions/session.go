package sessions

import (
	"net/netip"
	"sync"
	"time"

	"onair/room"
	"onair/server/gateway"
	"onair/server/hall"
	"onair/server/usersig"
	"onair/signaling"
)

// Line is a session's connection, a gateway.Conn.
type Line interface {
	Post(seq uint64, ev *signaling.Event)
	Reply(env signaling.Envelope, seq uint64, data any, err error)
	Refuse(env signaling.Envelope, err error)
	End(code int, text string)
	LogIn(gateway.Session)
	Session() gateway.Session
	Done() <-chan struct{}
	Addr() netip.Addr
	Asked() (host string, secure bool)
}

// Session is one login of a user. It outlives its connection by the grace time
// and numbers the user's events, so that a new connection gets those missed.
type Session struct {
	in       *Table
	user     string
	fleeting bool // not stored

	mu      sync.Mutex
	token   sessionToken
	grant   *usersig.Grant // what the signature allows; nil: everything
	profile room.User
	doors   map[*Door]bool
	sender  *Door                // the one of them that sends the user's stream
	own     *signaling.OwnStream // what it sends, or has sent and may again
	apart   bool                 // the client is outside of room
	client  bool                 // has, had or will have one
	conn    Line                 // nil while dropped
	lostAt  time.Time
	ended   bool
	kicked  bool // ended by another login
	watches bool // roomListChanged
	room    *hall.Room
	plays   map[string]string // user watched to stream
	kept    *signaling.KeptMedia
	seq     uint64
	log     []logged // events not yet known to have arrived, oldest first
	logged  int      // bytes in log
}

type logged struct {
	seq uint64
	ev  *signaling.Event
}

const maxLogBytes = 1 << 20

// User implements gateway.Session.
func (s *Session) User() string { return s.user }

// Post numbers an event, keeps it for a resume and sends it.
func (s *Session) Post(ev *signaling.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	s.postLocked(ev)
}

func (s *Session) postLocked(ev *signaling.Event) {
	s.seq++
	s.log = append(s.log, logged{s.seq, ev})
	s.logged += ev.Size()
	for len(s.log) > s.in.cfg.EventLog || s.logged > maxLogBytes {
		s.dropLocked(1)
	}
	if s.conn != nil {
		s.conn.Post(s.seq, ev)
	}
}

// dropLocked forgets the n oldest events.
func (s *Session) dropLocked(n int) {
	for _, l := range s.log[:n] {
		s.logged -= l.ev.Size()
	}
	s.log = s.log[n:]
	if len(s.log) == 0 {
		s.log = nil
	}
}

// Acknowledge implements gateway.Session: it forgets events that have arrived.
func (s *Session) Acknowledge(seq uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = nil // it has heard
	n := 0
	for n < len(s.log) && s.log[n].seq <= seq {
		n++
	}
	s.dropLocked(n)
}

// Reply answers a request on the connection it came on, at this place among the
// events. A connection that is no longer the session's gets nothing.
func (s *Session) Reply(c Line, env signaling.Envelope, data any, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == c {
		c.Reply(env, s.seq, data, err)
	}
}

// Attach makes c the session's connection and answers login or resume on it:
// with the missed events when they are all there (replay), else with what
// snapshot returns. It is false when the session or the connection is over.
func (s *Session) Attach(c Line, env signaling.Envelope, mode signaling.Mode, lastSeq uint64, snapshot func() *signaling.Snapshot) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-c.Done():
		return false
	default:
	}
	if s.ended {
		return false
	}
	if s.conn != nil && s.conn != c {
		s.conn.End(signaling.CloseReplaced, "resumed on a newer connection")
	}
	s.conn, s.client = c, true
	c.LogIn(s)
	reply := s.loginReplyLocked()
	reply.Mode = mode
	if mode == signaling.ModeReplay && !s.canReplayLocked(lastSeq) {
		reply.Mode, s.log, s.logged = signaling.ModeSnapshot, nil, 0
	}
	reply.Seq = s.seq
	reply.OwnStream = s.ownLocked()
	if s.room != nil && !s.apart {
		reply.RoomID = s.room.ID()
		reply.Move = reply.Mode == signaling.ModeReplay && s.movesLocked()
		if reply.Mode == signaling.ModeSnapshot {
			reply.Kept = s.kept
			if reply.Room = snapshot(); reply.Room != nil {
				reply.Room.OwnStream = s.ownLocked()
			}
		}
	}
	c.Reply(env, s.seq, reply, nil)
	if reply.Mode == signaling.ModeReplay {
		for _, l := range s.log {
			if l.seq > lastSeq {
				c.Post(l.seq, l.ev)
			}
		}
	}
	return true
}

// canReplayLocked reports whether every event after lastSeq is still here.
func (s *Session) canReplayLocked(lastSeq uint64) bool {
	if lastSeq > s.seq {
		return false // counted by a server before this one
	}
	return lastSeq == s.seq || (len(s.log) > 0 && s.log[0].seq <= lastSeq+1)
}

// Finish ends the session: from now on no room takes it in. It is false when it
// had ended before.
func (s *Session) Finish(last *signaling.Event) bool {
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return false
	}
	if last != nil {
		s.postLocked(last)
	}
	s.ended = true
	s.mu.Unlock()
	s.over(ErrEnded, all)
	return true
}

// HangUp ends the connection of a session that has ended, behind what is queued.
func (s *Session) HangUp(code int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn != nil {
		s.conn.End(code, text)
	}
}

// Over reports whether the session has ended.
func (s *Session) Over() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// Serves reports whether requests of a connection count: the session goes on and
// the connection is still its own. part names its client, which a later login changes.
func (s *Session) Serves(c Line) (part string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token.id, !s.ended && s.conn == c
}

// detach notes that c is gone; false if the session has another one already.
func (s *Session) detach(c Line, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn != c {
		return false
	}
	s.conn, s.lostAt = nil, now
	return true
}

// Dropped implements hall.Session.
func (s *Session) Dropped() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conn == nil && len(s.doors) == 0 && !s.ended
}

// Room implements hall.Session.
func (s *Session) Room() *hall.Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.room
}

// Enter notes the room the session gets events of; false if the session has ended.
func (s *Session) Enter(h *hall.Room, part string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	s.room, s.apart = h, part != "" && part != s.token.id
	if s.sender != nil {
		s.tellOwnLocked()
	}
	return true
}

// Exit notes that the session is out of a room.
func (s *Session) Exit(h *hall.Room) {
	s.mu.Lock()
	was := s.room == h
	if was {
		s.room, s.apart = nil, false
		if s.sender == nil {
			s.own = nil
		}
	}
	s.mu.Unlock()
	if was {
		s.over(ErrOut, all)
	}
}

// SetSelf changes the profile the session shows.
func (s *Session) SetSelf(u room.User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile = u
}

// Self is the profile the session shows.
func (s *Session) Self() room.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile
}

// Line is what the session has now, nil while it is dropped.
func (s *Session) Line() Line {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conn
}
