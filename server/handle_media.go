package server

import (
	"context"

	"onair/room"
	"onair/server/cdn"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/signaling"
)

// mediaDesk answers who sends and who watches.
type mediaDesk struct {
	app   uint32 // SDKAppID
	relay relay
	rooms *hall.Hall
	cdn   *cdn.Desk
	gates *gate.Gates
}

func (s mediaDesk) requests() requests {
	return requests{
		signaling.TypePublish:     answer(s.publish),
		signaling.TypeUnpublish:   answer(s.unpublish),
		signaling.TypeSetMedia:    answer(s.setMedia),
		signaling.TypePlay:        answer(s.play),
		signaling.TypeSetPlay:     answer(s.setPlay),
		signaling.TypeStopPlay:    answer(s.stopPlay),
		signaling.TypePlayAddress: answer(s.cdn.Address),
	}
}

func streamName(app, roomID uint32, user string) string { return cdn.StreamName(app, roomID, user) }

func checkSDP(sdp string) error {
	if sdp == "" {
		return reply.Code(signaling.CodeBadArgument, "no SDP offer")
	}
	return nil
}

// publish asks the room first, then the relay, then makes it known: viewers who
// hear of the stream can play it.
func (s mediaDesk) publish(ctx context.Context, sess *sessions.Session, in signaling.PublishRequest) (signaling.SDPReply, error) {
	h, err := member(sess)
	if err == nil {
		err = checkSDP(in.SDP)
	}
	if err == nil {
		err = sess.May(h.ID(), usersig.MaySendAudio)
	}
	if err == nil && in.Video {
		err = sess.May(h.ID(), usersig.MaySendVideo)
	}
	if err != nil {
		return signaling.SDPReply{}, err
	}
	if !sess.TakeBack() {
		return signaling.SDPReply{}, reply.Code(signaling.CodeOtherProgram, "")
	}
	var out signaling.SDPReply
	stream := streamName(s.app, h.ID(), sess.User())
	if _, on := h.Current().Seat(sess.User()); !on { // before a name is taken
		return signaling.SDPReply{}, room.ErrNoPermission
	}
	if err := s.cdn.Bind(h.ID(), sess.User(), in.StreamID); err != nil {
		return signaling.SDPReply{}, err
	}
	want, soundOnly := room.Media{Video: in.Video, Audio: in.Audio}, sess.May(h.ID(), usersig.MaySendVideo) != nil
	err = h.Send(ctx, sess, stream, want, soundOnly, func(seat room.Seat, on func(room.Media)) (err error) {
		out.SDP, err = s.relay.Publish(ctx, stream, in.SDP, seat, on, nil)
		return err
	}, s.cdn.Sent)
	return out, err
}

func (s mediaDesk) unpublish(ctx context.Context, sess *sessions.Session, _ none) (none, error) {
	if sess.Sent() { // nothing is the client's own
		return none{}, nil
	}
	return none{}, inRoom(ctx, sess, room.Unpublish{By: sess.User()})
}

func (s mediaDesk) setMedia(ctx context.Context, sess *sessions.Session, in signaling.MediaFlags) (none, error) {
	if sess.Sent() {
		return none{}, reply.Code(signaling.CodeOtherProgram, "")
	}
	if h := sess.Room(); h != nil && in.Video {
		if err := sess.May(h.ID(), usersig.MaySendVideo); err != nil {
			return none{}, err
		}
	}
	return none{}, inRoom(ctx, sess, room.SetMedia{By: sess.User(), Want: room.Media{Video: in.Video, Audio: in.Audio}})
}

func (s mediaDesk) play(ctx context.Context, sess *sessions.Session, in signaling.PlayRequest) (signaling.SDPReply, error) {
	h, err := member(sess)
	if err == nil {
		err = checkSDP(in.SDP)
	}
	if err == nil {
		err = checkWish(in.PlayWish)
	}
	if err == nil {
		err = sess.May(h.ID(), usersig.MayHear|usersig.MaySee)
	}
	if err != nil {
		return signaling.SDPReply{}, err
	}
	stream := h.Playable(in.UserID)
	if stream == "" {
		return signaling.SDPReply{}, reply.ErrNoStream
	}
	sess.AddPlay(in.UserID, stream)
	answer, err := s.relay.PlayAs(ctx, stream, sess.User(), in.SDP, view(in.PlayWish), tellQuality(sess, h.ID(), in.UserID, stream), nil)
	if err != nil {
		return signaling.SDPReply{}, err
	}
	if h.Playable(in.UserID) != stream { // a PK may have ended meanwhile
		s.relay.StopPlay(stream, sess.User())
		return signaling.SDPReply{}, reply.ErrNoStream
	}
	if sess.Room() != h { // out of the room while the relay was at work
		s.rooms.StopPlays(sess)
		s.relay.StopPlay(stream, sess.User()) // it may be off the session's list already
		return signaling.SDPReply{}, room.ErrNotMember
	}
	return signaling.SDPReply{SDP: answer, Reordered: s.relay.Reordered(stream)}, nil
}

func (s mediaDesk) stopPlay(_ context.Context, sess *sessions.Session, in signaling.UserRequest) (none, error) {
	if stream := sess.TakePlay(in.UserID); stream != "" {
		s.relay.StopPlay(stream, sess.User())
	}
	return none{}, nil
}
