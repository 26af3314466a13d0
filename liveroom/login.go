package liveroom

import (
	"context"
	"regexp"
	"time"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/visit"
	"onair/signaling"
	"onair/signaling/address"
)

// visitsConfig joins where the user is to the events and the media.
func (r *LiveRoom) visitsConfig() visit.Config {
	return visit.Config{
		Session: r.session, Log: r.log, Begin: r.events.BeginVisit, Take: r.takeMedia, SeatLost: r.stopLostPublish,
		Tell: func(visit uint64, told []stay.Told) { r.events.Post(visit, r.translate(told)...) },
		Entered: func(visit uint64, took time.Duration) {
			r.events.Post(visit, OnEnterRoom{Result: max(int(took.Milliseconds()), 1)})
		},
		Lost:  func(visit uint64) { r.events.Post(visit, OnRoomDestroy{Reason: DestroyedLost}) },
		Stage: r.plays.Wake,
		Renew: func(kept *signaling.KeptMedia) {
			r.plays.Renew(kept)
			r.own.Renew(kept)
		},
		Back: r.own.Wake, Steady: r.own.Steady, Picture: r.plays.Hear, Go: r.background,
		Turn: func(ctx context.Context) (func(), error) { return r.turn.Give, r.acquire(ctx, "") },
	}
}

// onSession runs when a lost session was resumed or, too late for that, a new
// one opened.
func (r *LiveRoom) onSession(reply signaling.LoginReply) {
	if r.session.Watching() {
		r.background(func(ctx context.Context) { _ = r.session.Watch(ctx, true) })
	}
	r.visits.Resumed(reply)
}

// stopLostPublish ends a stream whose seat is gone, in the background.
func (r *LiveRoom) stopLostPublish() {
	if wait := r.own.Lose(); wait != nil {
		r.background(func(context.Context) {
			if wait() {
				r.sources.StopSound()
			}
		})
	}
}

// background runs f on a goroutine that ends with the LiveRoom.
func (r *LiveRoom) background(f func(context.Context)) {
	r.wg.Go(func() {
		ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
		defer cancel()
		f(ctx)
	})
}

var userIDRule = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// Login signs userID in with a UserSig (TLSSigAPIv2) made for sdkAppID. Logging
// in again as the same user succeeds at once. The same user on another device
// gets OnKickedOffline. Errors: CodeBadArgument, CodeSigExpired, CodeSigWrong,
// CodeSigOtherUser, CodeSigOtherApp, CodeServerAway, CodeServerTimeout.
func (r *LiveRoom) Login(ctx context.Context, sdkAppID uint32, userID, userSig string, cfg Config) error {
	const op = "Login"
	if !userIDRule.MatchString(userID) {
		return fail(op, CodeBadArgument, "a user ID has 1 to 32 letters, digits, - or _")
	}
	if cfg.Server == "" {
		cfg.Server = r.opt.Server
	}
	if cfg.Server == "" {
		return fail(op, CodeBadArgument, "no server address is given")
	}
	server, err := address.Parse(cfg.Server)
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: op, Desc: err.Error(), Err: err}
	}
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.turn.Give()

	if who := r.session.Self().UserID; who != "" {
		if who == userID {
			return nil
		}
		return fail(op, CodeFailed, "logged in as "+who+" already; call Logout first")
	}
	r.choice.Program(cfg.UseCDNFirst, cfg.CDNPlayDomain)
	r.events.Post(0, OnConnectionState{State: ConnectionConnecting})
	err = r.session.Login(ctx, server.String(), signaling.LoginRequest{SDKAppID: sdkAppID, UserID: userID, UserSig: userSig})
	if err != nil {
		r.events.Post(0, OnConnectionState{State: ConnectionClosed, Reason: err.Error()})
		return r.serverError(op, err)
	}
	r.events.Post(0, OnConnectionState{State: ConnectionConnected})
	return nil
}

// Logout leaves the room (as ExitRoom does) and ends the session. Without a
// login it does nothing.
func (r *LiveRoom) Logout(ctx context.Context) error {
	return r.inTurn(ctx, "Logout", func(string) error { return r.logout(ctx) })
}

func (r *LiveRoom) logout(ctx context.Context) error {
	if r.session.Open() != nil {
		return nil
	}
	_ = r.visits.Leave(ctx, signaling.TypeExitRoom, nil)
	client := r.session.Forget()
	if client == nil {
		return nil // the server was quicker
	}
	err := session.Logout(ctx, client)
	r.events.Post(0, OnConnectionState{State: ConnectionClosed})
	return r.serverError("Logout", err)
}

// Self is the logged-in user; the zero UserInfo when nobody is.
func (r *LiveRoom) Self() UserInfo { return userOf(r.session.Self()) }

// Server is the address of the server logged in to, such as
// "https://live.example.com/onair", without a slash at the end;
// empty when nobody is logged in.
func (r *LiveRoom) Server() string { return r.session.Server() }

// SetSelfProfile stores the nickname and picture that others are shown.
func (r *LiveRoom) SetSelfProfile(ctx context.Context, userName, avatarURL string) error {
	return r.serverError("SetSelfProfile", r.session.SetProfile(ctx, signaling.Profile{UserName: userName, AvatarURL: avatarURL}))
}

// RetryNow ends the wait before the next try to reach the server.
func (r *LiveRoom) RetryNow() { r.session.RetryNow() }

// ServerRoundTrip is the time a message takes to the server and back.
func (r *LiveRoom) ServerRoundTrip() time.Duration { return r.session.RoundTrip() }

// onLink turns the client's states into events.
func (r *LiveRoom) onLink(s signaling.Status) {
	e := OnConnectionState{}
	if s.Err != nil {
		e.Reason = s.Err.Error()
		e.ShutDown = signaling.CodeOf(s.Err) == signaling.CodeShuttingDown
	}
	switch s.State {
	case signaling.StateConnected:
		e.State = ConnectionConnected
	case signaling.StateReconnecting:
		e.State = ConnectionReconnecting
		if !s.NextTry.IsZero() {
			e.State, e.RetryIn = ConnectionLost, time.Until(s.NextTry)
		}
	case signaling.StateClosed:
		if s.Err == nil {
			return // our own doing
		}
		e.State = ConnectionClosed
		r.sessionOver(s.Err)
	case signaling.StateSeeking:
		e.State = ConnectionSeeking
	}
	r.events.Post(0, e)
}

// sessionOver cleans up after the server ended the session for good.
func (r *LiveRoom) sessionOver(cause error) {
	client := r.session.Forget()
	if client == nil {
		return
	}
	r.wg.Go(func() {
		r.turn.TakeAnyway()
		defer r.turn.GiveQuietly()
		r.visits.Abandon()
		client.Close()
	})
	if signaling.CodeOf(cause) == signaling.CodeKickedOffline {
		r.events.Post(0, OnKickedOffline{})
		return
	}
	e := r.serverError("", cause)
	r.events.Post(0, OnError{Code: CodeOf(e), Msg: e.Error()})
}
