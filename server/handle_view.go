package server

import (
	"context"

	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/sfu"
	"onair/signaling"
)

func checkWish(w signaling.PlayWish) error {
	if !w.Valid() {
		return reply.Code(signaling.CodeBadArgument, "sizes are 0 to 16384, and a quality is -1 to 16384")
	}
	return nil
}

// view is a wish as the relay understands it.
func view(w signaling.PlayWish) sfu.View {
	return sfu.View{Width: w.View.Width, Height: w.View.Height, Hidden: w.View.Hidden, Quality: sfu.Quality(w.Quality)}
}

// setPlay changes what a viewer shows and wants of a stream that it plays.
func (s mediaDesk) setPlay(_ context.Context, sess *sessions.Session, in signaling.SetPlayRequest) (none, error) {
	if _, err := member(sess); err != nil {
		return none{}, err
	}
	if err := checkWish(in.PlayWish); err != nil {
		return none{}, err
	}
	stream := sess.Plays(in.UserID)
	if stream == "" {
		return none{}, reply.ErrNoStream
	}
	if s.gates.Show(sess.User()) > 0 {
		return none{}, reply.Code(signaling.CodeTooFast, "what is shown changes too often; wait a second")
	}
	s.relay.Show(stream, sess.User(), view(in.PlayWish))
	return none{}, nil
}

// tellQuality tells a viewer which encoding of a stream it gets, as long as it plays that.
func tellQuality(sess *sessions.Session, room uint32, userID, stream string) func(sfu.Picture) {
	return func(p sfu.Picture) {
		if sess.Plays(userID) != stream {
			return
		}
		ev := signaling.PlayQualityEvent{RoomID: room, UserID: userID, Width: p.Width, Height: p.Height, Why: string(p.Why)}
		for _, l := range p.Layers {
			if l.Height > 0 {
				ev.Layers = append(ev.Layers, l.Height)
			}
		}
		sess.Post(signaling.NewEvent(signaling.EventPlayQuality, ev))
	}
}
