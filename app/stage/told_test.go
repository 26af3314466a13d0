package stage

import (
	"time"

	"onair/liveroom"
)

var (
	noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	bob  = liveroom.UserInfo{UserID: "bob", UserName: "Bob"}
	me   = liveroom.UserInfo{UserID: "me"}
	pk   = liveroom.PK{Started: noon, Deadline: noon.Add(time.Minute), Sides: []liveroom.PKSide{{RoomID: 1, User: me}, {RoomID: 7, User: bob}}}
)

func pkOver() liveroom.PK { p := pk; p.Over = true; return p }

// roomTells is one of each event of a room.
var roomTells = []liveroom.Event{
	liveroom.OnRequestJoinAnchor{User: bob}, liveroom.OnInviteJoinAnchor{User: bob}, liveroom.OnAnchorAccepted{UserID: "bob"},
	liveroom.OnAnchorRejected{UserID: "bob", Reason: "user"}, liveroom.OnKickoutJoinAnchor{User: bob},
	liveroom.OnRoleChange{User: bob, Role: "coanchor"}, liveroom.OnSeatLock{Seat: 1, Locked: true},
	liveroom.OnInvitationTimeout{InviterID: "bob"}, liveroom.OnInvitationCancelled{User: bob}, liveroom.OnAnchorMuted{UserID: "me", Audio: true},
	liveroom.OnRequestRoomPK{User: bob, RoomID: 7}, liveroom.OnRoomPKAccepted{UserID: "bob", RoomID: 7}, liveroom.OnRoomPKRejected{UserID: "bob"},
	liveroom.OnQuitRoomPK{UserID: "bob"}, liveroom.OnPKState{PK: pk}, liveroom.OnRoomDestroy{Reason: "destroyed"},
	liveroom.OnAnchorEnter{User: bob}, liveroom.OnAnchorExit{User: bob}, liveroom.OnUserVideoAvailable{UserID: "host"},
	liveroom.OnPlayWay{UserID: "host", CDN: true}, liveroom.OnRemoteQuality{UserID: "host", RemoteQuality: liveroom.RemoteQuality{Height: 360}}, liveroom.OnUserAudioAvailable{UserID: "host"}, liveroom.OnFirstVideoFrame{UserID: "host"}, liveroom.OnUserProfileChange{User: liveroom.UserInfo{UserID: "host", UserName: "Anew"}},
	liveroom.OnAudienceEnter{User: bob}, liveroom.OnAudienceExit{User: bob}, liveroom.OnKickedOut{By: "host"}, liveroom.OnBanned{User: bob, Banned: true},
	liveroom.OnRecvRoomTextMsg{Message: hello}, liveroom.OnLikes{Count: 1, Total: 1}, liveroom.OnChatMute{UserID: "me", Muted: true},
	liveroom.OnMessageDeleted{ID: 4}, liveroom.OnMessagePinned{Message: &hello},
	liveroom.OnGift{Message: liveroom.Message{ID: 6, User: bob, Gift: &liveroom.GiftGiven{Gift: liveroom.Gift{ID: "rose", Grand: true}, Count: 1, Coins: 1}}, RoomCoins: 1},
	liveroom.OnRoomInfoChange{Room: liveroom.RoomInfo{RoomID: 1, RoomName: "old"}},
}
