package server

import (
	"context"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// exchange gives offers to the server in the user's name.
func (u *user) exchange(watch string) sfutest.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		var out signaling.SDPReply
		typ, in := signaling.TypePublish, any(signaling.PublishRequest{SDP: offer, MediaFlags: signaling.MediaFlags{Video: true, Audio: true}})
		if watch != "" {
			typ, in = signaling.TypePlay, signaling.PlayRequest{UserID: watch, SDP: offer}
		}
		err := u.Call(ctx, typ, in, &out)
		return out.SDP, err
	}
}

func (u *user) send() *sfutest.Publisher {
	u.t.Helper()
	p, err := sfutest.Publish(u.t.Context(), sfutest.PublishConfig{}, u.exchange(""))
	if err != nil {
		u.t.Fatalf("%s publishes: %v", u.id, err)
	}
	u.t.Cleanup(p.Close)
	return p
}

func (u *user) watch(whom string) *sfutest.Viewer {
	u.t.Helper()
	v, err := sfutest.Play(u.t.Context(), sfutest.PlayConfig{}, u.exchange(whom))
	if err != nil {
		u.t.Fatalf("%s plays %s: %v", u.id, whom, err)
	}
	u.t.Cleanup(v.Close)
	return v
}

func gotPictures(u *user, v *sfutest.Viewer) {
	u.t.Helper()
	ctx, cancel := context.WithTimeout(u.t.Context(), patience)
	defer cancel()
	start := v.Count().Distinct
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.Distinct > start+20 }); err != nil {
		u.t.Fatalf("%s gets no picture: %v, %+v", u.id, err, v.Count())
	}
}

func TestRealMediaFromAnchorToViewer(t *testing.T) {
	s := startReal(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(11)
	ben.enter(11)
	if err := ben.Call(t.Context(), signaling.TypePublish, signaling.PublishRequest{SDP: "v=0"}, nil); signaling.CodeOf(err) != signaling.CodeNoPermission {
		t.Errorf("a viewer without a seat publishes: %v", err)
	}
	ben.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "v=0"})
	anna.refused(signaling.CodeMediaRefused, signaling.TypePublish, signaling.PublishRequest{SDP: "nonsense"})

	p := anna.send()
	ben.sees("anchorEnter anna", "userVideoAvailable anna true")
	ben.sees("anchorEnter anna", "userAudioAvailable anna true")
	v := ben.watch("anna")
	gotPictures(ben, v)

	p.Mute(true)
	ben.sees("userVideoAvailable anna true", "userVideoAvailable anna false")
	p.Mute(false)
	ben.sees("userVideoAvailable anna false", "userVideoAvailable anna true")
	gotPictures(ben, v)

	p2 := anna.send() // the media came anew, as after a loss
	ben.sees("userVideoAvailable anna true", "userVideoAvailable anna false", "userVideoAvailable anna true", "userVideoAvailable anna false", "userVideoAvailable anna true")
	v2 := ben.watch("anna")
	gotPictures(ben, v2)
	entered := 0
	for _, l := range ben.lines() {
		if l == "anchorEnter anna" {
			entered++
		}
	}
	if entered != 1 {
		t.Errorf("anchorEnter came %d times", entered)
	}
	if st := s.relay.Stats(); st.Streams != 1 || st.Viewers != 1 {
		t.Errorf("relay: %d streams, %d viewers", st.Streams, st.Viewers)
	}

	ben.must(signaling.TypeExitRoom, nil, nil)
	await.True(t, "no viewer left", func() bool { return s.relay.Stats().Viewers == 0 })
	carl := s.login("carl")
	carl.enter(11)
	p2.Close() // the link goes, with no word to the server
	carl.sees("userVideoAvailable anna false")
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	carl.sees("userVideoAvailable anna false", "roomDestroy owner")
	await.True(t, "no stream left", func() bool { return s.relay.Stats().Streams == 0 })
}

// Whoever plays a stream whose pictures come in another order than they are shown in is
// told, by WebRTC and by HLS; of others nobody is.
func TestAViewerIsToldOfPicturesInAnotherOrder(t *testing.T) {
	s := start(t)
	for i, name := range []string{"anna", "reordered"} {
		host, viewer, id := s.login(name), s.login("viewer-"+name), uint32(i+1)
		host.create(id)
		host.must(signaling.TypePublish, signaling.PublishRequest{SDP: "offer", MediaFlags: signaling.MediaFlags{Video: true, Audio: true}}, nil)
		viewer.enter(id)
		var played signaling.SDPReply
		var address signaling.PlayAddress
		viewer.must(signaling.TypePlay, signaling.PlayRequest{UserID: name, SDP: "offer"}, &played)
		viewer.must(signaling.TypePlayAddress, signaling.UserRequest{UserID: name}, &address)
		if want := name == "reordered"; played.Reordered != want || address.Reordered != want {
			t.Errorf("%s: told %v and %v, not %v", name, played.Reordered, address.Reordered, want)
		}
	}
}
