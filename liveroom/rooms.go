package liveroom

import (
	"context"
	"strconv"

	"onair/signaling"
)

// CreateRoom makes a room and enters it as its anchor. A room of one's own that
// is there already (after a crash) is taken up again: the stage is empty, the
// viewers are still there. Errors: CodeNotLoggedIn, CodeFailed in a room,
// CodeRoomIDTaken, CodeBadArgument.
func (r *LiveRoom) CreateRoom(ctx context.Context, roomID uint32, param RoomParam) error {
	in := signaling.CreateRoomRequest{RoomID: roomID, RoomParam: wireParam(param)}
	return r.enter(ctx, "CreateRoom", signaling.TypeCreateRoom, roomID, in, param)
}

// EnterRoom enters a room as audience. OnEnterRoom comes first, then
// OnAnchorEnter and OnUserVideoAvailable of everybody who is publishing.
func (r *LiveRoom) EnterRoom(ctx context.Context, roomID uint32) error {
	return r.enter(ctx, "EnterRoom", signaling.TypeEnterRoom, roomID, signaling.RoomRequest{RoomID: roomID}, RoomParam{})
}

func (r *LiveRoom) enter(ctx context.Context, op, typ string, roomID uint32, in any, param RoomParam) error {
	if roomID < 1 || roomID > signaling.MaxRoomID {
		return fail(op, CodeBadArgument, "a room number is 1 to 4294967294")
	}
	return r.loggedIn(ctx, op, func(op string) error {
		if now := r.visits.Place(); now.In {
			return fail(op, CodeFailed, "already in room "+strconv.FormatUint(uint64(now.Room.RoomID), 10)+"; leave it first")
		}
		return r.entered(op, r.visits.Enter(ctx, typ, in, wireParam(param)))
	})
}

// entered tells listeners when entering came to nothing.
func (r *LiveRoom) entered(op string, err error) error {
	if err != nil {
		err = r.serverError(op, err)
		r.events.Post(0, OnEnterRoom{Result: min(CodeOf(err), -CodeOf(err))})
	}
	return err
}

// ExitRoom leaves the room and stops all playing and publishing. The room of an
// anchor stays listed as "host away" for a minute, so that a restart is no end.
// The local side has left in any case when it returns.
func (r *LiveRoom) ExitRoom(ctx context.Context) error {
	return r.loggedIn(ctx, "ExitRoom", func(op string) error {
		return r.serverError(op, r.visits.Leave(ctx, signaling.TypeExitRoom, nil))
	})
}

// DestroyRoom ends the own room: everybody else gets OnRoomDestroy.
func (r *LiveRoom) DestroyRoom(ctx context.Context) error { return r.destroy(ctx, nil) }

// destroy ends the own room; out takes the server's summary.
func (r *LiveRoom) destroy(ctx context.Context, out any) error {
	return r.loggedIn(ctx, "DestroyRoom", func(op string) error {
		if now := r.visits.Place(); now.In && !now.Owner {
			return fail(op, CodeNoPermission, "only the room's anchor may close it")
		}
		return r.serverError(op, r.visits.Leave(ctx, signaling.TypeDestroyRoom, out))
	})
}

// Room is the room the user is in, and whether as its anchor; false when in none.
func (r *LiveRoom) Room() (room RoomInfo, owner, ok bool) {
	now := r.visits.Place()
	if !now.In {
		return RoomInfo{}, false, false
	}
	return roomOf(now.Room, r.session.Server()), now.Owner, true
}

func wireParam(p RoomParam) signaling.RoomParam {
	return signaling.RoomParam{RoomName: p.RoomName, CoverURL: p.CoverURL, Quality: int(p.Quality), PKWithCoAnchors: p.PKWithCoAnchors, CommentsOff: p.CommentsOff,
		Private: p.Private, Passcode: p.Passcode}
}

// SwitchRoom leaves the room that is watched and enters another one, as audience;
// in no room it only enters. The media of the first is stopped while the server is
// told, so that the way to the next picture is short. StartPlay what is wanted
// when it has returned. Errors are EnterRoom's, the user is then in no room;
// CodeNoPermission for an anchor, who stays. A call of ours.
func (r *LiveRoom) SwitchRoom(ctx context.Context, roomID uint32) error {
	const op = "SwitchRoom"
	if roomID < 1 || roomID > signaling.MaxRoomID {
		return fail(op, CodeBadArgument, "a room number is 1 to 4294967294")
	}
	return r.loggedIn(ctx, op, func(op string) error {
		now := r.visits.Place()
		if now.Owner {
			return fail(op, CodeNoPermission, "an anchor ends the live, or leaves it")
		}
		if now.In {
			r.visits.Part(ctx)
		}
		return r.entered(op, r.visits.Enter(ctx, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: roomID}, signaling.RoomParam{}))
	})
}
