package liveroom

import "onair/signaling"

// signals are the handlers of every kind of event of the server; they run with r.mu
// held.
var signals = map[string]func(*LiveRoom, *signaling.Envelope) error{
	signaling.EventAudienceEnter: func(r *LiveRoom, e *signaling.Envelope) error {
		return r.audienceLocked(e, func(u UserInfo) Event { return OnAudienceEnter{u} })
	},
	signaling.EventAudienceExit: func(r *LiveRoom, e *signaling.Envelope) error {
		return r.audienceLocked(e, func(u UserInfo) Event { return OnAudienceExit{u} })
	},
	signaling.EventAnchorEnter:        (*LiveRoom).anchorEnterLocked,
	signaling.EventAnchorExit:         (*LiveRoom).anchorExitLocked,
	signaling.EventUserVideoAvailable: (*LiveRoom).videoAvailableLocked,
	signaling.EventUserAudioAvailable: (*LiveRoom).audioAvailableLocked,
	signaling.EventRoomDestroy:        (*LiveRoom).roomDestroyLocked,
	signaling.EventRoomInfoChanged:    (*LiveRoom).roomInfoLocked,
	signaling.EventHostAway:           (*LiveRoom).hostLocked,
	signaling.EventHostBack:           (*LiveRoom).hostLocked,
	signaling.EventUserProfileChanged: (*LiveRoom).profileLocked,
	signaling.EventRoomListChanged:    (*LiveRoom).roomListLocked,
	signaling.EventFollowLive:         (*LiveRoom).followLiveLocked,

	signaling.EventRequestJoinAnchor:   (*LiveRoom).callLocked,
	signaling.EventInviteJoinAnchor:    (*LiveRoom).callLocked,
	signaling.EventRequestRoomPK:       (*LiveRoom).callLocked,
	signaling.EventInvitationCancelled: (*LiveRoom).callLocked,
	signaling.EventAnchorAccepted:      (*LiveRoom).answerLocked,
	signaling.EventAnchorRejected:      (*LiveRoom).answerLocked,
	signaling.EventRoomPKAccepted:      (*LiveRoom).answerLocked,
	signaling.EventRoomPKRejected:      (*LiveRoom).answerLocked,
	signaling.EventInvitationTimeout: translate(func(in *signaling.TimeoutEvent) (uint32, Event) {
		return in.RoomID, OnInvitationTimeout{CallID: in.CallID, InviterID: in.InviterID, InviteeList: in.InviteeList, PK: in.Kind == signaling.CallPK}
	}),
	signaling.EventQuitRoomPK: translate(func(in *signaling.QuitPKEvent) (uint32, Event) {
		return in.RoomID, OnQuitRoomPK{UserID: in.UserID, Reason: pkEndReasons.of(in.Reason)}
	}),
	signaling.EventRecvRoomTextMsg: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnRecvRoomTextMsg{messageOf(in.Message)}
	}),
	signaling.EventRecvRoomCustomMsg: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnRecvRoomCustomMsg{Command: in.Cmd, Message: in.Message.Message, User: userOf(in.User)}
	}),
	signaling.EventGift: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnGift{Message: messageOf(in.Message), RoomCoins: in.RoomCoins}
	}),
	signaling.EventLikes: translate(func(in *signaling.LikesEvent) (uint32, Event) {
		out := OnLikes{Count: in.Count, Total: in.Total}
		for _, u := range in.Users {
			out.Users = append(out.Users, userOf(u))
		}
		return in.RoomID, out
	}),
	signaling.EventSeatLocked:  (*LiveRoom).seatLockLocked,
	signaling.EventAnchorMuted: (*LiveRoom).anchorMutedLocked,
	signaling.EventChatMuted: translate(func(in *signaling.MutedEvent) (uint32, Event) {
		return in.RoomID, OnChatMute{UserID: in.UserID, Muted: in.Muted, Until: milli(in.Until)}
	}),
	signaling.EventMessageDeleted: (*LiveRoom).deletedLocked,
	signaling.EventMessagePinned:  (*LiveRoom).pinnedLocked,
	signaling.EventBanned: translate(func(in *signaling.BannedEvent) (uint32, Event) {
		return in.RoomID, OnBanned{User: userOf(in.User), Banned: in.Banned, By: in.By}
	}),
	signaling.EventKickoutJoinAnchor: (*LiveRoom).seatLostLocked,
	signaling.EventRoleChanged:       (*LiveRoom).roleLocked,
	signaling.EventPKState:           (*LiveRoom).pkLocked,
	signaling.EventKickedOut:         (*LiveRoom).kickedOutLocked,
}

// translate makes a handler of a pure translation; events of a room that was
// left are dropped.
func translate[T any](to func(*T) (room uint32, e Event)) func(*LiveRoom, *signaling.Envelope) error {
	return func(r *LiveRoom, env *signaling.Envelope) error {
		in := new(T)
		if err := env.Decode(in); err != nil {
			return err
		}
		room, e := to(in)
		if v := r.visit; v != nil && v.room.RoomID == room {
			r.events.Post(v.number, e)
		}
		return nil
	}
}
