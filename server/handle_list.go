package server

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"onair/room"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/wire"
	"onair/signaling"
)

// listDesk answers what rooms there are, and what is in the caller's.
type listDesk struct {
	rooms *hall.Hall
}

func (s listDesk) requests() requests {
	return requests{
		signaling.TypeGetRoomInfos:      answer(s.getRoomInfos),
		signaling.TypeGetRoomList:       answer(s.getRoomList),
		signaling.TypeWatchRoomList:     answer(s.watchRoomList),
		signaling.TypeGetRoom:           inOrder(s.getRoom),
		signaling.TypeGetAnchorList:     answer(s.getAnchorList),
		signaling.TypeGetRoomMemberList: answer(s.getRoomMemberList),
	}
}

func (s listDesk) getRoomInfos(_ context.Context, sess *sessions.Session, in signaling.RoomIDs) (signaling.RoomInfos, error) {
	if len(in.RoomIDs) > signaling.MaxRoomPage {
		return signaling.RoomInfos{}, reply.Code(signaling.CodeBadArgument, "too many rooms at once")
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
func (s listDesk) getRoomList(_ context.Context, sess *sessions.Session, in signaling.RoomListRequest) (signaling.RoomListReply, error) {
	or(&in.Limit, 20)
	if in.Limit < 1 || in.Limit > signaling.MaxRoomPage {
		return signaling.RoomListReply{}, reply.Code(signaling.CodeBadArgument, "a page has 1 to 100 rooms")
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

func (s listDesk) watchRoomList(_ context.Context, sess *sessions.Session, in signaling.WatchRequest) (none, error) {
	sess.Watch(in.On)
	return none{}, nil
}

func (s listDesk) getRoom(ctx context.Context, r *request, _ none) error {
	h, err := member(r.sess)
	if err != nil {
		return err
	}
	return h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: r.sess.User()}, By: r.sess, Done: func(st room.State, err error) {
		if err == nil {
			r.welcome(h, st, false)
		}
	}})
}

func (s listDesk) getAnchorList(_ context.Context, sess *sessions.Session, _ none) (signaling.AnchorList, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.AnchorList{}, err
	}
	return signaling.AnchorList{Anchors: wire.Anchors(h.Current())}, nil
}

func (s listDesk) getRoomMemberList(_ context.Context, sess *sessions.Session, in signaling.MemberListRequest) (signaling.MemberListReply, error) {
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
		return cursor{}, reply.Code(signaling.CodeBadArgument, "not a cursor of this list")
	}
	return cursor{c, uint32(n)}, nil
}
