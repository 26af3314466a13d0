package sessions

import (
	"errors"
	"time"

	"onair/room"
	"onair/server/hall"
	"onair/server/usersig"
	"onair/signaling"
)

// Why a door's part in a session is over.
var (
	ErrReplaced = errors.New("sessions: another program sends the stream now")
	ErrEnded    = errors.New("sessions: the session has ended")
	ErrOut      = errors.New("sessions: out of the room")
	ErrOffStage = errors.New("sessions: off the stage")
)

// Door holds a session besides its connection, or without one: a program that speaks
// another protocol. It sends the user's stream, or it watches somebody.
type Door struct {
	// Via is how the stream comes in; empty: the door watches.
	Via signaling.Door
	// Watches is the user watched.
	Watches string
	// Over is called when the session ends, is out of the room, or the door has no
	// part in it any more: once or more often, from any goroutine. It must not wait.
	Over func(error)
}

func (d *Door) sends() bool { return d.Via != "" }

// Hold lets a door hold the session; false if the session has ended. One that sends
// takes the place of the one that did before, and the client is told.
func (s *Session) Hold(d *Door) bool {
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return false
	}
	old := s.sender
	if s.doors == nil {
		s.doors = make(map[*Door]bool)
	}
	s.doors[d] = true
	if d.sends() {
		s.sender = d
		delete(s.doors, old)
		s.own = &signaling.OwnStream{On: true, Via: d.Via}
		s.tellOwnLocked()
	}
	s.mu.Unlock()
	if d.sends() && old != nil {
		old.Over(ErrReplaced)
	}
	return true
}

// tellOwnLocked tells the client of the stream that another program sends, once the
// room is known.
func (s *Session) tellOwnLocked() {
	if s.room != nil {
		s.own.RoomID = s.room.ID()
	}
	if s.own.RoomID != 0 && !s.ended {
		s.postLocked(signaling.NewEvent(signaling.EventOwnStream, s.own))
	}
}

// LetGo takes a door off the session. A sender's place waits until then, if until is
// not zero. It is true for the one whose stream was the user's to the end; held tells
// whether something holds the session still.
func (s *Session) LetGo(d *Door, until time.Time) (sender, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doors[d] {
		delete(s.doors, d)
		if s.conn == nil && len(s.doors) == 0 {
			s.lostAt = time.Now()
		}
	}
	if sender = s.sender == d; sender {
		s.sender = nil
		own := signaling.OwnStream{RoomID: s.own.RoomID, Via: d.Via}
		if !until.IsZero() && s.room != nil {
			own.Until = until.UnixMilli()
		}
		s.own = &own
		s.tellOwnLocked()
		if own.Until == 0 {
			s.own = nil
		}
	}
	return sender, s.conn != nil || len(s.doors) > 0
}

// GiveUp forgets the place that waits for a program to send again; false if none does
// any more, or nobody is there to miss it.
func (s *Session) GiveUp() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own == nil || s.sender != nil || s.conn == nil || s.ended || s.own.Until > time.Now().UnixMilli() {
		return false
	}
	s.forgetLocked()
	return true
}

// Own is the user's stream that another program sends or has sent, nil for none.
func (s *Session) Own() *signaling.OwnStream {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ownLocked()
}

func (s *Session) ownLocked() *signaling.OwnStream {
	if s.own == nil || s.room == nil {
		return nil
	}
	own := *s.own
	own.RoomID = s.room.ID()
	return &own
}

// Sent reports whether another program sends the user's stream now.
func (s *Session) Sent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sender != nil
}

// TakeBack notes that the client itself sends what another program sent before, whose
// place does not wait any more; false while that one still does.
func (s *Session) TakeBack() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sender != nil {
		return false
	}
	s.forgetLocked()
	return true
}

// forgetLocked forgets the place that waits for a program, if one does.
func (s *Session) forgetLocked() {
	if s.own == nil {
		return
	}
	own := *s.own
	own.On, own.Until = false, 0
	s.own = &own
	s.tellOwnLocked()
	s.own = nil
}

// finishAlone is Finish for a session that nothing holds and no client has; false if it
// is not one.
func (s *Session) finishAlone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended || s.client || s.conn != nil || len(s.doors) > 0 {
		return false
	}
	s.ended = true
	return true
}

// ByDoor is the part of a session that enters a room by a door; see hall.Op.
const ByDoor = "door"

// Visit notes that the client itself comes into the room that the session is in, or goes
// out of it while a door stays. part is the client that asks: false if there has been
// another login since.
func (s *Session) Visit(part string, in bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if part != s.token.id {
		return false
	}
	s.apart = !in
	return true
}

// Visited is the room that the client itself has entered, nil for none.
func (s *Session) Visited() *hall.Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.apart {
		return nil
	}
	return s.room
}

// Hears implements hall.Session.
func (s *Session) Hears() bool { return s.Visited() != nil }

// StreamEnded implements hall.Session.
func (s *Session) StreamEnded() {
	s.over(ErrOffStage, func(d *Door) bool { return d.sends() })
}

// PlayEnded implements hall.Session.
func (s *Session) PlayEnded(user string) {
	s.over(ErrOffStage, func(d *Door) bool { return !d.sends() && d.Watches == user })
}

// over tells doors that their part is over.
func (s *Session) over(why error, which func(*Door) bool) {
	s.mu.Lock()
	var list []*Door
	for d := range s.doors {
		if which(d) {
			list = append(list, d)
		}
	}
	s.mu.Unlock()
	for _, d := range list {
		d.Over(why)
	}
}

func all(*Door) bool { return true }

// renew gives the session to a new login, whose client has entered no room yet, if
// another program sends the user's stream or is waited for. The client of before is
// told that it is out.
func (s *Session) renew(self room.User, grant *usersig.Grant) bool {
	token := s.in.newToken(s.user)
	s.mu.Lock()
	if s.ended || s.own == nil {
		s.mu.Unlock()
		return false
	}
	if s.conn != nil {
		s.postLocked(signaling.NewEvent(signaling.EventKickedOffline, signaling.KickedEvent{Reason: signaling.KickedByLogin}))
		s.conn.End(signaling.CloseKicked, "logged in elsewhere")
	}
	s.partLocked(token)
	s.profile, s.grant, s.client = self, grant, true
	s.mu.Unlock()
	s.over(ErrEnded, func(d *Door) bool { return !d.sends() })
	return true
}

// partLocked takes the client off the session.
func (s *Session) partLocked(token sessionToken) {
	s.conn, s.lostAt, s.token = nil, time.Now(), token
	s.log, s.logged, s.watches, s.apart, s.client = nil, 0, false, true, false
}

// Part ends the client's part in a session whose stream another program sends: a
// logout, answered on its connection. It is false if that program is not there.
func (s *Session) Part(c Line, env signaling.Envelope) bool {
	token := s.in.newToken(s.user)
	s.mu.Lock()
	if s.ended || s.sender == nil || s.conn != c {
		s.mu.Unlock()
		return false
	}
	c.Reply(env, s.seq, nil, nil)
	c.End(signaling.CloseLogout, "logged out")
	s.partLocked(token)
	s.mu.Unlock()
	s.over(ErrEnded, func(d *Door) bool { return !d.sends() })
	return true
}

// Doors is how many hold the session.
func (s *Session) Doors() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.doors)
}
