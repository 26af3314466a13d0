package server

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"testing"

	"onair/room"
	"onair/server/doors"
	"onair/signaling"
)

// desk is another desk of doors over the server, whose ways a test changes.
func (s *testServer) desk(edit func(*doors.Config)) *doors.Desk {
	cfg := s.doorsConfig()
	edit(&cfg)
	d := doors.New(cfg)
	s.t.Cleanup(d.Close)
	return d
}

// uses has a user's app do what only somebody in a room may.
func (u *user) uses() {
	u.t.Helper()
	u.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "here"}, nil)
	for _, l := range u.lines() {
		if strings.HasPrefix(l, "kickedOffline") {
			u.t.Errorf("%s was thrown out", u.id)
		}
	}
}

// during has something happen while a program's room is being made; the program is
// refused then, if err is not nil.
func during(do func(), err error) func(*doors.Config) {
	return func(c *doors.Config) {
		opening := c.Opening
		c.Opening = func(ctx context.Context, owner room.User, id uint32) (room.Command, error) {
			do()
			if err != nil {
				return nil, err
			}
			return opening(ctx, owner, id)
		}
	}
}

var nowhere = netip.MustParseAddr("192.0.2.1")

func TestTheAppUsesItsRoomWhateverBecomesOfAProgram(t *testing.T) {
	refusal := errors.New("refused")
	s := start(t, func(c *Config) { c.Limits.LoginRate = 1000 })
	for name, step := range map[string]struct {
		app   func(u **user)
		err   error
		live  bool
		login bool // before
	}{
		"goes live in the same room":   {app: func(u **user) { (*u).create(7) }, login: true, live: true},
		"goes live elsewhere":          {app: func(u **user) { (*u).create(8) }, login: true},
		"is live as the refusal comes": {app: func(u **user) { (*u).create(7) }, login: true, err: refusal},
		"logs in":                      {app: func(u **user) { *u = s.login("anna") }, err: refusal},
		"logs in and goes live":        {app: func(u **user) { *u = s.login("anna"); (*u).create(8) }},
	} {
		t.Run(name, func(t *testing.T) {
			var anna *user
			if step.login {
				anna = s.login("anna")
			}
			d := s.desk(during(func() { step.app(&anna) }, step.err))
			l, err := d.Open(t.Context(), s.streamKey("anna", 7), 0, signaling.DoorWHIP, nowhere)
			if (err == nil) != step.live {
				t.Errorf("the program: %v", err)
			}
			if s.sessions.Get("anna").Room() == nil {
				anna.create(9)
			}
			anna.uses()
			if l != nil {
				l.Close()
			}
			anna.uses()
			anna.must(signaling.TypeDestroyRoom, nil, nil)
			anna.must(signaling.TypeLogout, nil, nil)
			anna.Close()
		})
	}
}

func TestAProgramAndAnAppThatComeAtOnceShareTheSession(t *testing.T) {
	s := start(t)
	var anna *user
	d := s.desk(func(c *doors.Config) {
		profile := c.Profile
		c.Profile = func(ctx context.Context, id string) room.User {
			if anna == nil {
				anna = s.login(id) // after the program has found nobody
			}
			return profile(ctx, id)
		}
	})
	l, err := d.Open(t.Context(), s.streamKey("anna", 7), 0, signaling.DoorWHIP, nowhere)
	if err != nil {
		t.Fatal(err)
	}
	anna.sees("ownStream whip true")
	anna.enter(7)
	anna.uses()
	l.Close() // nothing was sent: but the app has the room
	anna.uses()
}
