package liveroom

import (
	"context"
	"errors"
	"regexp"
	"time"

	"onair/signaling"
	"onair/signaling/address"
)

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
	cfg.Server = server.String()
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()

	r.mu.Lock()
	client, who := r.client, r.login.self.UserID
	r.mu.Unlock()
	if client != nil {
		if who == userID {
			return nil
		}
		return fail(op, CodeFailed, "logged in as "+who+" already; call Logout first")
	}
	state := loginState{appID: sdkAppID, sig: userSig, cfg: cfg, self: UserInfo{UserID: userID}}
	r.events.Post(0, OnConnectionState{State: ConnectionConnecting})
	var session *signaling.Client
	session, err = signaling.Dial(ctx, signaling.Options{
		URL:       cfg.Server,
		Login:     signaling.LoginRequest{SDKAppID: sdkAppID, UserID: userID, UserSig: userSig, Client: r.opt.Client},
		OnEvent:   r.onSignal,
		OnState:   r.onLink,
		OnSession: r.onSession,
		Logger:    r.log,
	})
	if err != nil {
		r.events.Post(0, OnConnectionState{State: ConnectionClosed, Reason: err.Error()})
		return r.serverError(op, err)
	}
	state.self = userOf(session.Session().Self)
	r.mu.Lock()
	r.client, r.login = session, state
	r.mu.Unlock()
	r.events.Post(0, OnConnectionState{State: ConnectionConnected})
	return nil
}

// Logout leaves the room (as ExitRoom does) and ends the session. Without a
// login it does nothing.
func (r *LiveRoom) Logout(ctx context.Context) error {
	if err := r.acquire(ctx, "Logout"); err != nil {
		return err
	}
	defer r.release()
	return r.logout(ctx)
}

func (r *LiveRoom) logout(ctx context.Context) error {
	r.mu.Lock()
	client := r.client
	r.mu.Unlock()
	if client == nil {
		return nil
	}
	r.leave(ctx, signaling.TypeExitRoom, nil)
	r.mu.Lock()
	r.client, r.login, r.watching = nil, loginState{}, false
	r.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, goodbyeTime(client))
	defer cancel()
	err := client.Logout(ctx)
	r.events.Post(0, OnConnectionState{State: ConnectionClosed})
	if err != nil && signaling.CodeOf(err) != signaling.CodeClosed {
		return r.serverError("Logout", err)
	}
	return nil
}

// Self is the logged-in user; the zero UserInfo when nobody is.
func (r *LiveRoom) Self() UserInfo {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.login.self
}

// Server is the address of the server logged in to, such as
// "https://live.example.com/onair", without a slash at the end;
// empty when nobody is logged in.
func (r *LiveRoom) Server() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.login.cfg.Server
}

// SetSelfProfile stores the nickname and picture that others are shown.
func (r *LiveRoom) SetSelfProfile(ctx context.Context, userName, avatarURL string) error {
	const op = "SetSelfProfile"
	client, err := r.session(op)
	if err != nil {
		return err
	}
	in := signaling.Profile{UserName: userName, AvatarURL: avatarURL}
	if err := client.Call(ctx, signaling.TypeSetSelfProfile, in, nil); err != nil {
		return r.serverError(op, err)
	}
	r.mu.Lock()
	r.login.self.UserName, r.login.self.UserAvatar = userName, avatarURL
	r.mu.Unlock()
	return nil
}

// RetryNow ends the wait before the next try to reach the server.
func (r *LiveRoom) RetryNow() {
	if client, err := r.session(""); err == nil {
		client.RetryNow()
	}
}

// ServerRoundTrip is the time a message takes to the server and back.
func (r *LiveRoom) ServerRoundTrip() time.Duration {
	if client, err := r.session(""); err == nil {
		return client.RoundTrip()
	}
	return 0
}

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
	default:
		return
	}
	r.events.Post(0, e)
}

// sessionOver cleans up after the server ended the session for good.
func (r *LiveRoom) sessionOver(cause error) {
	r.mu.Lock()
	client := r.client
	r.client, r.login, r.watching = nil, loginState{}, false
	r.mu.Unlock()
	if client == nil {
		return
	}
	r.wg.Go(func() {
		r.op <- struct{}{}
		defer r.releaseQuietly()
		r.abandon()
		client.Close()
	})
	if signaling.CodeOf(cause) == signaling.CodeKickedOffline {
		r.events.Post(0, OnKickedOffline{})
		return
	}
	e := r.serverError("", cause)
	r.events.Post(0, OnError{Code: CodeOf(e), Msg: e.Error()})
}

// serverError turns what signaling or the server said into an *Error.
func (r *LiveRoom) serverError(op string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	code := signaling.CodeOf(err)
	out := &Error{Code: int(code), Op: op, Desc: err.Error(), Err: err}
	var se *signaling.Error
	if errors.As(err, &se) {
		out.Desc, out.Wait = se.Desc, se.Wait
	}
	switch code {
	case signaling.CodeNotInRoom, signaling.CodeInOtherRoom, signaling.CodeAlreadyMember,
		signaling.CodeNotOnStage, signaling.CodeOnStage, signaling.CodeCallOpen, signaling.CodeStageFull,
		signaling.CodeInPK, signaling.CodeNotLive, signaling.CodeNoPK, signaling.CodePeerBusy, signaling.CodeCoAnchors:
		out.Code = CodeFailed
	case signaling.CodeBadRoom:
		out.Code = CodeNoSuchRoom
	case signaling.CodeUnreachable, signaling.CodeLinkLost:
		out.Code = CodeServerAway
		out.Desc = address.CauseOf(err).Explain("the server")
	case signaling.CodeTimeout:
		out.Code = CodeServerTimeout
		out.Desc = "the server did not answer in time; check the network and try again"
	case signaling.CodeCancelled:
		out.Code = CodeFailed
	case signaling.CodeClosed:
		out.Code = CodeNotLoggedIn
	}
	return out
}
