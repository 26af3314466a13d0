package server

import (
	"context"
	"fmt"
	"sync"

	"onair/room"
	"onair/server/usersig"
	"onair/signaling"
)

// publication is one run of a user's stream. What flows is held back until the
// room knows of the stream.
type publication struct {
	host   *host
	user   string
	stream string

	mu    sync.Mutex
	known bool
	flow  room.Media
}

// onFlow is called by the relay.
func (p *publication) onFlow(m room.Media) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flow = m
	if p.known {
		p.sendLocked()
	}
}

// announced is called on the room's goroutine when it knows the stream.
func (p *publication) announced() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known = true
	if p.flow != (room.Media{}) {
		p.sendLocked()
	}
}

func (p *publication) sendLocked() {
	p.host.push(op{cmd: room.Flow{User: p.user, Stream: p.stream, Is: p.flow}, pub: p})
}

func (s *Server) streamName(roomID uint32, user string) string {
	return fmt.Sprintf("%d_%d_%s_main", s.cfg.SDKAppID, roomID, user)
}

func checkSDP(sdp string) error {
	if sdp == "" {
		return codeError(signaling.CodeBadArgument, "no SDP offer")
	}
	return nil
}

// publish asks the room first, then the relay, then makes it known: viewers who
// hear of the stream can play it.
func (s *Server) publish(ctx context.Context, sess *session, in signaling.PublishRequest) (signaling.SDPReply, error) {
	h, err := member(sess)
	if err == nil {
		err = checkSDP(in.SDP)
	}
	if err == nil {
		err = sess.may(h.id, usersig.MaySendAudio)
	}
	if err == nil && in.Video {
		err = sess.may(h.id, usersig.MaySendVideo)
	}
	if err != nil {
		return signaling.SDPReply{}, err
	}
	p := &publication{host: h, user: sess.user, stream: s.streamName(h.id, sess.user)}
	want := room.Media{Video: in.Video, Audio: in.Audio}
	seat, ok := h.current().Seat(sess.user)
	if !ok {
		return signaling.SDPReply{}, room.ErrNoPermission
	}
	if sess.may(h.id, usersig.MaySendVideo) != nil {
		seat.SoundOnly = true // what the offer has of a picture is not taken
	}
	want.Video = want.Video && !seat.SoundOnly
	answer, err := s.relay.Publish(ctx, p.stream, in.SDP, seat, p.onFlow)
	if err != nil {
		return signaling.SDPReply{}, err
	}
	err = h.do(ctx, op{cmd: room.Publish{By: sess.user, Stream: p.stream, Want: want}, pub: p, by: sess, done: func(_ room.State, err error) {
		if err == nil {
			p.announced()
		}
	}})
	if err != nil {
		s.relay.StopPublish(p.stream)
		return signaling.SDPReply{}, err
	}
	return signaling.SDPReply{SDP: answer}, nil
}

func (s *Server) unpublish(ctx context.Context, sess *session, _ none) (none, error) {
	return none{}, inRoom(ctx, sess, room.Unpublish{By: sess.user})
}

func (s *Server) setMedia(ctx context.Context, sess *session, in signaling.MediaFlags) (none, error) {
	if h := sess.host(); h != nil && in.Video {
		if err := sess.may(h.id, usersig.MaySendVideo); err != nil {
			return none{}, err
		}
	}
	return none{}, inRoom(ctx, sess, room.SetMedia{By: sess.user, Want: room.Media{Video: in.Video, Audio: in.Audio}})
}

func (s *Server) play(ctx context.Context, sess *session, in signaling.PlayRequest) (signaling.SDPReply, error) {
	h, err := member(sess)
	if err == nil {
		err = checkSDP(in.SDP)
	}
	if err == nil {
		err = sess.may(h.id, usersig.MayHear|usersig.MaySee)
	}
	if err != nil {
		return signaling.SDPReply{}, err
	}
	stream := playable(h, in.UserID)
	if stream == "" {
		return signaling.SDPReply{}, errNoStream
	}
	sess.addPlay(in.UserID, stream)
	answer, err := s.relay.Play(ctx, stream, sess.user, in.SDP)
	if err != nil {
		return signaling.SDPReply{}, err
	}
	if playable(h, in.UserID) != stream { // a PK may have ended meanwhile
		s.relay.StopPlay(stream, sess.user)
		return signaling.SDPReply{}, errNoStream
	}
	if sess.host() != h { // out of the room while the relay was at work
		s.stopPlays(sess)
		return signaling.SDPReply{}, room.ErrNotMember
	}
	return signaling.SDPReply{SDP: answer}, nil
}

// playable is the stream a room's members get of a user: on its stage, or the
// other anchor of its PK.
func playable(h *host, user string) string {
	st := h.current()
	if seat, ok := st.Seat(user); ok {
		return seat.Stream
	}
	return st.PeerStream(user)
}

func (s *Server) stopPlay(_ context.Context, sess *session, in signaling.UserRequest) (none, error) {
	if stream := sess.takePlay(in.UserID); stream != "" {
		s.relay.StopPlay(stream, sess.user)
	}
	return none{}, nil
}

// stopPlays ends all a user watches.
func (s *Server) stopPlays(sess *session) {
	for _, stream := range sess.takePlays() {
		s.relay.StopPlay(stream, sess.user)
	}
}
