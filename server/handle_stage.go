package server

import (
	"context"
	"time"

	"onair/room"
	"onair/server/cdn"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/people"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/wire"
	"onair/signaling"
)

// stageDesk answers what is about the stage and who may do what there.
type stageDesk struct {
	gates  *gate.Gates
	people *people.Profiles
	cdn    *cdn.Desk
}

func (s stageDesk) requests() requests {
	return requests{
		signaling.TypeRequestJoinAnchor:  inOrder(s.requestJoin),
		signaling.TypeInviteJoinAnchor:   inOrder(s.inviteJoin),
		signaling.TypeCancelJoinAnchor:   answer(s.cancelJoin),
		signaling.TypeResponseJoinAnchor: answer(s.responseJoin),
		signaling.TypeKickoutJoinAnchor:  answer(s.kickoutJoin),
		signaling.TypeLockSeat:           answer(s.lockSeat),
		signaling.TypeMuteAnchor:         answer(s.muteAnchor),
		signaling.TypeKickOut:            answer(s.kickOut),
		signaling.TypeBan:                answer(s.ban),
		signaling.TypeUnban:              answer(s.unban),
		signaling.TypeGetBanned:          answer(s.getBanned),
		signaling.TypeMuteChat:           answer(s.muteChat),
		signaling.TypeSetAdmin:           answer(s.setAdmin),
	}
}

// calling does a command that opens an invitation, or completes the one that was
// open in the other direction, and answers with what find returns.
func calling(ctx context.Context, r *request, cmd room.Command, find func(room.State) signaling.CallReply) error {
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: cmd, By: r.sess, Done: func(st room.State, err error) {
		if err == nil {
			r.reply(find(st), nil)
		}
	}})
}

// callWith finds a viewer's open invitation.
func callWith(user string) func(room.State) signaling.CallReply {
	return func(st room.State) signaling.CallReply {
		for _, k := range st.Calls() {
			if k.User.ID == user {
				return signaling.CallReply{CallID: k.ID, Until: wire.Millis(k.Until)}
			}
		}
		return signaling.CallReply{Joined: true}
	}
}

func (s stageDesk) requestJoin(ctx context.Context, r *request, in signaling.JoinRequest) error {
	if err := mayAsk(s.gates, r.sess.User()); err != nil {
		return err
	}
	return calling(ctx, r, room.RequestJoin{By: r.sess.User(), SoundOnly: in.SoundOnly}, callWith(r.sess.User()))
}

func (s stageDesk) inviteJoin(ctx context.Context, r *request, in signaling.InviteRequest) error {
	if err := mayAsk(s.gates, r.sess.User()); err != nil {
		return err
	}
	return calling(ctx, r, room.InviteJoin{By: r.sess.User(), User: in.UserID, SoundOnly: in.SoundOnly}, callWith(in.UserID))
}

func (s stageDesk) cancelJoin(ctx context.Context, sess *sessions.Session, in signaling.CancelRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.CancelJoin{By: sess.User(), User: in.UserID})
}

func (s stageDesk) responseJoin(ctx context.Context, sess *sessions.Session, in signaling.AnswerRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.AnswerJoin{By: sess.User(), User: in.UserID, CallID: in.CallID, Agree: in.Agree, SoundOnly: in.SoundOnly})
}

func (s stageDesk) kickoutJoin(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.KickJoin{By: sess.User(), User: in.UserID})
}

func (s stageDesk) lockSeat(ctx context.Context, sess *sessions.Session, in signaling.SeatLock) (none, error) {
	return none{}, inRoom(ctx, sess, room.LockSeat{By: sess.User(), Seat: in.Seat, Locked: in.Locked})
}

func (s stageDesk) muteAnchor(ctx context.Context, sess *sessions.Session, in signaling.StageMute) (none, error) {
	return none{}, inRoom(ctx, sess, room.MuteAnchor{By: sess.User(), User: in.UserID, Mute: room.Media{Video: in.Video, Audio: in.Audio}})
}

func (s stageDesk) kickOut(ctx context.Context, sess *sessions.Session, in signaling.KickRequest) (none, error) {
	return none{}, s.out(ctx, sess, room.KickOut{By: sess.User(), User: in.UserID, Ban: in.Ban})
}

func (s stageDesk) ban(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (none, error) {
	if err := clean.UserID(in.UserID); err != nil {
		return none{}, err
	}
	if _, err := member(sess); err != nil {
		return none{}, err
	}
	return none{}, s.out(ctx, sess, room.Ban{By: sess.User(), User: s.people.Profile(ctx, in.UserID)})
}

// out puts somebody out of a room, whose signed addresses end by it.
func (s stageDesk) out(ctx context.Context, sess *sessions.Session, cmd room.Command) error {
	h := sess.Room()
	err := inRoom(ctx, sess, cmd)
	if h != nil && err == nil {
		s.cdn.Renew(h.ID())
	}
	return err
}

func (s stageDesk) unban(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.Unban{By: sess.User(), User: in.UserID})
}

func (s stageDesk) getBanned(_ context.Context, sess *sessions.Session, _ none) (signaling.UserList, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.UserList{}, err
	}
	st := h.Current()
	if !st.Staff(sess.User()) {
		return signaling.UserList{}, room.ErrNoPermission
	}
	out := signaling.UserList{Users: []signaling.User{}}
	for _, u := range st.Banned() {
		out.Users = append(out.Users, wire.User(u))
	}
	return out, nil
}

func (s stageDesk) muteChat(ctx context.Context, sess *sessions.Session, in signaling.MuteRequest) (none, error) {
	const longest = 365 * 24 * 3600
	if in.Seconds < 0 || in.Seconds > longest {
		return none{}, reply.Code(signaling.CodeBadArgument, "seconds are 0 to a year's")
	}
	return none{}, inRoom(ctx, sess, room.MuteChat{By: sess.User(), User: in.UserID, Mute: in.Mute, For: time.Duration(in.Seconds) * time.Second})
}

func (s stageDesk) setAdmin(ctx context.Context, sess *sessions.Session, in signaling.AdminRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.SetAdmin{By: sess.User(), User: in.UserID, Admin: in.Admin})
}
