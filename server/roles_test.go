package server

import (
	"fmt"
	"testing"

	"onair/signaling"
)

// TestEveryCommandInEveryWrongRole gives each request as each kind of user. The
// codes are those of owner, co-anchor, viewer and outsider; 0 would be success
// and is tested elsewhere. Refused requests change nothing.
func TestEveryCommandInEveryWrongRole(t *testing.T) {
	const (
		perm, out, bad  = signaling.CodeNoPermission, signaling.CodeNotInRoom, signaling.CodeBadArgument
		gone, none, pk  = signaling.CodeInvitationGone, signaling.CodeNoSuchUser, signaling.CodeNoPK
		onStage, notOn  = signaling.CodeOnStage, signaling.CodeNotOnStage
		co, notInvited  = signaling.CodeCoAnchors, signaling.CodeNotInvited
		noPub, noRoom   = signaling.CodeNotPublishing, signaling.CodeNoSuchRoom
		in, other, took = signaling.CodeAlreadyMember, signaling.CodeInOtherRoom, signaling.CodeRoomTaken
	)
	who := signaling.UserRequest{UserID: "nobody"}
	rows := []struct {
		typ  string
		in   any
		want [4]signaling.Code
	}{
		{signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 7}, [4]signaling.Code{in, in, in, took}},
		{signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8}, [4]signaling.Code{other, other, other, noRoom}},
		{signaling.TypeDestroyRoom, nil, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypeExitRoom, nil, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeSetRoomInfo, signaling.RoomParam{}, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypeGetRoom, nil, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeGetAnchorList, nil, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeGetRoomMemberList, nil, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypePublish, signaling.PublishRequest{SDP: "offer"}, [4]signaling.Code{0, 0, perm, out}},
		{signaling.TypeSetMedia, signaling.MediaFlags{}, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypePlay, signaling.PlayRequest{UserID: "nobody", SDP: "offer"}, [4]signaling.Code{noPub, noPub, noPub, out}},
		{signaling.TypeUnpublish, nil, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeRequestJoinAnchor, nil, [4]signaling.Code{perm, onStage, 0, out}},
		{signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "nobody"}, [4]signaling.Code{none, perm, perm, out}},
		{signaling.TypeCancelJoinAnchor, nil, [4]signaling.Code{gone, gone, gone, out}},
		{signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "nobody", Agree: true}, [4]signaling.Code{gone, notInvited, notInvited, out}},
		{signaling.TypeKickoutJoinAnchor, who, [4]signaling.Code{notOn, perm, perm, out}},
		{signaling.TypeLockSeat, signaling.SeatLock{Seat: 0}, [4]signaling.Code{bad, perm, perm, out}},
		{signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 9, UserID: "dora"}, [4]signaling.Code{co, perm, perm, out}},
		{signaling.TypeCancelRoomPK, nil, [4]signaling.Code{gone, perm, perm, out}},
		{signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "dora", Agree: true}, [4]signaling.Code{gone, perm, perm, out}},
		{signaling.TypeQuitRoomPK, nil, [4]signaling.Code{pk, perm, perm, out}},
		{signaling.TypeKickOut, signaling.KickRequest{UserID: "nobody"}, [4]signaling.Code{none, perm, perm, out}},
		{signaling.TypeBan, who, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypeUnban, who, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypeGetBanned, nil, [4]signaling.Code{0, perm, perm, out}},
		{signaling.TypeMuteChat, signaling.MuteRequest{UserID: "nobody", Mute: true}, [4]signaling.Code{none, perm, perm, out}},
		{signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "nobody", Admin: true}, [4]signaling.Code{none, perm, perm, out}},
		{signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "c"}, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeSendLike, signaling.LikeRequest{Count: 1}, [4]signaling.Code{0, 0, 0, out}},
		{signaling.TypeSendGift, signaling.GiftRequest{Key: "k", GiftID: "rose", Count: 1, ToUser: "nobody"}, [4]signaling.Code{notOn, notOn, notOn, out}},
		{signaling.TypeGetHistory, nil, [4]signaling.Code{0, 0, 0, out}},
	}
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1e6, 1e6 })
	anna, v := s.live(7, "anna", "ben", "carl")
	s.live(9, "dora")
	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	people := [4]*user{anna, v[0], v[1], s.login("alien")}
	before := fmt.Sprintf("%+v", s.rooms.get(7).current())
	tested := map[string]bool{signaling.TypeLogout: true, signaling.TypeSetSelfProfile: true, signaling.TypeGetRoomInfos: true,
		signaling.TypeGetRoomList: true, signaling.TypeWatchRoomList: true, signaling.TypeStopPlay: true,
		signaling.TypeGetGifts: true, signaling.TypeGetWallet: true} // for anybody who is logged in
	for _, row := range rows {
		tested[row.typ] = true
		for i, code := range row.want {
			if code == 0 {
				continue
			}
			people[i].refused(code, row.typ, row.in)
		}
	}
	if after := fmt.Sprintf("%+v", s.rooms.get(7).current()); after != before {
		t.Errorf("refused requests changed the room from\n%s\nto\n%s", before, after)
	}
	for typ := range s.handlers {
		if !tested[typ] {
			t.Errorf("%s is not in the table", typ)
		}
	}
	if _, ok := s.rooms.get(9).current().PKCall(); ok {
		t.Error("a refused request reached the other room")
	}
}
