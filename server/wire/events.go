package wire

import (
	"time"

	"onair/room"
	"onair/signaling"
)

// Event is a room's event for its members. Entries, exits and the end of the room,
// gifts and likes are made elsewhere; it is false for these, for effects, and for
// a kind that has no message.
func Event(id uint32, s room.State, e room.Event) (*signaling.Event, bool) {
	u := User(e.User)
	available := signaling.AvailableEvent{RoomID: id, UserID: e.User.ID, Available: e.Available}
	switch e.Kind {
	case room.AnchorEntered:
		return signaling.NewEvent(signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: id, User: u, Role: Role(e.Role)}), true
	case room.AnchorLeft:
		return signaling.NewEvent(signaling.EventAnchorExit, signaling.AnchorEvent{RoomID: id, User: u, Role: Role(e.Role)}), true
	case room.VideoAvailable:
		return signaling.NewEvent(signaling.EventUserVideoAvailable, available), true
	case room.AudioAvailable:
		return signaling.NewEvent(signaling.EventUserAudioAvailable, available), true
	case room.InfoChanged:
		return signaling.NewEvent(signaling.EventRoomInfoChanged, signaling.RoomInfoEvent{Room: RoomInfo(s)}), true
	case room.ProfileChanged:
		return signaling.NewEvent(signaling.EventUserProfileChanged, signaling.UserEvent{RoomID: id, User: u}), true
	case room.HostAway:
		return signaling.NewEvent(signaling.EventHostAway, signaling.HostEvent{RoomID: id, UserID: u.UserID, Until: Millis(e.Until)}), true
	case room.HostBack:
		return signaling.NewEvent(signaling.EventHostBack, signaling.HostEvent{RoomID: id, UserID: u.UserID}), true
	}
	return live(id, s, e)
}

// live is Event for co-anchoring, PK and moderation.
func live(id uint32, s room.State, e room.Event) (*signaling.Event, bool) {
	u := User(e.User)
	switch e.Kind {
	case room.JoinRequested:
		return signaling.NewEvent(signaling.EventRequestJoinAnchor, call(id, e)), true
	case room.JoinInvited:
		return signaling.NewEvent(signaling.EventInviteJoinAnchor, call(id, e)), true
	case room.PKRequested:
		return signaling.NewEvent(signaling.EventRequestRoomPK, call(id, e)), true
	case room.CallCancelled:
		return signaling.NewEvent(signaling.EventInvitationCancelled, call(id, e)), true
	case room.CallTimedOut:
		return signaling.NewEvent(signaling.EventInvitationTimeout, timeout(id, s.Owner().ID, e)), true
	case room.JoinAccepted:
		return signaling.NewEvent(signaling.EventAnchorAccepted, answer(id, e)), true
	case room.JoinRejected:
		return signaling.NewEvent(signaling.EventAnchorRejected, answer(id, e)), true
	case room.PKAccepted:
		return signaling.NewEvent(signaling.EventRoomPKAccepted, answer(id, e)), true
	case room.PKRejected:
		return signaling.NewEvent(signaling.EventRoomPKRejected, answer(id, e)), true
	case room.JoinKicked:
		return signaling.NewEvent(signaling.EventKickoutJoinAnchor, signaling.UserEvent{RoomID: id, User: u}), true
	case room.PKEnded:
		return signaling.NewEvent(signaling.EventQuitRoomPK, signaling.QuitPKEvent{RoomID: id, UserID: u.UserID, Reason: e.Reason}), true
	case room.PKChanged, room.PKScored:
		return signaling.NewEvent(signaling.EventPKState, pkState(id, e)), true
	case room.RoleChanged:
		return signaling.NewEvent(signaling.EventRoleChanged, signaling.RoleEvent{RoomID: id, User: u, Role: Role(e.Role), Seat: e.Seat,
			SoundOnly: e.SoundOnly, Admin: e.Admin, Reason: e.Reason}), true
	case room.StageMuted:
		return signaling.NewEvent(signaling.EventAnchorMuted, signaling.StageMutedEvent{RoomID: id, UserID: u.UserID, Video: e.Muted.Video,
			Audio: e.Muted.Audio, By: e.By}), true
	case room.SeatLocked:
		return signaling.NewEvent(signaling.EventSeatLocked, signaling.SeatEvent{RoomID: id, Seat: e.Seat, Locked: e.Available}), true
	case room.ChatMuted:
		return signaling.NewEvent(signaling.EventChatMuted, signaling.MutedEvent{RoomID: id, UserID: u.UserID, Muted: e.Available, Until: Millis(e.Until)}), true
	case room.KickedOut:
		return signaling.NewEvent(signaling.EventKickedOut, signaling.KickedOutEvent{RoomID: id, By: e.By, Banned: e.Available}), true
	case room.BanChanged:
		return signaling.NewEvent(signaling.EventBanned, signaling.BannedEvent{RoomID: id, User: u, Banned: e.Available, By: e.By}), true
	}
	return nil, false
}

func call(id uint32, e room.Event) signaling.CallEvent {
	out := signaling.CallEvent{RoomID: id, CallID: e.Call.ID, Kind: string(e.Call.Kind), User: User(e.User), PeerRoom: e.Peer,
		SoundOnly: e.Call.SoundOnly, CoHost: e.CoHost, Duration: int(e.Duration / time.Second), Until: Millis(e.Call.Until)}
	if k := e.Ask; k != nil {
		out.Join, out.Rematch, out.With = k.Join, k.Rematch, Users(k.With)
	}
	return out
}

func answer(id uint32, e room.Event) signaling.AnswerEvent {
	return signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: User(e.User), PeerRoom: e.Peer, SoundOnly: e.SoundOnly, Reason: e.Reason}
}

func timeout(id uint32, owner string, e room.Event) signaling.TimeoutEvent {
	inviter, invitee := e.Call.User.ID, owner
	if e.Call.Kind == room.CallInvite || e.Call.Kind == room.CallPK && e.Out {
		inviter, invitee = invitee, inviter
	}
	return signaling.TimeoutEvent{RoomID: id, CallID: e.Call.ID, Kind: string(e.Call.Kind), InviterID: inviter, InviteeList: []string{invitee}}
}

func pkState(id uint32, e room.Event) signaling.PKStateEvent {
	out := signaling.PKStateEvent{RoomID: id, PK: PK(id, *e.PK), Ended: e.Reason}
	for _, s := range e.Gone {
		out.Left = append(out.Left, signaling.PKLeft{RoomID: s.Room, User: User(s.User), Reason: e.Why})
	}
	return out
}
