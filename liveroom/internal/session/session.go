// Package session is the user's login to a server: who is logged in where, and what is
// asked of the server. It knows neither rooms nor media.
package session

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"onair/signaling"
)

// ErrNone says that nobody is logged in.
var ErrNone = errors.New("not logged in; call Login first")

// Config is who is told what; see signaling.Options. No function is called with a lock
// held.
type Config struct {
	Client    string // the program's name, for the server's log
	Log       *slog.Logger
	OnEvent   func(signaling.Envelope)
	OnState   func(signaling.Status)
	OnSession func(signaling.LoginReply)
}

// Session is one user's login, or none. Any goroutine.
type Session struct {
	cfg Config

	mu       sync.Mutex
	client   *signaling.Client // nil: nobody is logged in
	self     signaling.User
	server   string
	watching bool // the list of rooms
}

// New makes one in which nobody is logged in.
func New(cfg Config) *Session { return &Session{cfg: cfg} }

// Login logs in; nobody may be. server is an address as package address writes it.
func (s *Session) Login(ctx context.Context, server string, who signaling.LoginRequest) error {
	who.Client = s.cfg.Client
	client, err := signaling.Dial(ctx, signaling.Options{
		URL: server, Login: who, Logger: s.cfg.Log,
		OnEvent: s.cfg.OnEvent, OnState: s.cfg.OnState, OnSession: s.cfg.OnSession,
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.client, s.self, s.server = client, client.Session().Self, server
	s.mu.Unlock()
	if own := client.Session().OwnStream; own != nil { // another program streams as the user already
		if data, err := json.Marshal(own); err == nil {
			s.cfg.OnEvent(signaling.Envelope{Type: signaling.EventOwnStream, Data: data})
		}
	}
	return nil
}

// Forget takes the client out, which its caller closes; nil when nobody is logged in.
func (s *Session) Forget() *signaling.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	client := s.client
	s.client, s.self, s.server, s.watching = nil, signaling.User{}, "", false
	return client
}

// Logout tells the server and ends the session, which nobody has any more by then.
func Logout(ctx context.Context, client *signaling.Client) error {
	ctx, cancel := context.WithTimeout(ctx, goodbyeTime(client))
	defer cancel()
	if err := client.Logout(ctx); err != nil && signaling.CodeOf(err) != signaling.CodeClosed {
		return err
	}
	return nil
}

// goodbyeTime is how long leaving waits for the server: not long when the link is down,
// for then the server notices by itself.
func goodbyeTime(client *signaling.Client) time.Duration {
	if client.Status().State == signaling.StateConnected {
		return 5 * time.Second
	}
	return 300 * time.Millisecond
}

// Self is who is logged in, and Server where; empty when nobody is.
func (s *Session) Self() signaling.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.self
}

// Server is the address of the server logged in to; see Self.
func (s *Session) Server() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.server
}

// Open returns ErrNone when nobody is logged in.
func (s *Session) Open() error {
	_, err := s.get()
	return err
}

func (s *Session) get() (*signaling.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return nil, ErrNone
	}
	return s.client, nil
}

// RetryNow ends the wait before the next try to reach the server.
func (s *Session) RetryNow() {
	if client, err := s.get(); err == nil {
		client.RetryNow()
	}
}

// RoundTrip is the time a message takes to the server and back; 0 if not known.
func (s *Session) RoundTrip() time.Duration {
	if client, err := s.get(); err == nil {
		return client.RoundTrip()
	}
	return 0
}

// ClockOffset is what has to be added to another machine's clock; on the server's own
// machine, and between machines that keep time by the network, it is next to nothing, so
// small offsets count as noise.
func (s *Session) ClockOffset() time.Duration {
	if client, err := s.get(); err == nil {
		if d := client.ClockOffset(); d.Abs() > 20*time.Millisecond {
			return -d
		}
	}
	return 0
}

// SetProfile stores how the user is shown to others.
func (s *Session) SetProfile(ctx context.Context, p signaling.Profile) error {
	if err := s.Call(ctx, signaling.TypeSetSelfProfile, p, nil); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		s.self.UserName, s.self.AvatarURL = p.UserName, p.AvatarURL
	}
	return nil
}

// Watch has the server tell of the list of rooms, or not; Rewatch asks for it again.
func (s *Session) Watch(ctx context.Context, on bool) error {
	if err := s.Call(ctx, signaling.TypeWatchRoomList, signaling.WatchRequest{On: on}, nil); err != nil {
		return err
	}
	s.mu.Lock()
	s.watching = on
	s.mu.Unlock()
	return nil
}

// Watching reports whether the list of rooms is watched: a new session has to ask anew.
func (s *Session) Watching() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.watching
}
