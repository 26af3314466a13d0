package liveroom

import (
	"context"
	"strconv"

	"onair/signaling"
)

// RoomInfos looks up rooms by their numbers in decimal text; unknown ones are
// left out, the order is any. A number that is none gives CodeBadArgument.
func (r *LiveRoom) RoomInfos(ctx context.Context, ids []string) ([]RoomInfo, error) {
	const op = "RoomInfos"
	var in signaling.RoomIDs
	for _, id := range ids {
		n, err := strconv.ParseUint(id, 10, 32)
		if err != nil {
			return nil, fail(op, CodeBadArgument, strconv.Quote(id)+" is not a room number")
		}
		in.RoomIDs = append(in.RoomIDs, uint32(n))
	}
	var out signaling.RoomInfos
	if err := r.call(ctx, op, signaling.TypeGetRoomInfos, in, &out); err != nil {
		return nil, err
	}
	return roomsOf(out.Rooms, r.Server()), nil
}

// RoomList lists every room, newest first. The list may be older than an
// OnRoomListChange that came since the call began: make that to it again. A call
// of ours.
func (r *LiveRoom) RoomList(ctx context.Context) ([]RoomInfo, error) {
	const op = "RoomList"
	list := []RoomInfo{}
	in := signaling.RoomListRequest{Limit: signaling.MaxRoomPage}
	for {
		var page signaling.RoomListReply
		if err := r.call(ctx, op, signaling.TypeGetRoomList, in, &page); err != nil {
			return nil, err
		}
		list = append(list, roomsOf(page.Rooms, r.Server())...)
		if in.Cursor = page.Next; in.Cursor == "" {
			return list, nil
		}
	}
}

// WatchRoomList switches OnRoomListChange on or off. A call of ours.
func (r *LiveRoom) WatchRoomList(ctx context.Context, on bool) error {
	return r.serverError("WatchRoomList", r.session.Watch(ctx, on))
}

// AnchorList is everybody who publishes in the room, the caller too.
func (r *LiveRoom) AnchorList(ctx context.Context) ([]UserInfo, error) {
	const op = "AnchorList"
	var out signaling.AnchorList
	if err := r.call(ctx, op, signaling.TypeGetAnchorList, nil, &out); err != nil {
		return nil, err
	}
	users := []UserInfo{}
	for _, a := range out.Anchors {
		users = append(users, userOf(a.User))
	}
	return users, nil
}

// RoomMemberList is a page of everybody in the room, the anchor too, in the
// order of entry; nextSeq 0 starts, a returned 0 says that was the last page.
func (r *LiveRoom) RoomMemberList(ctx context.Context, nextSeq uint64) (users []UserInfo, next uint64, err error) {
	const op = "RoomMemberList"
	var out signaling.MemberListReply
	if err := r.call(ctx, op, signaling.TypeGetRoomMemberList, signaling.MemberListRequest{NextSeq: nextSeq}, &out); err != nil {
		return nil, 0, err
	}
	for _, m := range out.Members {
		users = append(users, userOf(m.User))
	}
	return users, out.NextSeq, nil
}
