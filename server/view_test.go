package server

import (
	"slices"
	"strings"
	"testing"

	"onair/server/sfu"
	"onair/signaling"
)

// TestAViewerSaysWhatItShows: with the first request and while it plays; it is told what it
// gets, as long as it plays.
func TestAViewerSaysWhatItShows(t *testing.T) {
	s := start(t)
	_, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	stream := s.stream(7, "anna")
	small := signaling.PlayWish{View: signaling.PlayView{Width: 320, Height: 180}}
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer", PlayWish: small}, nil)
	view, told := s.fake().shown(stream, "ben")
	if view != (sfu.View{Width: 320, Height: 180}) {
		t.Errorf("the relay was told %+v", view)
	}
	ben.must(signaling.TypeSetPlay, signaling.SetPlayRequest{
		UserID: "anna", PlayWish: signaling.PlayWish{View: signaling.PlayView{Hidden: true}, Quality: signaling.QualitySound},
	}, nil)
	if view, _ := s.fake().shown(stream, "ben"); view != (sfu.View{Hidden: true, Quality: sfu.SoundOnly}) {
		t.Errorf("then %+v", view)
	}
	told(sfu.Picture{Layer: sfu.Layer{Width: 640, Height: 360}, Why: sfu.WhyLine, Layers: []sfu.Layer{{Height: 720}, {Height: 360}, {}}})
	ben.sees("playQuality anna")
	var got signaling.PlayQualityEvent
	ben.mu.Lock()
	err := ben.envs[len(ben.envs)-1].Decode(&got)
	ben.mu.Unlock()
	if err != nil || got.RoomID != 7 || got.Width != 640 || got.Height != 360 || got.Why != "line" || !slices.Equal(got.Layers, []int{720, 360}) {
		t.Errorf("told %+v, %v", got, err)
	}

	carl.refused(signaling.CodeNotPublishing, signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna"})
	if _, played := s.fake().shown(stream, "carl"); played != nil {
		t.Error("carl plays")
	}
	for _, wrong := range []signaling.PlayWish{
		{Quality: -2}, {Quality: 20000}, {View: signaling.PlayView{Width: -1}}, {View: signaling.PlayView{Height: 20000}},
	} {
		ben.refused(signaling.CodeBadArgument, signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna", PlayWish: wrong})
		ben.refused(signaling.CodeBadArgument, signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer", PlayWish: wrong})
	}

	ben.must(signaling.TypeStopPlay, signaling.UserRequest{UserID: "anna"}, nil)
	told(sfu.Picture{})
	ben.must(signaling.TypeExitRoom, nil, nil)
	ben.enter(7)
	n := 0
	for _, l := range ben.lines() {
		if l == "playQuality anna" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("told %d times, once while it played", n)
	}
}

// TestWhatIsShownIsHeldToItsRate: a stage of many pictures may go out of sight at once; somebody
// who goes on and on is refused, and others are not.
func TestWhatIsShownIsHeldToItsRate(t *testing.T) {
	s := start(t)
	_, v := s.live(7, "anna", "ben", "carl")
	for _, who := range v {
		who.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, nil)
	}
	said, err := 0, error(nil)
	for ; said < 55 && err == nil; said++ { // fewer than messages of all kinds at once
		wish := signaling.PlayWish{View: signaling.PlayView{Hidden: said%2 == 0}}
		err = v[0].Call(t.Context(), signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna", PlayWish: wish}, nil)
	}
	if signaling.CodeOf(err) != signaling.CodeTooFast || !strings.Contains(err.Error(), "shown changes too often") || said <= 37 {
		t.Errorf("after %d times: %v", said, err)
	}
	v[1].must(signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna"}, nil)
}
