package server

import (
	"testing"

	"onair/room"
	"onair/signaling"
)

func TestCreatePublishEnterPlayLeaveDestroy(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	snap := anna.create(7)
	if snap.Self.Role != signaling.RoleAnchor || snap.Room.OwnerID != "anna" || snap.Recreated {
		t.Errorf("anna's snapshot: %+v", snap)
	}
	if snap = ben.enter(7); snap.Room.MemberCount != 2 || len(snap.Anchors) != 0 || snap.Self.Role != signaling.RoleAudience {
		t.Errorf("ben's snapshot: %+v", snap)
	}
	anna.expect("audienceEnter ben")
	anna.publish()
	stream := s.stream(7, "anna")
	s.fake().flow(stream, room.Media{Video: true, Audio: true})
	ben.expect("anchorEnter anna", "userVideoAvailable anna true", "userAudioAvailable anna true")

	var sdp signaling.SDPReply
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, &sdp)
	if sdp.SDP != "answer" || s.fake().playing() != 1 {
		t.Errorf("play: %+v, %d streams out", sdp, s.fake().playing())
	}
	ben.must(signaling.TypeExitRoom, nil, nil)
	if s.fake().playing() != 0 {
		t.Error("ben has left and is still sent media")
	}
	anna.expect("audienceEnter ben", "audienceExit ben")

	carl := s.login("carl")
	snap = carl.enter(7)
	if len(snap.Anchors) != 1 || !snap.Anchors[0].Video || !snap.Anchors[0].Audio || !snap.Room.Live {
		t.Errorf("a late viewer's snapshot: %+v", snap)
	}
	anna.must(signaling.TypeSetMedia, signaling.MediaFlags{Video: false, Audio: true}, nil)
	anna.must(signaling.TypeUnpublish, nil, nil)
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	carl.expect("userVideoAvailable anna false", "userAudioAvailable anna false", "anchorExit anna", "roomDestroy owner")
	if s.fake().publishing(stream) {
		t.Error("the relay still takes anna's stream")
	}
	carl.refused(signaling.CodeNotInRoom, signaling.TypeExitRoom, nil)
	carl.refused(signaling.CodeNoSuchRoom, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	anna.create(7)
}
