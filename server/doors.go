package server

import (
	"cmp"
	"context"
	"errors"

	"onair/room"
	"onair/server/clean"
	"onair/server/doors"
	"onair/server/programs"
	"onair/server/rtmp"
	"onair/server/usersig"
	"onair/server/whip"
	"onair/signaling"
)

// openDoors opens the ways in that are no WebSocket of ours.
func (s *Server) openDoors() {
	s.doors = doors.New(s.doorsConfig())
	s.whip = whip.New(whip.Config{Desk: s.doors, Relay: s.relay, Client: s.gates.Client, Log: s.log})
}

func (s *Server) doorsConfig() doors.Config {
	return doors.Config{Keys: s.keys, Sessions: s.sessions, Rooms: s.rooms, Gates: s.gates, Guesses: s.guesses, Media: s.relay,
		Profile: s.people.Profile, Remember: s.people.Remember, Opening: s.opening,
		Verify: func(user, sig string) (*usersig.Grant, error) {
			return s.logins.checkLogin(signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: user, UserSig: sig})
		},
		StreamName: func(room uint32, user string) string { return streamName(s.cfg.SDKAppID, room, user) },
		Guests:     s.cfg.AllowGuests, Grace: s.cfg.Limits.HostGrace, Log: s.log}
}

// closeDoors ends what came in by them.
func (s *Server) closeDoors() {
	if s.doors != nil {
		s.doors.Close()
		s.whip.Close()
	}
	s.programs.Close()
}

// openPrograms binds the ports of RTMP and SRT, if there are to be any.
func (s *Server) openPrograms() (err error) {
	cfg := programs.Config{RTMP: s.cfg.RTMPAddr, RTMPS: s.cfg.RTMPSAddr, SRT: s.cfg.SRTAddr, Passphrase: s.cfg.SRTPassphrase, Desk: s.doors, Relay: s.relay, Panics: s.panics, Log: s.log}
	if s.certs != nil {
		cfg.TLS = s.certs.TLS()
	}
	if s.cfg.Shared != nil {
		cfg.Listen = s.cfg.Shared.Programs
	}
	s.programs, err = programs.Open(cfg)
	return programsError(err)
}

// SetPrograms closes and opens the ports of RTMP and SRT, see Config.RTMPAddr and SRTAddr,
// while the server runs. What comes in at one that changes ends. Errors are *StartError;
// that port is closed then, and all else goes on. Any goroutine may call it.
func (s *Server) SetPrograms(rtmpAddr, srtAddr string) error {
	return programsError(s.programs.Set(rtmpAddr, srtAddr))
}

func programsError(err error) error {
	var port *programs.PortError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &port):
		return listenError(port.Name, port.Addr, port.Err)
	}
	if errors.Is(err, rtmp.ErrNoTLS) {
		return &StartError{Kind: BadConfig, What: "RTMPS", Err: err}
	}
	if errors.Is(err, programs.ErrClosed) {
		return &StartError{Kind: Failed, What: "RTMP and SRT cannot be switched while the server stops", Err: err}
	}
	return &StartError{Kind: Failed, What: "cannot take RTMP and SRT", Err: err}
}

// opening makes the room of a user whose program sends, with the title of the last one;
// a live that was private is private again, with a key that the user can read in the app.
func (s *Server) opening(ctx context.Context, owner room.User, id uint32) (room.Command, error) {
	last := s.orders.Last(ctx, owner.ID)
	title, err := s.words.Name(last.Name, signaling.DefaultTextLimits().Title)
	if err != nil || title == "" {
		title = cmp.Or(clean.Text(owner.Name), owner.ID) + "'s live"
	}
	last.Name = title
	private := last.Private
	last.Private = false
	cmd := s.orders.Reopen(ctx, room.Create{Room: id, By: owner, Info: last, Rules: s.cfg.Limits.rules()})
	if !private {
		return cmd, nil
	}
	key, err := doors.RoomKey(room.Key{}, "", false)
	return room.OpenPrivate{Reopen: cmd, Key: key}, err
}
