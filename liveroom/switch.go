package liveroom

import (
	"context"

	"onair/signaling"
)

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
