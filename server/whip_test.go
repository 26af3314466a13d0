package server

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// program is a client of WHIP or WHEP.
type program struct {
	s     *testServer
	token string
	at    string      // of its session
	last  http.Header // of the answer
}

// ask makes a request; body and answer are texts.
func (p *program) ask(ctx context.Context, method, path, kind, body string, header ...string) (int, string) {
	p.s.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, "http://"+p.s.Addr()+path, strings.NewReader(body))
	if err != nil {
		p.s.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	p.last = resp.Header
	return resp.StatusCode, string(b)
}

// offer gives offers to an address.
func (p *program) offer(path string, header ...string) sfutest.Exchange {
	return func(ctx context.Context, sdp string) (string, error) {
		status, answer := p.ask(ctx, http.MethodPost, path, "application/sdp", sdp, header...)
		if status != http.StatusCreated {
			return "", fmt.Errorf("%d %s", status, answer)
		}
		p.at = p.last.Get("Location")
		return answer, nil
	}
}

// key makes a user a stream key.
func (s *testServer) streamKey(user string, room uint32) string {
	s.t.Helper()
	text, _, err := s.keys.Make(s.t.Context(), user, room)
	if err != nil {
		s.t.Fatal(err)
	}
	return text
}

// sends has a program send a user's stream.
func (s *testServer) sends(key, path string) (*program, *sfutest.Publisher) {
	s.t.Helper()
	p := &program{s: s, token: key}
	sent, err := sfutest.Publish(s.t.Context(), sfutest.PublishConfig{}, p.offer(path))
	if err != nil {
		s.t.Fatalf("WHIP: %v", err)
	}
	s.t.Cleanup(sent.Close)
	return p, sent
}

// plays has a program watch.
func (s *testServer) plays(token, path string, header ...string) (*program, *sfutest.Viewer) {
	s.t.Helper()
	p := &program{s: s, token: token}
	v, err := sfutest.Play(s.t.Context(), sfutest.PlayConfig{}, p.offer(path, header...))
	if err != nil {
		s.t.Fatalf("WHEP: %v", err)
	}
	s.t.Cleanup(v.Close)
	return p, v
}

func (s *testServer) pictures(v *sfutest.Viewer) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	start := v.Count().Distinct
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.Distinct > start+20 }); err != nil {
		s.t.Fatalf("no picture: %v, %+v", err, v.Count())
	}
}

// TestAProgramGoesLiveAndTheAppTakesPart: a stream comes in by WHIP with nobody there,
// is watched by WHEP and by a client, the app comes as its control room, goes, and the
// program ends.
func TestAProgramGoesLiveAndTheAppTakesPart(t *testing.T) {
	s := startReal(t)
	ben := s.login("ben")
	ben.must(signaling.TypeWatchRoomList, signaling.WatchRequest{On: true}, nil)
	obs, _ := s.sends(s.streamKey("anna", 0), "/whip")
	id := s.rooms.States()[0].ID()
	if id < 2_000_000_000 {
		t.Errorf("her own room is %d", id)
	}
	snap := ben.enter(id)
	if snap.Room.RoomName != "anna's live" || snap.Room.OwnerID != "anna" {
		t.Errorf("%+v", snap.Room)
	}
	gotPictures(ben, ben.watch("anna"))
	path := fmt.Sprint("/whep/", id)
	player, v := s.plays("", path)
	s.pictures(v)
	await.True(t, "three members", func() bool { return s.rooms.State(id).Len() == 3 })
	lines := len(ben.lines())

	anna := s.login("anna") // the app, as the control room
	if own := anna.Session().OwnStream; own == nil || own.RoomID != id || !own.On || own.Via != signaling.DoorWHIP || anna.Session().RoomID != 0 {
		t.Errorf("%+v", anna.Session())
	}
	anna.refused(signaling.CodeNotInRoom, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "not yet"})
	snap = anna.enter(id)
	if snap.Self.Role != signaling.RoleAnchor || snap.OwnStream == nil || !snap.OwnStream.On {
		t.Errorf("%+v", snap)
	}
	anna.refused(signaling.CodeOtherProgram, signaling.TypePublish, signaling.PublishRequest{SDP: "v=0"})
	anna.refused(signaling.CodeOtherProgram, signaling.TypeSetMedia, signaling.MediaFlags{})
	anna.must(signaling.TypeUnpublish, nil, nil)
	anna.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hello"}, nil)
	again := s.login("anna") // elsewhere: the older app is out, the stream goes on
	anna.sees("kickedOffline loginElsewhere")
	again.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: id, RoomParam: signaling.RoomParam{RoomName: "Evening"}}, &snap)
	if snap.Room.RoomName != "Evening" || len(snap.Anchors) != 1 {
		t.Errorf("%+v", snap)
	}
	again.must(signaling.TypeExitRoom, nil, nil)
	again.must(signaling.TypeLogout, nil, nil)
	s.pictures(v)
	for _, l := range ben.lines()[lines:] {
		if !strings.HasPrefix(l, "recvRoomTextMsg") && !strings.HasPrefix(l, "roomInfoChanged") && !strings.HasPrefix(l, "roomListChanged") && !strings.HasPrefix(l, "playQuality") {
			t.Errorf("the viewer noticed: %s", l)
		}
	}

	if status, _ := player.ask(t.Context(), http.MethodDelete, player.at, "", ""); status != 200 {
		t.Errorf("DELETE: %d", status)
	}
	await.True(t, "the player has left", func() bool { return s.rooms.State(id).Len() == 2 })
	if status, _ := obs.ask(t.Context(), http.MethodDelete, obs.at, "", ""); status != 200 {
		t.Errorf("DELETE: %d", status)
	}
	ben.sees("hostAway anna", "anchorExit anna")
	obs, _ = s.sends(s.streamKey("anna", 0), "/whip")
	ben.sees("hostBack anna", "anchorEnter anna", "userVideoAvailable anna true")
	if name := s.rooms.State(id).Info().Name; name != "Evening" {
		t.Errorf("the room is %q", name)
	}
	_, body := obs.ask(t.Context(), http.MethodDelete, obs.at+"x", "", "")
	if !strings.Contains(body, `"code":30006`) {
		t.Errorf("another session's address: %s", body)
	}
}

// TestTheAppIsThereBeforeTheProgram: the stream of a program becomes the anchor's in the
// place of the app's own; it may break off and come back; its key is revoked.
func TestTheAppIsThereBeforeTheProgram(t *testing.T) {
	s := startReal(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(7)
	ben.enter(7)
	anna.send()
	ben.sees("anchorEnter anna", "userVideoAvailable anna true")
	key := s.streamKey("anna", 7)
	_, sent := s.sends(key, "/whip/7")
	anna.sees("ownStream whip true")
	gotPictures(ben, ben.watch("anna"))
	ben.must(signaling.TypeStopPlay, signaling.UserRequest{UserID: "anna"}, nil)
	sent.Close() // as a program that is killed
	anna.sees("ownStream whip false")
	s.sends(key, "/whip")
	anna.sees("ownStream whip true")
	gotPictures(ben, ben.watch("anna"))
	for _, l := range ben.lines() {
		if strings.HasPrefix(l, "anchorExit") || strings.HasPrefix(l, "hostAway") {
			t.Errorf("viewers saw %s", l)
		}
	}
	anna.must(signaling.TypeRevokeStreamKey, nil, nil)
	anna.sees("ownStream whip false")
	await.True(t, "nothing comes in", func() bool { return s.relay.Stats().Streams == 0 })
	if _, body := (&program{s: s, token: key}).ask(t.Context(), "POST", "/whip", "application/sdp", "v=0"); !strings.Contains(body, `"code":30051`) {
		t.Errorf("a revoked key: %s", body)
	}
	anna.send() // the app's own camera again
	anna.must(signaling.TypeDestroyRoom, nil, nil)
}

// restart patches a program's session as its ICE begins anew.
func (p *program) restart(ctx context.Context, own sfutest.Credentials) (sfutest.Credentials, error) {
	frag := "a=ice-ufrag:" + own.Ufrag + "\r\na=ice-pwd:" + own.Pwd + "\r\n"
	before := p.last.Get("ETag")
	status, body := p.ask(ctx, http.MethodPatch, p.at, "application/trickle-ice-sdpfrag", frag, "If-Match", "*")
	if status != http.StatusOK || p.last.Get("ETag") == before || !strings.Contains(body, "a=candidate:") {
		return sfutest.Credentials{}, fmt.Errorf("%d %s", status, body)
	}
	return sfutest.CredentialsIn(body)
}

func TestICEBeginsAnewByPatch(t *testing.T) {
	s := startReal(t)
	obs, sent := s.sends(s.streamKey("anna", 5), "/whip/5")
	player, v := s.plays("", "/whep/5")
	s.pictures(v)
	if err := sent.Restart(t.Context(), obs.restart); err != nil {
		t.Fatal(err)
	}
	s.pictures(v)
	if err := v.Restart(t.Context(), player.restart); err != nil {
		t.Fatal(err)
	}
	s.pictures(v)
	frag := "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n"
	for _, c := range []struct {
		kind, body string
		header     []string
		want       int
	}{
		{"application/trickle-ice-sdpfrag", frag, nil, http.StatusPreconditionRequired},
		{"application/trickle-ice-sdpfrag", frag, []string{"If-Match", `"old"`}, http.StatusPreconditionFailed},
		{"application/trickle-ice-sdpfrag", frag, []string{"If-Match", player.last.Get("ETag")}, http.StatusUnprocessableEntity},
		{"application/trickle-ice-sdpfrag", "a=ice-ufrag:x", []string{"If-Match", "*"}, http.StatusBadRequest},
		{"application/sdp", frag, []string{"If-Match", "*"}, http.StatusUnsupportedMediaType},
		{"application/trickle-ice-sdpfrag", frag + strings.Repeat("a=x\r\n", 5000), []string{"If-Match", "*"}, http.StatusRequestEntityTooLarge},
	} {
		p := *player
		if status, body := p.ask(t.Context(), http.MethodPatch, player.at, c.kind, c.body, c.header...); status != c.want {
			t.Errorf("%s %q: %d %s", c.kind, c.header, status, body)
		}
	}
}
