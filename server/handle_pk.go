package server

import (
	"context"
	"time"

	"onair/room"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/wire"
	"onair/signaling"
)

// pkDesk answers what is about battles and co-hosts.
type pkDesk struct {
	gates *gate.Gates
	rooms *hall.Hall
}

func (s pkDesk) requests() requests {
	return requests{
		signaling.TypeRequestRoomPK:  inOrder(s.requestPK),
		signaling.TypeCancelRoomPK:   answer(s.cancelPK),
		signaling.TypeResponseRoomPK: answer(s.responsePK),
		signaling.TypeQuitRoomPK:     answer(s.quitPK),
	}
}

// requestPK looks at the other room first, so that most refusals come at once;
// what changes in between comes as roomPKRejected.
func (s pkDesk) requestPK(ctx context.Context, r *request, in signaling.PKRequest) error {
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	own := h.Current()
	if own.Owner().ID != r.sess.User() {
		return room.ErrNoPermission
	}
	if err := checkPK(r.sess.User(), h.ID(), in); err != nil {
		return err
	}
	other := s.rooms.Get(in.RoomID)
	if other == nil || !other.Current().Exists() {
		return room.ErrNoSuchRoom
	}
	peer := other.Current()
	if peer.Owner().ID != in.UserID {
		return reply.Code(signaling.CodeBadArgument, "this user is not the owner of that room")
	}
	if !own.Live() {
		return room.ErrNotLive
	}
	if peer.Private() && !joinedOrAsked(own, peer) {
		return room.ErrPrivate
	}
	if err := pkBusy(h.ID(), own, peer, in.Join); err != nil {
		return err
	}
	if err := mayAsk(s.gates, r.sess.User()); err != nil {
		return err
	}
	cmd := room.RequestPK{By: r.sess.User(), Room: in.RoomID, User: peer.Owner(), CoHost: in.CoHost, Join: in.Join,
		Duration: time.Duration(in.Duration) * time.Second}
	return calling(ctx, r, cmd, func(st room.State) signaling.CallReply {
		for _, k := range st.PKCalls() {
			if k.Out && k.Room == in.RoomID {
				return signaling.CallReply{CallID: k.ID, Until: wire.Millis(k.Until)}
			}
		}
		return signaling.CallReply{Joined: true}
	})
}

func checkPK(user string, own uint32, in signaling.PKRequest) error {
	switch {
	case in.RoomID == own || in.UserID == user:
		return reply.Code(signaling.CodeBadArgument, "a PK needs another room")
	case in.Duration != 0 && (in.Duration < 10 || in.Duration > 3600):
		return reply.Code(signaling.CodeBadArgument, "a battle lasts 10 to 3600 seconds")
	}
	return checkRoomID(in.RoomID)
}

// pkBusy reports why the other owner cannot be asked now.
func pkBusy(id uint32, own, peer room.State, join bool) error {
	busy := reply.Code(signaling.CodePeerBusy, "")
	if !peer.Live() {
		return reply.Code(signaling.CodeNotLive, "that host is not live")
	}
	ownPK, in := own.PK()
	if !join && (in || len(own.PKCalls()) > 0) {
		return nil // this room's own refusal comes first, or both ask each other, or it is a rematch
	}
	if pk, _ := peer.PK(); pk.ID != "" {
		return busy
	}
	for _, k := range peer.PKCalls() {
		if k.Room != id {
			return busy
		}
	}
	mix := own.Info().MixPK
	if in {
		mix = ownPK.Mix
	}
	allows := mix && peer.Info().MixPK
	if peer.CoAnchors() > 0 && !allows || in && mix && !allows {
		return busy
	}
	return nil
}

func (s pkDesk) cancelPK(ctx context.Context, sess *sessions.Session, in signaling.CancelPKRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.CancelPK{By: sess.User(), Room: in.RoomID})
}

func (s pkDesk) responsePK(ctx context.Context, sess *sessions.Session, in signaling.AnswerRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.AnswerPK{By: sess.User(), User: in.UserID, CallID: in.CallID, Agree: in.Agree})
}

func (s pkDesk) quitPK(ctx context.Context, sess *sessions.Session, _ none) (none, error) {
	return none{}, inRoom(ctx, sess, room.QuitPK{By: sess.User()})
}
