package liveroom

import (
	"strings"
	"time"

	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/stream"
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
		return OnUserVideoAvailable{in.UserID, in.Available, in.Lost && !in.Available}
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
	signaling.EventOwnStream: to(func(in *signaling.OwnStream, _ string) Event {
		return OnOwnStream{in.RoomID, in.On, string(in.Via), milli(in.Until)}
	}),
	signaling.EventStreamHint: to(func(in *signaling.StreamHint, _ string) Event {
		return OnStreamHint{in.RoomID, string(in.Via), string(in.Code), in.Args}
	}),
	signaling.EventPlayQuality: to(func(in *signaling.PlayQualityEvent, _ string) Event {
		return OnRemoteQuality{in.UserID, stream.QualityOf(*in)}
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

// Role is somebody's standing in a room.
type Role string

// The roles.
const (
	RoleAnchor   Role = "anchor"   // the room's owner
	RoleCoAnchor Role = "coanchor" // a viewer with a seat on stage
	RoleAudience Role = "audience"
	RolePeer     Role = "peer" // the anchor of another room of a PK
)

// DestroyReason is why a room is gone.
type DestroyReason string

// The reasons of OnRoomDestroy.
const (
	DestroyedByOwner  DestroyReason = "destroyed"
	DestroyedHostGone DestroyReason = "timeout" // the anchor did not come back
	DestroyedByServer DestroyReason = "admin"
	DestroyedLost     DestroyReason = "lost" // the server was started again and does not know it
)

// RejectReason is why a request came to nothing.
type RejectReason string

// The reasons of OnAnchorRejected and OnRoomPKRejected.
const (
	RejectedByUser RejectReason = "user" // somebody said no
	RejectedGone   RejectReason = "gone" // the one who was asked left
	RejectedPK     RejectReason = "pk"   // a PK began
	RejectedBusy   RejectReason = "busy" // the other anchor is taken by another PK, or not live
	RejectedFull   RejectReason = "full" // every seat is taken, or the PK has MaxPKRooms
)

// PKEndReason is why a PK ended, or a side of it went.
type PKEndReason string

// The reasons of OnQuitRoomPK, OnPKState and PKLeft.
const (
	PKEndQuit PKEndReason = "quit" // an anchor called QuitRoomPK
	PKEndGone PKEndReason = "gone" // an anchor or a room is gone
)

// words joins the words of one notion on the wire (W) to those of this package (O).
type words[W, O ~string] map[W]O

// of is the word of this package; one of a newer server passes as it is.
func (w words[W, O]) of(wire W) O {
	if own, ok := w[wire]; ok {
		return own
	}
	return O(wire)
}

// The notions that both sides name, each here and nowhere else.
var (
	roles = words[signaling.Role, Role]{
		signaling.RoleAnchor: RoleAnchor, signaling.RoleCoAnchor: RoleCoAnchor,
		signaling.RoleAudience: RoleAudience, signaling.RolePeer: RolePeer,
	}
	destroyReasons = words[signaling.DestroyReason, DestroyReason]{
		signaling.DestroyByOwner: DestroyedByOwner, signaling.DestroyHostGone: DestroyedHostGone,
		signaling.DestroyByServer: DestroyedByServer,
	}
	rejectReasons = words[signaling.RejectReason, RejectReason]{
		signaling.RejectedByUser: RejectedByUser, signaling.RejectedGone: RejectedGone, signaling.RejectedPK: RejectedPK,
		signaling.RejectedBusy: RejectedBusy, signaling.RejectedFull: RejectedFull,
	}
	pkEndReasons = words[signaling.PKReason, PKEndReason]{signaling.PKEndQuit: PKEndQuit, signaling.PKEndGone: PKEndGone}
)

// Seat is a co-anchor's place on stage. A call of ours.
type Seat struct {
	Number    int    // 1, 2, ...
	UserID    string // empty: free
	SoundOnly bool
	Locked    bool
	// MutedAudio, MutedVideo: the anchor has switched it off (MuteAnchor).
	MutedAudio, MutedVideo bool
}

// each is what f makes of each, nil of an empty list.
func each[W, O any](list []W, f func(W) O) (out []O) {
	for _, in := range list {
		out = append(out, f(in))
	}
	return out
}

func usersOf(list []signaling.User) []UserInfo { return each(list, userOf) }

func userOf(u signaling.User) UserInfo {
	return UserInfo{UserID: u.UserID, UserName: u.UserName, UserAvatar: u.AvatarURL}
}

// roomOf translates a room; relative cover addresses are the server's own.
func roomOf(r signaling.RoomInfo, server string) RoomInfo {
	cover := r.CoverURL
	if strings.HasPrefix(cover, "/") {
		cover = server + cover
	}
	return RoomInfo{
		RoomID: r.RoomID, RoomName: r.RoomName, CoverURL: cover,
		OwnerID: r.OwnerID, OwnerName: r.OwnerName, OwnerAvatar: r.OwnerAvatar, MemberCount: r.MemberCount,
		Live: r.Live, HostAway: r.HostAway, CreatedAt: r.CreatedAt, PKRooms: r.PKRooms, CoAnchors: r.CoAnchors,
		CommentsOff: r.CommentsOff, Private: r.Private,
	}
}

func roomsOf(list []signaling.RoomInfo, server string) []RoomInfo {
	out := make([]RoomInfo, 0, len(list))
	for _, r := range list {
		out = append(out, roomOf(r, server))
	}
	return out
}

// milli is a time on the wire; 0 stands for none.
func milli(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func pkOf(in signaling.PKInfo) PK {
	out := PK{ID: in.PKID, CoHost: in.CoHost, Started: milli(in.StartedAt), Deadline: milli(in.Deadline), Over: in.Over, Winner: in.Winner, Round: in.Round}
	for _, s := range in.Sides {
		out.Sides = append(out.Sides, PKSide{RoomID: s.RoomID, User: userOf(s.User), Score: s.Score})
	}
	return out
}

func pkStateOf(in *signaling.PKStateEvent) OnPKState {
	out := OnPKState{PK: pkOf(in.PK), Ended: pkEndReasons.of(in.Ended)}
	for _, l := range in.Left {
		out.Left = append(out.Left, PKLeft{RoomID: l.RoomID, User: userOf(l.User), Reason: pkEndReasons.of(l.Reason)})
	}
	return out
}
