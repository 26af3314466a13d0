package wire

import (
	"onair/room"
	"onair/signaling"
)

// Event is a room's event for its members. Entries and exits, the end of the room,
// gifts and likes are made elsewhere; it is false for these, for effects, and for
// a kind that has no message.
func Event(id uint32, s room.State, e room.Event) (*signaling.Event, bool) {
	for _, tell := range []func(uint32, room.State, room.Event) (string, any){ofRoom, ofStage, ofCalls, ofPK} {
		if typ, data := tell(id, s, e); typ != "" {
			return signaling.NewEvent(typ, data), true
		}
	}
	return nil, false
}

// ofRoom words what is about the room and who is in it.
func ofRoom(id uint32, s room.State, e room.Event) (typ string, data any) {
	switch e := e.(type) {
	case room.InfoChanged:
		return signaling.EventRoomInfoChanged, signaling.RoomInfoEvent{Room: RoomInfo(s)}
	case room.ProfileChanged:
		return signaling.EventUserProfileChanged, signaling.UserEvent{RoomID: id, User: User(e.User)}
	case room.HostAway:
		return signaling.EventHostAway, signaling.HostEvent{RoomID: id, UserID: e.User.ID, Until: Millis(e.Until)}
	case room.HostBack:
		return signaling.EventHostBack, signaling.HostEvent{RoomID: id, UserID: e.User.ID}
	case room.ChatMuted:
		return signaling.EventChatMuted, signaling.MutedEvent{RoomID: id, UserID: e.User.ID, Muted: e.Muted, Until: Millis(e.Until)}
	case room.KickedOut:
		return signaling.EventKickedOut, signaling.KickedOutEvent{RoomID: id, By: e.By, Banned: e.Banned}
	case room.BanChanged:
		return signaling.EventBanned, signaling.BannedEvent{RoomID: id, User: User(e.User), Banned: e.Banned, By: e.By}
	}
	return "", nil
}

// ofStage words what is about who sends.
func ofStage(id uint32, _ room.State, e room.Event) (typ string, data any) {
	switch e := e.(type) {
	case room.AnchorEntered:
		return signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: id, User: User(e.User), Role: Role(e.Role)}
	case room.AnchorLeft:
		return signaling.EventAnchorExit, signaling.AnchorEvent{RoomID: id, User: User(e.User), Role: Role(e.Role)}
	case room.VideoAvailable:
		return signaling.EventUserVideoAvailable, signaling.AvailableEvent{RoomID: id, UserID: e.User.ID, Available: e.Available, Lost: e.Lost}
	case room.AudioAvailable:
		return signaling.EventUserAudioAvailable, signaling.AvailableEvent{RoomID: id, UserID: e.User.ID, Available: e.Available}
	case room.RoleChanged:
		return signaling.EventRoleChanged, signaling.RoleEvent{RoomID: id, User: User(e.User), Role: Role(e.Role), Seat: e.Seat,
			SoundOnly: e.SoundOnly, Admin: e.Admin, Reason: signaling.SeatReason(e.Reason)}
	case room.StageMuted:
		return signaling.EventAnchorMuted, signaling.StageMutedEvent{RoomID: id, UserID: e.User.ID, Video: e.Muted.Video, Audio: e.Muted.Audio, By: e.By}
	case room.SeatLocked:
		return signaling.EventSeatLocked, signaling.SeatEvent{RoomID: id, Seat: e.Seat, Locked: e.Locked}
	}
	return "", nil
}
