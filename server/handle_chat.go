package server

import (
	"context"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/wire"
	"onair/signaling"
)

// chatDesk answers what is about the chat.
type chatDesk struct {
	gates *gate.Gates
	words *clean.Words // the operator's
}

func (s chatDesk) requests() requests {
	return requests{
		signaling.TypeSendRoomTextMsg:   inOrder(s.sendText),
		signaling.TypeSendRoomCustomMsg: inOrder(s.sendCustom),
		signaling.TypeSendLike:          answer(s.sendLike),
		signaling.TypeGetHistory:        inOrder(s.getHistory),
		signaling.TypeGetRank:           answer(s.getRank),
		signaling.TypeDeleteMessage:     answer(s.deleteMessage),
		signaling.TypePinMessage:        answer(s.pinMessage),
	}
}

// mayChat holds a user to the limit of messages.
func (s chatDesk) mayChat(user string) error {
	if s.gates.Chat(user) > 0 {
		return reply.Code(signaling.CodeTooFast, "too many messages, slow down")
	}
	return nil
}

func checkKey(key string) error {
	if len(key) > signaling.MaxKey {
		return reply.Code(signaling.CodeBadArgument, "the key is too long")
	}
	return nil
}

func (s chatDesk) sendText(ctx context.Context, r *request, in signaling.TextRequest) error {
	if err := checkKey(in.Key); err != nil {
		return err
	}
	text, err := s.words.Message(in.Text)
	if err != nil {
		return err
	}
	return s.say(ctx, r, &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg, Key: in.Key, Msg: signaling.Message{Text: text}})
}

func (s chatDesk) sendCustom(ctx context.Context, r *request, in signaling.CustomRequest) error {
	err := checkKey(in.Key)
	switch {
	case err != nil:
		return err
	case in.Cmd == "" || len(in.Cmd) > signaling.MaxCmd || in.Cmd != clean.Text(in.Cmd):
		return reply.Code(signaling.CodeBadArgument, "the command has 1 to 64 characters that can be seen")
	case len(in.Message) > signaling.MaxCustom:
		return reply.Code(signaling.CodeTooLarge, "")
	case !signaling.Faithful(r.env.Data):
		return reply.Code(signaling.CodeBadArgument, "the message is not valid UTF-8 and would be altered")
	}
	if err := s.words.Check(in.Cmd + "\n" + in.Message); err != nil {
		return err
	}
	return s.say(ctx, r, &chatlog.Saying{Type: signaling.EventRecvRoomCustomMsg, Key: in.Key, Msg: signaling.Message{Cmd: in.Cmd, Message: in.Message}})
}

// say sends a message through the caller's room.
func (s chatDesk) say(ctx context.Context, r *request, what *chatlog.Saying) error {
	h, err := member(r.sess)
	if err == nil {
		err = s.mayChat(r.sess.User())
	}
	if err != nil {
		return err
	}
	what.Msg.User.UserID = r.sess.User()
	return h.Do(ctx, hall.Op{Say: what, By: r.sess, Done: func(_ room.State, err error) {
		if err == nil {
			r.reply(signaling.MessageReply{MsgID: what.Msg.MsgID, Time: what.Msg.Time, Text: what.Msg.Text}, nil)
		}
	}})
}

func (s chatDesk) sendLike(ctx context.Context, sess *sessions.Session, in signaling.LikeRequest) (none, error) {
	if in.Count < 1 || in.Count > signaling.MaxLikes {
		return none{}, reply.Code(signaling.CodeBadArgument, "1 to 100 likes at once")
	}
	h, err := member(sess)
	if err != nil {
		return none{}, err
	}
	if s.gates.Like(sess.User(), in.Count) > 0 {
		return none{}, reply.Code(signaling.CodeTooFast, "too many likes, slow down")
	}
	return none{}, h.Do(ctx, hall.Op{Likes: &hall.Liking{User: sess.User(), Count: int64(in.Count)}, By: sess})
}

func (s chatDesk) getRank(_ context.Context, sess *sessions.Session, _ none) (signaling.Rank, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.Rank{}, err
	}
	st := h.Current()
	return signaling.Rank{Givers: wire.Rank(st.Givers(signaling.RankSize)), Likers: wire.Rank(st.Likers(signaling.RankSize))}, nil
}

// getHistory reads on the room's goroutine, so that history and events fit: what
// is not in the history comes as an event.
func (s chatDesk) getHistory(ctx context.Context, r *request, in signaling.HistoryRequest) error {
	if in.Limit < 0 || in.Limit > signaling.HistorySize {
		return reply.Code(signaling.CodeBadArgument, "at most 50 messages at once")
	}
	or(&in.Limit, signaling.HistorySize)
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: r.sess.User()}, By: r.sess, Done: func(_ room.State, err error) {
		if err == nil {
			r.reply(signaling.History{Messages: h.History(in.Before, in.Limit)}, nil)
		}
	}})
}

// deleteMessage takes a message out of the chat, for everybody and for good.
func (s chatDesk) deleteMessage(ctx context.Context, sess *sessions.Session, in signaling.MessageID) (none, error) {
	return none{}, s.edit(ctx, sess, &chatlog.Edit{By: sess.User(), ID: in.MsgID})
}

// pinMessage puts a message above the chat, in the place of the one before.
func (s chatDesk) pinMessage(ctx context.Context, sess *sessions.Session, in signaling.MessageID) (none, error) {
	return none{}, s.edit(ctx, sess, &chatlog.Edit{By: sess.User(), ID: in.MsgID, Pin: true})
}

func (s chatDesk) edit(ctx context.Context, sess *sessions.Session, e *chatlog.Edit) error {
	h, err := member(sess)
	if err == nil {
		err = s.mayChat(sess.User())
	}
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Edit: e, By: sess})
}
