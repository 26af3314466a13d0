package server

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"onair/room"
	"onair/server/doors"
	"onair/server/hall"
	"onair/server/usersig"
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

// TestWhoMayNotSendByAnyDoor: what RTMP and SRT, whose refusals are a closed connection,
// refuse is what WHIP does.
func TestWhoMayNotSendByAnyDoor(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LoginRate, c.Limits.MaxMembers, c.Limits.MaxRooms = 1000, 4, 2 })
	anna, v := s.live(7, "anna", "ben", "carl")
	s.login("dora").create(8)
	ben := v[0]
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	onStage, err := s.doors.Open(t.Context(), s.streamKey("ben", 7), 0, signaling.DoorRTMP, nowhere)
	if err != nil {
		t.Fatal(err) // a seat is enough
	}
	anna.must(signaling.TypeBan, signaling.UserRequest{UserID: "ben"}, nil)
	<-onStage.Over() // who is banned sends no more
	if signaling.CodeOf(onStage.Err()) != signaling.CodeNotInRoom && signaling.CodeOf(onStage.Err()) != signaling.CodeNotOnStage {
		t.Errorf("banned: %v", onStage.Err())
	}
	onStage.Close()
	for _, one := range []string{"one", "more"} {
		s.login(one).enter(7) // four are the most
	}
	before := fmt.Sprint(s.rooms.State(7).Len(), s.rooms.State(8).Len(), len(s.rooms.States()), s.sessions.Count())
	for _, c := range []struct {
		what, key string
		room      uint32
		want      signaling.Code
	}{
		{"no key", "", 0, signaling.CodeStreamKey},
		{"a wrong key", strings.Repeat("b", 40), 0, signaling.CodeStreamKey},
		{"a key of a megabyte", strings.Repeat("b", 1<<20), 0, signaling.CodeStreamKey},
		{"a path for a key", "../../" + s.streamKey("gina", 0), 0, signaling.CodeStreamKey},
		{"a key of another room", s.streamKey("gina", 9), 7, signaling.CodeStreamKey},
		{"a key for another's room", s.streamKey("gina", 7), 0, signaling.CodeNoPermission},
		{"a banned user's", s.streamKey("ben", 0), 7, signaling.CodeNoPermission},
		{"a viewer's", s.streamKey("carl", 0), 7, signaling.CodeNoPermission},
		{"one who is live elsewhere", s.streamKey("dora", 0), 7, signaling.CodeInOtherRoom},
		{"one too many rooms", s.streamKey("gina", 0), 0, signaling.CodeBusy},
	} {
		for _, via := range []signaling.Door{signaling.DoorWHIP, signaling.DoorRTMP, signaling.DoorSRT} {
			l, err := s.doors.Open(t.Context(), c.key, c.room, via, nowhere)
			if signaling.CodeOf(err) != c.want || l != nil {
				t.Errorf("%s by %s: %v", c.what, via, err)
			}
		}
	}
	if after := fmt.Sprint(s.rooms.State(7).Len(), s.rooms.State(8).Len(), len(s.rooms.States()), s.sessions.Count()); after != before {
		t.Errorf("left behind: %s, was %s", after, before)
	}
	_, err = s.doors.Watch(t.Context(), doors.Visit{Room: 7, From: nowhere})
	if signaling.CodeOf(err) != signaling.CodeRoomFull {
		t.Errorf("a full room: %v", err)
	}
}

// TestTheAppFindsARoomWhenAProgramsIsTakenAway: a program made the room and goes before
// it sent anything, just as its user's app comes in.
func TestTheAppFindsARoomWhenAProgramsIsTakenAway(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	for _, d := range s.desks() {
		desk, ok := d.(roomDesk)
		if !ok {
			continue
		}
		for name, come := range map[string]struct {
			in   func(ctx context.Context, r *request, h *hall.Room) error
			want signaling.Code
		}{
			"opens it": {in: func(ctx context.Context, r *request, h *hall.Room) error {
				return desk.takeUp(ctx, r, h, room.Info{}, signaling.RoomParam{})
			}},
			"enters it": {in: joinDoor},
		} {
			l, err := s.doors.Open(t.Context(), s.streamKey("anna", 7), 0, signaling.DoorWHIP, nowhere)
			if err != nil {
				t.Fatal(err)
			}
			sess := s.sessions.Get("anna")
			r := &request{sess: sess, conn: sess.Line(), env: signaling.Envelope{Type: signaling.TypeGetRoom}}
			r.part, _ = sess.Serves(r.conn)
			joined := 0
			err = desk.arrive(t.Context(), r, 7, func() error { joined++; return nil }, func(h *hall.Room) error {
				l.Close()
				return come.in(t.Context(), r, h)
			})
			if err != nil || joined != 1 {
				t.Errorf("who %s: %v, and is let in %d times", name, err, joined)
			}
		}
	}
	anna.create(7)
	anna.uses()
}

// TestAProgramFindsARoomWhenTheAppsEnds: the app ends its live just as the program comes.
func TestAProgramFindsARoomWhenTheAppsEnds(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(7)
	sess, held, hold := s.sessions.Get("anna"), make(chan bool), make(chan bool)
	s.rooms.Get(7).Push(hall.Op{Ask: true, Done: func(room.State, error) { held <- true; <-hold }})
	<-held
	s.rooms.Get(7).Push(hall.Op{Cmd: room.Destroy{By: "anna"}, By: sess})
	came := make(chan error, 1)
	go func() {
		l, err := s.doors.Open(t.Context(), s.streamKey("anna", 7), 0, signaling.DoorWHIP, nowhere)
		if l != nil {
			l.Close()
		}
		came <- err
	}()
	anna.sees("ownStream whip true") // it has found the app's room
	close(hold)
	if err := <-came; err != nil {
		t.Error(err)
	}
}

// TestAWatchersTokenIsReadOnceAndFirst: before it is looked which rooms there are.
func TestAWatchersTokenIsReadOnceAndFirst(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(7)
	anna.publish()
	read := 0
	d := s.desk(func(c *doors.Config) {
		verify := c.Verify
		c.Verify = func(user, sig string) (*usersig.Grant, error) { read++; return verify(user, sig) }
	})
	w, err := d.Watch(t.Context(), doors.Visit{Token: "ben." + s.sig("ben"), Room: 7, From: nowhere})
	if err != nil || read != 1 {
		t.Fatalf("%v; read %d times", err, read)
	}
	w.Close()
	for _, room := range []uint32{7, 9} {
		if _, err := d.Watch(t.Context(), doors.Visit{Token: "ben." + s.sig("carl"), Room: room, From: nowhere}); signaling.CodeOf(err) != signaling.CodeSigOtherUser {
			t.Errorf("another's signature in room %d: %v", room, err)
		}
		if _, err := d.Watch(t.Context(), doors.Visit{Token: "ben.1.2", Room: room, From: nowhere}); signaling.CodeOf(err) != signaling.CodeSessionGone {
			t.Errorf("a made up session in room %d: %v", room, err)
		}
	}
	if _, err := d.Watch(t.Context(), doors.Visit{Room: 9, From: nowhere}); signaling.CodeOf(err) != signaling.CodeNoSuchRoom || s.sessions.Get("ben") != nil || s.sessions.Count() != 1 {
		t.Errorf("no such room: %v; %d sessions", err, s.sessions.Count())
	}
}
