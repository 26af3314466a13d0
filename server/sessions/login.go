package sessions

import (
	"time"

	"onair/server/wire"
	"onair/signaling"
)

// KeepSecret remembers a token's secret that has been checked; a session read
// from the store knows only its hash.
func (s *Session) KeepSecret(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token.secret = token[len(s.user)+len(s.token.id)+2:]
}

// KickedOut reports whether another login ended the session.
func (s *Session) KickedOut() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kicked
}

func (s *Session) tokenNow() sessionToken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token
}

// loginReplyLocked fills in what does not depend on how the session was opened.
func (s *Session) loginReplyLocked() signaling.LoginReply {
	var nodes []string
	if s.in.cfg.Nodes != nil {
		nodes = s.in.cfg.Nodes()
	}
	return signaling.LoginReply{
		Nodes:        nodes,
		Token:        s.token.text(s.user),
		Self:         wire.User(s.profile),
		ServerTime:   time.Now().UnixMilli(),
		PingInterval: s.in.cfg.PingInterval.Milliseconds(),
		Grace:        s.in.cfg.Grace.Milliseconds(),
	}
}

// Token is what resumes the session. It is a secret, and not whole in a session read
// from the store that nobody has resumed yet.
func (s *Session) Token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token.text(s.user)
}
