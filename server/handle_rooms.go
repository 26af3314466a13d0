package server

import (
	"context"

	"onair/room"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/people"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/signaling"
)

// roomDesk answers what makes, ends and changes rooms and who is let in.
type roomDesk struct {
	rooms   *hall.Hall
	gates   *gate.Gates
	words   *clean.Words // the operator's
	orders  *people.Orders
	guesses *gate.Guesses
	rules   room.Rules
}

func (s roomDesk) requests() requests {
	return requests{
		signaling.TypeCreateRoom:  inOrder(s.createRoom),
		signaling.TypeEnterRoom:   inOrder(s.enterRoom),
		signaling.TypeExitRoom:    inOrder(s.exitRoom),
		signaling.TypeDestroyRoom: inOrder(s.destroyRoom),
		signaling.TypeSetRoomInfo: answer(s.setRoomInfo),
		signaling.TypeSetRoomName: answer(s.setRoomName),
		signaling.TypeUnlockRoom:  answer(s.unlockRoom),
		signaling.TypeSetPrivate:  answer(s.setPrivate),
		signaling.TypeGetPrivate:  answer(s.getPrivate),
	}
}

func checkRoomID(id uint32) error {
	if id == 0 || id > signaling.MaxRoomID {
		return reply.Code(signaling.CodeBadRoom, "")
	}
	return nil
}

func (s roomDesk) checkInfo(p signaling.RoomParam) (room.Info, error) {
	name, err := s.words.Name(p.RoomName, signaling.DefaultTextLimits().Title)
	switch {
	case err != nil:
		return room.Info{}, err
	case p.Quality < 0 || p.Quality > 3:
		return room.Info{}, reply.Code(signaling.CodeBadArgument, "the sound quality is 1, 2 or 3")
	}
	if err := clean.Picture("cover", p.CoverURL); err != nil {
		return room.Info{}, err
	}
	or(&p.Quality, 2)
	return room.Info{Name: name, Cover: p.CoverURL, Quality: p.Quality, MixPK: p.PKWithCoAnchors, CommentsOff: p.CommentsOff}, nil
}

func (s roomDesk) createRoom(ctx context.Context, r *request, in signaling.CreateRoomRequest) error {
	if err := checkRoomID(in.RoomID); err != nil {
		return err
	}
	if err := r.sess.May(in.RoomID, usersig.MayCreate); err != nil {
		return err
	}
	info, err := s.checkInfo(in.RoomParam)
	if err == nil && s.retitles(in.RoomID, r.sess.User(), info) {
		err = s.mayRetitle(r.sess.User())
	}
	if err != nil {
		return err
	}
	cmd, err := s.openPrivate(s.orders.Reopen(ctx, room.Create{Room: in.RoomID, By: r.sess.Self(), Info: info, Rules: s.rules}), in.RoomParam)
	if err != nil {
		return err
	}
	return s.arrive(ctx, r, in.RoomID, func() error { return s.rooms.Join(ctx, r.sess, r.part, in.RoomID, cmd, true, r.welcome) },
		func(h *hall.Room) error { return s.takeUp(ctx, r, h, info, in.RoomParam) })
}

func (s roomDesk) enterRoom(ctx context.Context, r *request, in signaling.EnterRequest) error {
	if err := checkRoomID(in.RoomID); err != nil {
		return err
	}
	if err := r.sess.May(in.RoomID, usersig.MayEnter); err != nil {
		return err
	}
	return s.arrive(ctx, r, in.RoomID, func() error {
		return s.guess(r.sess, in.RoomID, in, func(key room.Key) error {
			return s.rooms.Join(ctx, r.sess, r.part, in.RoomID, room.EnterWith{Enter: room.Enter{By: r.sess.Self()}, Key: key}, false, func(h *hall.Room, st room.State, _ bool) {
				r.welcome(h, st, false)
			})
		})
	}, func(h *hall.Room) error { return joinDoor(ctx, r, h) })
}

// member returns the room a session is in.
func member(sess *sessions.Session) (*hall.Room, error) {
	if h := sess.Visited(); h != nil {
		return h, nil
	}
	return nil, reply.Code(signaling.CodeNotInRoom, "")
}

// leaving does a command after which the caller is out of the room; reply makes
// the answer's data on the room's goroutine.
func leaving(ctx context.Context, r *request, cmd room.Command, reply func(*hall.Room) any) error {
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: cmd, By: r.sess, Done: func(_ room.State, err error) {
		if err == nil {
			r.reply(reply(h), nil)
		}
	}})
}

func (s roomDesk) exitRoom(ctx context.Context, r *request, _ none) error {
	if h := r.sess.Visited(); h != nil && r.sess.Sent() && h.Current().Owner().ID == r.sess.User() {
		return stepOut(ctx, r, h)
	}
	return leaving(ctx, r, room.Leave{By: r.sess.User()}, func(*hall.Room) any { return nil })
}

func (s roomDesk) destroyRoom(ctx context.Context, r *request, _ none) error {
	return leaving(ctx, r, room.Destroy{By: r.sess.User()}, func(h *hall.Room) any { return h.Summary() })
}

func (s roomDesk) setRoomInfo(ctx context.Context, sess *sessions.Session, in signaling.RoomParam) (none, error) {
	info, err := s.checkInfo(in)
	if err == nil {
		err = s.mayRetitle(sess.User())
	}
	if err != nil {
		return none{}, err
	}
	return none{}, inRoom(ctx, sess, room.SetInfo{By: sess.User(), Info: info})
}

func (s roomDesk) setRoomName(ctx context.Context, sess *sessions.Session, in signaling.NameRequest) (none, error) {
	name, err := s.words.Name(in.RoomName, signaling.DefaultTextLimits().Title)
	if err == nil {
		err = s.mayRetitle(sess.User())
	}
	if err != nil {
		return none{}, err
	}
	return none{}, inRoom(ctx, sess, room.SetName{By: sess.User(), Name: name})
}

// retitles reports whether taking a room up again would show another title or cover.
func (s roomDesk) retitles(id uint32, user string, to room.Info) bool {
	h := s.rooms.Get(id)
	if h == nil {
		return false
	}
	st := h.Current()
	return st.Exists() && st.Owner().ID == user && (st.Info().Name != to.Name || st.Info().Cover != to.Cover)
}

// mayRetitle counts a change of a room's title or cover: all members and the lobby
// are told.
func (s roomDesk) mayRetitle(user string) error {
	if s.gates.Title(user) > 0 {
		return reply.Code(signaling.CodeTooFast, "the title is changed too often")
	}
	return nil
}

// inRoom does a command in the caller's room.
func inRoom(ctx context.Context, sess *sessions.Session, cmd room.Command) error {
	h, err := member(sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: cmd, By: sess})
}
