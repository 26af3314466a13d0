package server

import (
	"context"
	"runtime/debug"
	"time"

	"onair/server/logs"
	"onair/server/sessions"
	"onair/signaling"
)

// request is one request of a session.
type request struct {
	conn sessions.Line
	sess *sessions.Session
	env  signaling.Envelope
}

// reply answers at this place among the session's events.
func (r *request) reply(data any, err error) { r.sess.Reply(r.conn, r.env, data, err) }

// handler does a request and sees to it that it is answered once.
type handler func(context.Context, *request)

// requestTimeout bounds one request, so that a stuck part cannot stop a session.
const requestTimeout = 12 * time.Second

// newHandlers is the table of requests of a session.
func (s *Server) newHandlers() map[string]handler {
	return map[string]handler{
		signaling.TypeLogout:            s.logout,
		signaling.TypeSetSelfProfile:    answer(s.setSelfProfile),
		signaling.TypeCreateRoom:        inOrder(s.createRoom),
		signaling.TypeEnterRoom:         inOrder(s.enterRoom),
		signaling.TypeExitRoom:          inOrder(s.exitRoom),
		signaling.TypeDestroyRoom:       inOrder(s.destroyRoom),
		signaling.TypeSetRoomInfo:       answer(s.setRoomInfo),
		signaling.TypeSetRoomName:       answer(s.setRoomName),
		signaling.TypeGetRoomInfos:      answer(s.getRoomInfos),
		signaling.TypeGetRoomList:       answer(s.getRoomList),
		signaling.TypeWatchRoomList:     answer(s.watchRoomList),
		signaling.TypeGetRoom:           inOrder(s.getRoom),
		signaling.TypeGetAnchorList:     answer(s.getAnchorList),
		signaling.TypeGetRoomMemberList: answer(s.getRoomMemberList),
		signaling.TypePublish:           answer(s.publish),
		signaling.TypeUnpublish:         answer(s.unpublish),
		signaling.TypeSetMedia:          answer(s.setMedia),
		signaling.TypePlay:              answer(s.play),
		signaling.TypeStopPlay:          answer(s.stopPlay),

		signaling.TypeRequestJoinAnchor:  inOrder(s.requestJoin),
		signaling.TypeInviteJoinAnchor:   inOrder(s.inviteJoin),
		signaling.TypeCancelJoinAnchor:   answer(s.cancelJoin),
		signaling.TypeResponseJoinAnchor: answer(s.responseJoin),
		signaling.TypeKickoutJoinAnchor:  answer(s.kickoutJoin),
		signaling.TypeLockSeat:           answer(s.lockSeat),
		signaling.TypeMuteAnchor:         answer(s.muteAnchor),
		signaling.TypeRequestRoomPK:      inOrder(s.requestPK),
		signaling.TypeCancelRoomPK:       answer(s.cancelPK),
		signaling.TypeResponseRoomPK:     answer(s.responsePK),
		signaling.TypeQuitRoomPK:         answer(s.quitPK),
		signaling.TypeKickOut:            answer(s.kickOut),
		signaling.TypeBan:                answer(s.ban),
		signaling.TypeUnban:              answer(s.unban),
		signaling.TypeGetBanned:          answer(s.getBanned),
		signaling.TypeMuteChat:           answer(s.muteChat),
		signaling.TypeSetAdmin:           answer(s.setAdmin),

		signaling.TypeSendRoomTextMsg:   inOrder(s.sendText),
		signaling.TypeSendRoomCustomMsg: inOrder(s.sendCustom),
		signaling.TypeSendLike:          answer(s.sendLike),
		signaling.TypeSendGift:          answer(s.sendGift),
		signaling.TypeGetGifts:          answer(s.getGifts),
		signaling.TypeGetWallet:         answer(s.getWallet),
		signaling.TypeGetHistory:        inOrder(s.getHistory),
		signaling.TypeGetRank:           answer(s.getRank),
		signaling.TypeDeleteMessage:     answer(s.deleteMessage),
		signaling.TypePinMessage:        answer(s.pinMessage),

		signaling.TypeFollow:     answer(s.follow),
		signaling.TypeUnfollow:   answer(s.unfollow),
		signaling.TypeGetFollow:  answer(s.getFollow),
		signaling.TypeGetFollows: answer(s.getFollows),
		signaling.TypeGetFans:    answer(s.getFans),

		signaling.TypeUnlockRoom:      answer(s.unlockRoom),
		signaling.TypeSetPrivate:      answer(s.setPrivate),
		signaling.TypeGetPrivate:      answer(s.getPrivate),
		signaling.TypeSetComments:     answer(s.setComments),
		signaling.TypeSetBlockedWords: answer(s.setBlockedWords),
		signaling.TypeGetBlockedWords: answer(s.getBlockedWords),
	}
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
			sess.Reply(c, env, nil, codeError(signaling.CodeBadArgument, "already logged in on this connection"))
			return
		}
		if env.Type == signaling.TypeLogin {
			s.login(ctx, c, env)
		} else {
			s.resume(ctx, c, env)
		}
		return
	}
	h, known := s.handlers[env.Type]
	switch {
	case !known:
		c.Refuse(env, codeError(signaling.CodeUnknownType, ""))
	case sess == nil:
		c.Refuse(env, codeError(signaling.CodeNotLoggedIn, ""))
	case !sess.Serves(c): // ended, or resumed elsewhere: nobody hears the answer
	default:
		r := &request{c, sess, env}
		defer s.survive(r)
		h(ctx, r)
	}
}

// survive turns a handler's panic into an internal error of that request, so
// that one mistake does not end everybody's lives.
func (s *Server) survive(r *request) {
	if p := recover(); p != nil {
		s.log.Error("request failed", "type", r.env.Type, "user", r.sess.User(), "panic", p, "stack", logs.Stack(debug.Stack()))
		r.reply(nil, codeError(signaling.CodeInternal, ""))
	}
}
