package server

import (
	"context"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

func TestRealMediaOfCoAnchorAndPeer(t *testing.T) {
	s := startReal(t)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	dora, emil := s.login("dora"), s.login("emil")
	anna.create(1)
	dora.create(2)
	ben.enter(1)
	carl.enter(1)
	emil.enter(2)
	anna.send()
	dora.send()
	carl.sees("anchorEnter anna", "userVideoAvailable anna true")
	emil.sees("anchorEnter dora", "userVideoAvailable dora true")

	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	sent := ben.send()
	carl.sees("anchorEnter ben", "userVideoAvailable ben true")
	gotPictures(carl, carl.watch("ben"))
	gotPictures(anna, anna.watch("ben"))
	anna.must(signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "ben"}, nil)
	carl.sees("userVideoAvailable ben false", "anchorExit ben")
	await.True(t, "the kicked stream's end", func() bool { return s.relay.Stats().Streams == 2 })
	ben.refused(signaling.CodeNoPermission, signaling.TypePublish, signaling.PublishRequest{SDP: "v=0"})
	sent.Close()

	carl.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "dora", SDP: "v=0"})
	startPK(anna, dora, signaling.PKRequest{})
	carl.sees("anchorEnter dora", "userVideoAvailable dora true")
	emil.sees("anchorEnter anna", "userVideoAvailable anna true")
	gotPictures(carl, carl.watch("dora"))
	gotPictures(emil, emil.watch("anna"))
	gotPictures(dora, dora.watch("anna"))
	dora.must(signaling.TypeQuitRoomPK, nil, nil)
	carl.sees("userVideoAvailable dora false", "anchorExit dora")
	await.True(t, "nobody watches the other room", func() bool { return s.relay.Stats().Viewers == 0 })
}

func TestASoundOnlySeatSendsNoPicture(t *testing.T) {
	s := startReal(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(1)
	ben.enter(1)
	anna.must(signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "ben", SoundOnly: true}, nil)
	ben.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	p, err := sfutest.Publish(ctx, sfutest.PublishConfig{}, ben.exchange(""))
	if err == nil { // some clients give up when their picture is answered with no
		defer p.Close()
		anna.sees("anchorEnter ben", "userAudioAvailable ben true")
	}
	anna.must(signaling.TypeGetRoom, nil, nil)
	for _, l := range anna.lines() {
		if l == "userVideoAvailable ben true" {
			t.Error("a picture came")
		}
	}
}
