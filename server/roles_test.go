package server

import (
	"fmt"
	"testing"

	"onair/signaling"
)

// Short names of the codes in the table below.
const (
	cPerm, cOut, cBad   = signaling.CodeNoPermission, signaling.CodeNotInRoom, signaling.CodeBadArgument
	cGone, cNone, cNoPK = signaling.CodeInvitationGone, signaling.CodeNoSuchUser, signaling.CodeNoPK
	cOnStage, cNotOn    = signaling.CodeOnStage, signaling.CodeNotOnStage
	cCo, cNotInvited    = signaling.CodeCoAnchors, signaling.CodeNotInvited
	cNoPub, cNoRoom     = signaling.CodeNotPublishing, signaling.CodeNoSuchRoom
	cIn, cOther, cTook  = signaling.CodeAlreadyMember, signaling.CodeInOtherRoom, signaling.CodeRoomTaken
)

// wrongRoles are the requests with the code for owner, co-anchor, viewer and
// outsider; 0 would be success.
var wrongRoles = []struct {
	typ  string
	in   any
	want [4]signaling.Code
}{
	{signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 7}, [4]signaling.Code{cIn, cIn, cIn, cTook}},
	{signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8}, [4]signaling.Code{cOther, cOther, cOther, cNoRoom}},
	{signaling.TypeDestroyRoom, nil, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeExitRoom, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeSetRoomName, signaling.NameRequest{RoomName: "other"}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeSetRoomInfo, signaling.RoomParam{}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeGetRoom, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeGetAnchorList, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeGetRoomMemberList, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypePublish, signaling.PublishRequest{SDP: "offer"}, [4]signaling.Code{0, 0, cPerm, cOut}},
	{signaling.TypeSetMedia, signaling.MediaFlags{}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypePlay, signaling.PlayRequest{UserID: "nobody", SDP: "offer"}, [4]signaling.Code{cNoPub, cNoPub, cNoPub, cOut}},
	{signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "nobody"}, [4]signaling.Code{cNoPub, cNoPub, cNoPub, cOut}},
	{signaling.TypeUnpublish, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeRequestJoinAnchor, nil, [4]signaling.Code{cPerm, cOnStage, 0, cOut}},
	{signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "nobody"}, [4]signaling.Code{cNone, cPerm, cPerm, cOut}},
	{signaling.TypeCancelJoinAnchor, nil, [4]signaling.Code{cGone, cGone, cGone, cOut}},
	{signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "nobody", Agree: true}, [4]signaling.Code{cGone, cNotInvited, cNotInvited, cOut}},
	{signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "nobody"}, [4]signaling.Code{cNotOn, cPerm, cPerm, cOut}},
	{signaling.TypeLockSeat, signaling.SeatLock{Seat: 0}, [4]signaling.Code{cBad, cPerm, cPerm, cOut}},
	{signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 9, UserID: "dora"}, [4]signaling.Code{cCo, cPerm, cPerm, cOut}},
	{signaling.TypeCancelRoomPK, nil, [4]signaling.Code{cGone, cPerm, cPerm, cOut}},
	{signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "dora", Agree: true}, [4]signaling.Code{cGone, cPerm, cPerm, cOut}},
	{signaling.TypeQuitRoomPK, nil, [4]signaling.Code{cNoPK, cPerm, cPerm, cOut}},
	{signaling.TypeKickOut, signaling.KickRequest{UserID: "nobody"}, [4]signaling.Code{cNone, cPerm, cPerm, cOut}},
	{signaling.TypeBan, signaling.UserRequest{UserID: "nobody"}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeUnban, signaling.UserRequest{UserID: "nobody"}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeGetBanned, nil, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeMuteChat, signaling.MuteRequest{UserID: "nobody", Mute: true}, [4]signaling.Code{cNone, cPerm, cPerm, cOut}},
	{signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "nobody", Admin: true}, [4]signaling.Code{cNone, cPerm, cPerm, cOut}},
	{signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "c"}, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeSendLike, signaling.LikeRequest{Count: 1}, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeSendGift, signaling.GiftRequest{Key: "k", GiftID: "rose", Count: 1, ToUser: "nobody"}, [4]signaling.Code{cNotOn, cNotOn, cNotOn, cOut}},
	{signaling.TypeMuteAnchor, signaling.StageMute{UserID: "nobody"}, [4]signaling.Code{cNotOn, cPerm, cPerm, cOut}},
	{signaling.TypeDeleteMessage, signaling.MessageID{MsgID: 99}, [4]signaling.Code{signaling.CodeNoSuchMessage, cPerm, cPerm, cOut}},
	{signaling.TypePinMessage, signaling.MessageID{MsgID: 99}, [4]signaling.Code{signaling.CodeNoSuchMessage, cPerm, cPerm, cOut}},
	{signaling.TypeGetRank, nil, [4]signaling.Code{0, 0, 0, cOut}},
	{signaling.TypeSetPrivate, signaling.PrivateRequest{Private: true}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeGetPrivate, nil, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypeSetComments, signaling.CommentsRequest{Off: true}, [4]signaling.Code{0, cPerm, cPerm, cOut}},
	{signaling.TypePlayAddress, signaling.UserRequest{UserID: "nobody"}, [4]signaling.Code{cNoPub, cNoPub, cNoPub, cOut}},
	{signaling.TypeGetHistory, nil, [4]signaling.Code{0, 0, 0, cOut}},
}

// TestEveryCommandInEveryWrongRole gives each request as each kind of user who
// may not. Refused requests change nothing.
func TestEveryCommandInEveryWrongRole(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1e6, 1e6 })
	anna, v := s.live(7, "anna", "ben", "carl")
	s.live(9, "dora")
	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	people := [4]*user{anna, v[0], v[1], s.login("alien")}
	before := fmt.Sprintf("%+v", s.rooms.Get(7).Current())
	tested := map[string]bool{signaling.TypeLogout: true, signaling.TypeSetSelfProfile: true, signaling.TypeGetRoomInfos: true,
		signaling.TypeGetRoomList: true, signaling.TypeWatchRoomList: true, signaling.TypeStopPlay: true,
		signaling.TypeUnlockRoom: true, signaling.TypeSetBlockedWords: true, signaling.TypeGetBlockedWords: true, signaling.TypeGetGifts: true, signaling.TypeGetWallet: true,
		signaling.TypeFollow: true, signaling.TypeUnfollow: true, signaling.TypeGetFollow: true, signaling.TypeGetFollows: true, signaling.TypeGetFans: true,
		signaling.TypeMakeStreamKey: true, signaling.TypeRevokeStreamKey: true, signaling.TypeStreamKeys: true} // for anybody who is logged in
	for _, row := range wrongRoles {
		tested[row.typ] = true
		for i, code := range row.want {
			if code == 0 {
				continue
			}
			people[i].refused(code, row.typ, row.in)
		}
	}
	if after := fmt.Sprintf("%+v", s.rooms.Get(7).Current()); after != before {
		t.Errorf("refused requests changed the room from\n%s\nto\n%s", before, after)
	}
	for typ := range s.handlers {
		if !tested[typ] {
			t.Errorf("%s is not in the table", typ)
		}
	}
	if len(s.rooms.Get(9).Current().PKCalls()) > 0 {
		t.Error("a refused request reached the other room")
	}
}
