package liveroom

import (
	"context"
	"errors"
	"strconv"

	"onair/liveroom/internal/session"
	"onair/media/picture"
	"onair/signaling"
	"onair/signaling/address"
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
	var out signaling.MemberListReply
	err = r.call(ctx, "RoomMemberList", signaling.TypeGetRoomMemberList, signaling.MemberListRequest{NextSeq: nextSeq}, &out)
	return each(out.Members, func(m signaling.Member) UserInfo { return userOf(m.User) }), out.NextSeq, err
}

// maxCover is the largest cover that servers take, in bytes.
const maxCover = 256 << 10

// UploadCover stores a picture (JPEG, PNG, WebP, GIF, BMP, TIFF) on the server and
// returns its address for RoomParam.CoverURL. It is sent upright, in at most
// 256 KiB, without what a camera wrote of itself and the place. A user has one cover; a new one
// replaces it. A call of ours.
func (r *LiveRoom) UploadCover(ctx context.Context, cover []byte) (url string, err error) {
	const op = "UploadCover"
	if shared, err := picture.Shareable(cover, maxCover); err == nil {
		cover = shared // the server refuses anything else
	}
	url, err = r.session.UploadCover(ctx, cover)
	var said *signaling.Error
	switch {
	case err == nil, errors.As(err, &said), errors.Is(err, session.ErrNone):
		return url, r.serverError(op, err)
	case errors.Is(err, session.ErrAnswer):
		return "", &Error{Code: CodeFailed, Op: op, Desc: err.Error(), Err: err}
	default:
		return "", &Error{Code: CodeServerAway, Op: op, Desc: address.CauseOf(err).Explain("the server"), Err: err}
	}
}
