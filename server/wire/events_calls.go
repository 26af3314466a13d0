package wire

import (
	"time"

	"onair/room"
	"onair/signaling"
)

// ofCalls words what is about invitations to the stage.
func ofCalls(id uint32, s room.State, e room.Event) (typ string, data any) {
	switch e := e.(type) {
	case room.JoinRequested:
		return signaling.EventRequestJoinAnchor, call(id, e.User, e.Call)
	case room.JoinInvited:
		return signaling.EventInviteJoinAnchor, call(id, e.User, e.Call)
	case room.CallCancelled:
		out := call(id, e.User, e.Call)
		out.PeerRoom = e.Peer
		return signaling.EventInvitationCancelled, out
	case room.CallTimedOut:
		return signaling.EventInvitationTimeout, timeout(id, s.Owner().ID, e)
	case room.JoinAccepted:
		return signaling.EventAnchorAccepted, signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: User(e.User), SoundOnly: e.SoundOnly}
	case room.JoinRejected:
		return signaling.EventAnchorRejected, signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: User(e.User), Reason: signaling.RejectReason(e.Reason)}
	case room.JoinKicked:
		return signaling.EventKickoutJoinAnchor, signaling.UserEvent{RoomID: id, User: User(e.User)}
	}
	return "", nil
}

// ofPK words what is about a PK.
func ofPK(id uint32, _ room.State, e room.Event) (typ string, data any) {
	switch e := e.(type) {
	case room.PKRequested:
		out := call(id, e.User, e.Call)
		out.PeerRoom, out.CoHost, out.Duration = e.Peer, e.CoHost, int(e.Duration/time.Second)
		out.Join, out.Rematch, out.With = e.Ask.Join, e.Ask.Rematch, users(e.Ask.With)
		return signaling.EventRequestRoomPK, out
	case room.PKAccepted:
		return signaling.EventRoomPKAccepted, signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: User(e.User), PeerRoom: e.Peer}
	case room.PKRejected:
		return signaling.EventRoomPKRejected, signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: User(e.User), PeerRoom: e.Peer, Reason: signaling.RejectReason(e.Reason)}
	case room.PKEnded:
		return signaling.EventQuitRoomPK, signaling.QuitPKEvent{RoomID: id, UserID: e.User.ID, Reason: signaling.PKReason(e.Reason)}
	case room.PKChanged:
		out := signaling.PKStateEvent{RoomID: id, PK: pkOf(id, e.PK), Ended: signaling.PKReason(e.Ended)}
		for _, s := range e.Gone {
			out.Left = append(out.Left, signaling.PKLeft{RoomID: s.Room, User: User(s.User), Reason: signaling.PKReason(e.Why)})
		}
		return signaling.EventPKState, out
	case room.PKScored:
		return signaling.EventPKState, signaling.PKStateEvent{RoomID: id, PK: pkOf(id, e.PK)}
	}
	return "", nil
}

func call(id uint32, u room.User, c room.Call) signaling.CallEvent {
	return signaling.CallEvent{RoomID: id, CallID: c.ID, Kind: signaling.CallKind(c.Kind), User: User(u), SoundOnly: c.SoundOnly, Until: Millis(c.Until)}
}

func timeout(id uint32, owner string, e room.CallTimedOut) signaling.TimeoutEvent {
	inviter, invitee := e.Call.User.ID, owner
	if e.Call.Kind == room.CallInvite || e.Call.Kind == room.CallPK && e.Out {
		inviter, invitee = invitee, inviter
	}
	return signaling.TimeoutEvent{RoomID: id, CallID: e.Call.ID, Kind: signaling.CallKind(e.Call.Kind), InviterID: inviter, InviteeList: []string{invitee}}
}
