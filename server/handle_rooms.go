package server

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"onair/room"
	"onair/server/clean"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/server/wire"
	"onair/signaling"
)

func checkRoomID(id uint32) error {
	if id == 0 || id > signaling.MaxRoomID {
		return codeError(signaling.CodeBadRoom, "")
	}
	return nil
}

func (s *Server) checkInfo(p signaling.RoomParam) (room.Info, error) {
	name, err := s.words.Name(p.RoomName, signaling.DefaultTextLimits().Title)
	switch {
	case err != nil:
		return room.Info{}, err
	case p.Quality < 0 || p.Quality > 3:
		return room.Info{}, codeError(signaling.CodeBadArgument, "the sound quality is 1, 2 or 3")
	}
	if err := clean.Picture("cover", p.CoverURL); err != nil {
		return room.Info{}, err
	}
	or(&p.Quality, 2)
	return room.Info{Name: name, Cover: p.CoverURL, Quality: p.Quality, MixPK: p.PKWithCoAnchors, CommentsOff: p.CommentsOff}, nil
}

func (s *Server) createRoom(ctx context.Context, r *request, in signaling.CreateRoomRequest) error {
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
	cmd, err := s.openPrivate(s.reopen(ctx, room.Create{Room: in.RoomID, By: r.sess.Self(), Info: info, Rules: s.cfg.Limits.rules()}), in.RoomParam)
	if err != nil {
		return err
	}
	if err := s.rooms.Claim(r.sess.User(), in.RoomID); err != nil {
		return err
	}
	for range 3 { // a room may end just now: then make it anew
		h, err := s.rooms.Open(in.RoomID)
		if err != nil {
			s.rooms.Release(r.sess.User(), in.RoomID)
			return err
		}
		existed := h.Current().Exists()
		if err = s.join(ctx, r, h, cmd, existed); !errors.Is(err, room.ErrNoSuchRoom) {
			return err
		}
		if err := s.rooms.Claim(r.sess.User(), in.RoomID); err != nil {
			return err
		}
	}
	s.rooms.Release(r.sess.User(), in.RoomID)
	return codeError(signaling.CodeBusy, "")
}

func (s *Server) enterRoom(ctx context.Context, r *request, in signaling.EnterRequest) error {
	if err := checkRoomID(in.RoomID); err != nil {
		return err
	}
	if err := r.sess.May(in.RoomID, usersig.MayEnter); err != nil {
		return err
	}
	if err := s.rooms.Claim(r.sess.User(), in.RoomID); err != nil {
		return err
	}
	h := s.rooms.Get(in.RoomID)
	if h == nil {
		s.rooms.Release(r.sess.User(), in.RoomID)
		return room.ErrNoSuchRoom
	}
	return s.enterWith(ctx, r, h, in)
}

// join does a command that makes the caller a member, whose claim on the room
// is noted already, and replies with the snapshot.
func (s *Server) join(ctx context.Context, r *request, h *hall.Room, cmd room.Command, recreated bool) error {
	return h.Do(ctx, hall.Op{Cmd: cmd, By: r.sess, Joins: true, Done: func(st room.State, err error) {
		if err != nil {
			s.rooms.Release(r.sess.User(), h.ID())
			return
		}
		snap := h.Snapshot(st, r.sess.User())
		snap.Recreated = recreated
		r.reply(snap, nil)
	}})
}

// member returns the room a session is in.
func member(sess *sessions.Session) (*hall.Room, error) {
	if h := sess.Room(); h != nil {
		return h, nil
	}
	return nil, codeError(signaling.CodeNotInRoom, "")
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

func (s *Server) exitRoom(ctx context.Context, r *request, _ none) error {
	return leaving(ctx, r, room.Leave{By: r.sess.User()}, func(*hall.Room) any { return nil })
}

func (s *Server) destroyRoom(ctx context.Context, r *request, _ none) error {
	return leaving(ctx, r, room.Destroy{By: r.sess.User()}, func(h *hall.Room) any { return h.Summary() })
}

func (s *Server) setRoomInfo(ctx context.Context, sess *sessions.Session, in signaling.RoomParam) (none, error) {
	info, err := s.checkInfo(in)
	if err == nil {
		err = s.mayRetitle(sess.User())
	}
	if err != nil {
		return none{}, err
	}
	return none{}, inRoom(ctx, sess, room.SetInfo{By: sess.User(), Info: info})
}

func (s *Server) setRoomName(ctx context.Context, sess *sessions.Session, in signaling.NameRequest) (none, error) {
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
func (s *Server) retitles(id uint32, user string, to room.Info) bool {
	h := s.rooms.Get(id)
	if h == nil {
		return false
	}
	st := h.Current()
	return st.Exists() && st.Owner().ID == user && (st.Info().Name != to.Name || st.Info().Cover != to.Cover)
}

// mayRetitle counts a change of a room's title or cover: all members and the lobby
// are told.
func (s *Server) mayRetitle(user string) error {
	if s.gates.Title(user) > 0 {
		return codeError(signaling.CodeTooFast, "the title is changed too often")
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

func (s *Server) getRoomInfos(_ context.Context, sess *sessions.Session, in signaling.RoomIDs) (signaling.RoomInfos, error) {
	if len(in.RoomIDs) > signaling.MaxRoomPage {
		return signaling.RoomInfos{}, codeError(signaling.CodeBadArgument, "too many rooms at once")
	}
	out := signaling.RoomInfos{Rooms: []signaling.RoomInfo{}}
	for _, id := range in.RoomIDs {
		if h := s.rooms.Get(id); h != nil {
			if st := h.Current(); st.Exists() {
				out.Rooms = append(out.Rooms, roomInfoFor(st, sess.User()))
			}
		}
	}
	return out, nil
}

// getRoomList pages by creation time and number, so that rooms that come and go
// between pages neither repeat nor hide others.
func (s *Server) getRoomList(_ context.Context, sess *sessions.Session, in signaling.RoomListRequest) (signaling.RoomListReply, error) {
	or(&in.Limit, 20)
	if in.Limit < 1 || in.Limit > signaling.MaxRoomPage {
		return signaling.RoomListReply{}, codeError(signaling.CodeBadArgument, "a page has 1 to 100 rooms")
	}
	after, err := parseCursor(in.Cursor)
	if err != nil {
		return signaling.RoomListReply{}, err
	}
	all := slices.DeleteFunc(s.rooms.States(), func(st room.State) bool { return !st.LetIn(sess.User()) })
	out := signaling.RoomListReply{Rooms: []signaling.RoomInfo{}, Total: len(all)}
	for _, st := range all {
		at := cursor{st.Created().UnixNano(), st.ID()}
		if after.created != 0 && !after.before(at) {
			continue
		}
		if len(out.Rooms) == in.Limit {
			last := out.Rooms[in.Limit-1]
			out.Next = cursorOf(all, last.RoomID).String()
			break
		}
		out.Rooms = append(out.Rooms, wire.RoomInfo(st))
	}
	return out, nil
}

func (s *Server) watchRoomList(_ context.Context, sess *sessions.Session, in signaling.WatchRequest) (none, error) {
	sess.Watch(in.On)
	return none{}, nil
}

func (s *Server) getRoom(ctx context.Context, r *request, _ none) error {
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: r.sess.User()}, By: r.sess, Done: func(st room.State, err error) {
		if err == nil {
			r.reply(h.Snapshot(st, r.sess.User()), nil)
		}
	}})
}

func (s *Server) getAnchorList(_ context.Context, sess *sessions.Session, _ none) (signaling.AnchorList, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.AnchorList{}, err
	}
	return signaling.AnchorList{Anchors: wire.Anchors(h.Current())}, nil
}

func (s *Server) getRoomMemberList(_ context.Context, sess *sessions.Session, in signaling.MemberListRequest) (signaling.MemberListReply, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.MemberListReply{}, err
	}
	st := h.Current()
	out := signaling.MemberListReply{Members: []signaling.Member{}, Total: st.Len()}
	last := uint64(0)
	for m := range st.Members(in.NextSeq) {
		if len(out.Members) == signaling.MemberPage {
			out.NextSeq = last
			break
		}
		out.Members = append(out.Members, wire.Member(st, m))
		last = m.Order
	}
	return out, nil
}

// cursor is a place in the room list: newest first, then by number.
type cursor struct {
	created int64
	id      uint32
}

func (c cursor) before(o cursor) bool {
	if c.created != o.created {
		return c.created > o.created
	}
	return c.id < o.id
}

func (c cursor) String() string {
	return strconv.FormatInt(c.created, 36) + "-" + strconv.FormatUint(uint64(c.id), 36)
}

func cursorOf(all []room.State, id uint32) cursor {
	for _, st := range all {
		if st.ID() == id {
			return cursor{st.Created().UnixNano(), id}
		}
	}
	return cursor{}
}

func parseCursor(text string) (cursor, error) {
	if text == "" {
		return cursor{}, nil
	}
	created, id, ok := strings.Cut(text, "-")
	c, err := strconv.ParseInt(created, 36, 64)
	n, err2 := strconv.ParseUint(id, 36, 32)
	if !ok || err != nil || err2 != nil || c <= 0 {
		return cursor{}, codeError(signaling.CodeBadArgument, "not a cursor of this list")
	}
	return cursor{c, uint32(n)}, nil
}
