package liveroom

import (
	"time"

	"onair/liveroom/internal/stay"
	"onair/signaling"
)

// translations are the events that each kind of the server's becomes; server is the
// address that relative pictures belong to.
var translations = map[string]func(data any, server string) Event{
	signaling.EventAudienceEnter: to(func(in *signaling.UserEvent, _ string) Event { return OnAudienceEnter{userOf(in.User)} }),
	signaling.EventAudienceExit:  to(func(in *signaling.UserEvent, _ string) Event { return OnAudienceExit{userOf(in.User)} }),
	signaling.EventAnchorEnter:   to(func(in *signaling.AnchorEvent, _ string) Event { return OnAnchorEnter{userOf(in.User)} }),
	signaling.EventAnchorExit:    to(func(in *signaling.AnchorEvent, _ string) Event { return OnAnchorExit{userOf(in.User)} }),
	signaling.EventUserVideoAvailable: to(func(in *signaling.AvailableEvent, _ string) Event {
		return OnUserVideoAvailable{in.UserID, in.Available}
	}),
	signaling.EventUserAudioAvailable: to(func(in *signaling.AvailableEvent, _ string) Event {
		return OnUserAudioAvailable{in.UserID, in.Available}
	}),
	signaling.EventRoomDestroy: to(func(in *signaling.RoomDestroyEvent, _ string) Event {
		return OnRoomDestroy{Reason: destroyReasons.of(in.Reason), Summary: summaryOf(in.Summary)}
	}),
	signaling.EventRoomInfoChanged: to(func(in *signaling.RoomInfoEvent, server string) Event {
		return OnRoomInfoChange{roomOf(in.Room, server)}
	}),
	signaling.EventUserProfileChanged: to(func(in *signaling.UserEvent, _ string) Event { return OnUserProfileChange{userOf(in.User)} }),
	signaling.EventRoomListChanged: to(func(in *signaling.RoomListEvent, server string) Event {
		return OnRoomListChange{Changed: roomsOf(in.Changed, server), Removed: in.Removed}
	}),
	signaling.EventFollowLive: to(func(in *signaling.FollowLiveEvent, _ string) Event {
		return OnFollowLive{User: userOf(in.User), RoomID: in.RoomID, RoomName: in.RoomName}
	}),

	signaling.EventRequestJoinAnchor: to(func(in *signaling.CallEvent, _ string) Event {
		return OnRequestJoinAnchor{User: userOf(in.User), CallID: in.CallID, SoundOnly: in.SoundOnly, Until: milli(in.Until)}
	}),
	signaling.EventInviteJoinAnchor: to(func(in *signaling.CallEvent, _ string) Event {
		return OnInviteJoinAnchor{User: userOf(in.User), CallID: in.CallID, SoundOnly: in.SoundOnly, Until: milli(in.Until)}
	}),
	signaling.EventRequestRoomPK: to(func(in *signaling.CallEvent, _ string) Event {
		return OnRequestRoomPK{
			User: userOf(in.User), RoomID: in.PeerRoom, CallID: in.CallID, CoHost: in.CoHost, Duration: time.Duration(in.Duration) * time.Second,
			Until: milli(in.Until), Join: in.Join, Rematch: in.Rematch, With: usersOf(in.With),
		}
	}),
	signaling.EventInvitationCancelled: to(func(in *signaling.CallEvent, _ string) Event {
		return OnInvitationCancelled{CallID: in.CallID, User: userOf(in.User), PK: in.Kind == signaling.CallPK}
	}),
	signaling.EventInvitationTimeout: to(func(in *signaling.TimeoutEvent, _ string) Event {
		return OnInvitationTimeout{CallID: in.CallID, InviterID: in.InviterID, InviteeList: in.InviteeList, PK: in.Kind == signaling.CallPK}
	}),
	signaling.EventAnchorAccepted: to(func(in *signaling.AnswerEvent, _ string) Event {
		return OnAnchorAccepted{UserID: in.User.UserID, SoundOnly: in.SoundOnly}
	}),
	signaling.EventAnchorRejected: to(func(in *signaling.AnswerEvent, _ string) Event {
		return OnAnchorRejected{UserID: in.User.UserID, Reason: rejectReasons.of(in.Reason)}
	}),
	signaling.EventRoomPKAccepted: to(func(in *signaling.AnswerEvent, _ string) Event {
		return OnRoomPKAccepted{UserID: in.User.UserID, RoomID: in.PeerRoom}
	}),
	signaling.EventRoomPKRejected: to(func(in *signaling.AnswerEvent, _ string) Event {
		return OnRoomPKRejected{UserID: in.User.UserID, Reason: rejectReasons.of(in.Reason)}
	}),
	signaling.EventKickoutJoinAnchor: to(func(in *signaling.UserEvent, _ string) Event { return OnKickoutJoinAnchor{User: userOf(in.User)} }),
	signaling.EventRoleChanged: to(func(in *signaling.RoleEvent, _ string) Event {
		return OnRoleChange{
			User: userOf(in.User), Role: roles.of(in.Role), Seat: in.Seat, SoundOnly: in.SoundOnly, Admin: in.Admin, Unused: in.Reason == signaling.RoleUnused,
		}
	}),
	signaling.EventSeatLocked: to(func(in *signaling.SeatEvent, _ string) Event { return OnSeatLock{Seat: in.Seat, Locked: in.Locked} }),
	signaling.EventAnchorMuted: to(func(in *signaling.StageMutedEvent, _ string) Event {
		return OnAnchorMuted{UserID: in.UserID, Audio: in.Audio, Video: in.Video, By: in.By}
	}),
	signaling.EventQuitRoomPK: to(func(in *signaling.QuitPKEvent, _ string) Event {
		return OnQuitRoomPK{UserID: in.UserID, Reason: pkEndReasons.of(in.Reason)}
	}),
	signaling.EventPKState: to(func(in *signaling.PKStateEvent, _ string) Event { return pkStateOf(in) }),

	signaling.EventRecvRoomTextMsg: to(func(in *signaling.MessageEvent, _ string) Event { return OnRecvRoomTextMsg{messageOf(in.Message)} }),
	signaling.EventRecvRoomCustomMsg: to(func(in *signaling.MessageEvent, _ string) Event {
		return OnRecvRoomCustomMsg{Command: in.Cmd, Message: in.Message.Message, User: userOf(in.User)}
	}),
	signaling.EventGift: to(func(in *signaling.MessageEvent, _ string) Event {
		return OnGift{Message: messageOf(in.Message), RoomCoins: in.RoomCoins}
	}),
	signaling.EventLikes: to(func(in *signaling.LikesEvent, _ string) Event {
		return OnLikes{Count: in.Count, Total: in.Total, Users: usersOf(in.Users)}
	}),
	signaling.EventMessageDeleted: to(func(in *signaling.MessageDeletedEvent, _ string) Event {
		return OnMessageDeleted{ID: in.MsgID, UserID: in.UserID}
	}),
	signaling.EventMessagePinned: to(func(in *signaling.MessagePinnedEvent, _ string) Event {
		return OnMessagePinned{Message: pinnedOf(in.Message), UserID: in.UserID}
	}),
	signaling.EventChatMuted: to(func(in *signaling.MutedEvent, _ string) Event {
		return OnChatMute{UserID: in.UserID, Muted: in.Muted, Until: milli(in.Until)}
	}),
	signaling.EventBanned: to(func(in *signaling.BannedEvent, _ string) Event {
		return OnBanned{User: userOf(in.User), Banned: in.Banned, By: in.By}
	}),
	signaling.EventKickedOut: to(func(in *signaling.KickedOutEvent, _ string) Event { return OnKickedOut{By: in.By, Banned: in.Banned} }),
}

// to makes a translation of one for data of its type; other data becomes nothing.
func to[T any](f func(in *T, server string) Event) func(any, string) Event {
	return func(data any, server string) Event {
		if in, ok := data.(*T); ok {
			return f(in, server)
		}
		return nil
	}
}

// translate is what listeners are told; what has no translation is left out and logged.
func (r *LiveRoom) translate(told []stay.Told) []Event {
	server := r.session.Server()
	var out []Event
	for _, t := range told {
		if of := translations[t.Kind]; of != nil {
			if e := of(t.Data, server); e != nil {
				out = append(out, e)
				continue
			}
		}
		r.log.Error("event without a translation", "type", t.Kind)
	}
	return out
}
