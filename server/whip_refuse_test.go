package server

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// TestWhoMayNotSendOrWatch is every refusal of WHIP and WHEP that needs no media; none
// of them leaves a member, a room or a session behind.
func TestWhoMayNotSendOrWatch(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MaxMembers = 4; c.Limits.LoginRate = 1000; c.Limits.MaxRooms = 3 })
	anna, _ := s.live(7, "anna", "ben", "carl")
	dora := s.login("dora")
	dora.create(8)
	var door signaling.PrivateInfo
	dora.must(signaling.TypeSetPrivate, signaling.PrivateRequest{Private: true, Passcode: "open sesame"}, &door)
	dora.publish()
	anna.must(signaling.TypeBan, signaling.UserRequest{UserID: "emil"}, nil)
	revoked := s.streamKey("fred", 0)
	if _, err := (keyDesk{keys: s.keys, gates: s.gates}).revokeKey(t.Context(), s.sessions.New("fred", s.people.Profile(t.Context(), "fred"), nil), signaling.StreamKeyRevocation{}); err != nil {
		t.Fatal(err)
	}
	const sdp, kind = "v=0\r\n", "application/sdp"
	emil := "emil." + s.sig("emil")
	before := fmt.Sprint(s.rooms.State(7).Len(), s.rooms.State(8).Len(), len(s.rooms.States()), s.sessions.Count())
	for _, c := range []struct {
		what, token, method, path, kind, body string
		header                                []string
		status                                int
		code                                  signaling.Code
	}{
		{"no key", "", "POST", "/whip", kind, sdp, nil, 401, signaling.CodeStreamKey},
		{"a wrong key", strings.Repeat("a", 40), "POST", "/whip", kind, sdp, nil, 401, signaling.CodeStreamKey},
		{"a revoked key", revoked, "POST", "/whip", kind, sdp, nil, 401, signaling.CodeStreamKey},
		{"a session's token", s.sessions.Get("anna").Token(), "POST", "/whip/7", kind, sdp, nil, 401, signaling.CodeStreamKey},
		{"a key for another room", s.streamKey("gina", 9), "POST", "/whip/7", kind, sdp, nil, 401, signaling.CodeStreamKey},
		{"somebody else's room", s.streamKey("gina", 0), "POST", "/whip/7", kind, sdp, nil, 403, signaling.CodeNoPermission},
		{"a viewer without a seat", s.streamKey("ben", 0), "POST", "/whip", kind, sdp, nil, 403, signaling.CodeNoPermission},
		{"one who is banned, there", s.streamKey("emil", 7), "POST", "/whip", kind, sdp, nil, 403, signaling.CodeNoPermission},
		{"a user in another room", s.streamKey("anna", 0), "POST", "/whip/9", kind, sdp, nil, 409, signaling.CodeInOtherRoom},
		{"bad media in a new room", s.streamKey("hugo", 0), "POST", "/whip", kind, sdp, nil, 400, signaling.CodeMediaRefused},
		{"not SDP", s.streamKey("gina", 0), "POST", "/whip", kind, "hello", nil, 400, signaling.CodeBadArgument},
		{"another type", s.streamKey("gina", 0), "POST", "/whip", "application/json", sdp, nil, 415, signaling.CodeMalformed},
		{"too long", s.streamKey("gina", 0), "POST", "/whip", kind, sdp + strings.Repeat("a=x\r\n", 1<<14), nil, 413, signaling.CodeTooLarge},
		{"a room that is no number", "", "POST", "/whip/7x", kind, sdp, nil, 404, signaling.CodeBadRoom},
		{"a path", "", "POST", "/whip/../7", kind, sdp, nil, 404, signaling.CodeBadRoom},
		{"an escaped path", "", "POST", "/whip/7%2f..", kind, sdp, nil, 404, signaling.CodeBadRoom},
		{"room 0", "", "POST", "/whep/0", kind, sdp, nil, 404, signaling.CodeBadRoom},
		{"no room", "", "POST", "/whep/", kind, sdp, nil, 404, signaling.CodeBadRoom},
		{"GET", "", "GET", "/whip", "", "", nil, 405, signaling.CodeBadArgument},
		{"GET of a live to watch", "", "GET", "/whep/7", "", "", nil, 405, signaling.CodeBadArgument},
		{"PUT of a session", "", "PUT", "/whip/session/x", "", "", nil, 405, signaling.CodeBadArgument},
		{"nobody's session", "", "DELETE", "/whep/session/x", "", "", nil, 404, signaling.CodeSessionGone},
		{"a session's path", "", "DELETE", "/whep/session/../x", "", "", nil, 404, signaling.CodeBadRoom},

		{"no such room", "", "POST", "/whep/99", kind, sdp, nil, 404, signaling.CodeNoSuchRoom},
		{"nobody's stream", "", "POST", "/whep/7?user=nobody", kind, sdp, nil, 409, signaling.CodeNotPublishing},
		{"a user that is a path", "", "POST", "/whep/7?user=..%2f8%2fdora", kind, sdp, nil, 409, signaling.CodeNotPublishing},
		{"a user of a thousand letters", "", "POST", "/whep/7?user=" + strings.Repeat("u", 1000), kind, sdp, nil, 400, signaling.CodeBadArgument},
		{"nothing to answer", "", "POST", "/whep/7", kind, "", nil, 400, signaling.CodeBadArgument},
		{"no type", "", "POST", "/whep/7", "", sdp, nil, 415, signaling.CodeMalformed},
		{"too long for a viewer", "", "POST", "/whep/7", kind, sdp + strings.Repeat("a=x\r\n", 1<<14), nil, 413, signaling.CodeTooLarge},
		{"who does not send", "", "POST", "/whep/7?user=ben", kind, sdp, nil, 409, signaling.CodeNotPublishing},
		{"a private live", "", "POST", "/whep/8", kind, sdp, nil, 403, signaling.CodePrivate},
		{"a wrong passcode", "", "POST", "/whep/8", kind, sdp, []string{"Onair-Passcode", "wrong"}, 403, signaling.CodeWrongPasscode},
		{"a wrong invitation", "", "POST", "/whep/8", kind, sdp, []string{"Onair-Invite", "wrong"}, 403, signaling.CodeBadInvite},
		{"a long passcode", "", "POST", "/whep/8", kind, sdp, []string{"Onair-Passcode", strings.Repeat("x", 100)}, 400, signaling.CodeBadArgument},
		{"one who is banned", emil, "POST", "/whep/7", kind, sdp, nil, 403, signaling.CodeBanned},
		{"another's signature", "gina." + s.sig("emil"), "POST", "/whep/7", kind, sdp, nil, 401, signaling.CodeSigOtherUser},
		{"a bad token", "gina.1.2", "POST", "/whep/7", kind, sdp, nil, 401, signaling.CodeSessionGone},
		{"one of another room", s.sessions.Get("dora").Token(), "POST", "/whep/7", kind, sdp, nil, 409, signaling.CodeInOtherRoom},
		{"another site without a token", "", "POST", "/whep/7", kind, sdp, []string{"Origin", "https://evil.example"}, 403, signaling.CodeNoPermission},
	} {
		p := &program{s: s, token: c.token}
		status, body := p.ask(t.Context(), c.method, c.path, c.kind, c.body, c.header...)
		if status != c.status || !strings.Contains(body, fmt.Sprintf(`"code":%d`, c.code)) {
			t.Errorf("%s: %d %s, want %d and %d", c.what, status, body, c.status, c.code)
		}
		if status == 401 && p.last.Get("WWW-Authenticate") == "" || (status == 409 || status == 429) && p.last.Get("Retry-After") == "" {
			t.Errorf("%s: header %v", c.what, p.last)
		}
	}
	for _, opens := range [][]string{{"Onair-Passcode", "open sesame"}, {"Onair-Invite", door.Invite}} {
		p := &program{s: s}
		if status, body := p.ask(t.Context(), "POST", "/whep/8", kind, sdp, opens...); status != 201 {
			t.Errorf("%s: %d %s", opens[0], status, body)
		}
		p.ask(t.Context(), "DELETE", p.last.Get("Location"), "", "")
	}
	await.True(t, "nobody in the private live", func() bool { return s.rooms.State(8).Len() == 1 })
	if after := fmt.Sprint(s.rooms.State(7).Len(), s.rooms.State(8).Len(), len(s.rooms.States()), s.sessions.Count()); after != before {
		t.Errorf("left behind: %s, was %s", after, before)
	}
	for range 2 { // fill the room
		_ = s.login(fmt.Sprint("full", s.rooms.State(7).Len())).Call(t.Context(), signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7}, nil)
	}
	if status, body := (&program{s: s}).ask(t.Context(), "POST", "/whep/7", kind, sdp); status != 503 || !strings.Contains(body, `"code":10014`) {
		t.Errorf("a full room: %d %s", status, body)
	}
}

func TestPagesOfOtherSitesMayAskWithAToken(t *testing.T) {
	s := start(t)
	p := &program{s: s, token: "x"}
	status, _ := p.ask(t.Context(), http.MethodOptions, "/whip", "", "", "Origin", "https://studio.example")
	if status != 204 || p.last.Get("Access-Control-Allow-Origin") != "*" || p.last.Get("Accept-Post") != "application/sdp" ||
		!strings.Contains(p.last.Get("Access-Control-Allow-Headers"), "Authorization") || !strings.Contains(p.last.Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("%d %v", status, p.last)
	}
	status, body := p.ask(t.Context(), http.MethodPost, "/whip", "application/sdp", "v=0", "Origin", "https://studio.example")
	if status != 401 || !strings.Contains(body, `"code":30051`) || !strings.Contains(p.last.Get("Access-Control-Expose-Headers"), "Location") {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := p.ask(t.Context(), http.MethodGet, "/api/info", "", "", "Origin", "https://studio.example"); status != 403 {
		t.Errorf("another address: %d", status)
	}
}

func TestNoGuestsByWHEPWhereThereAreNone(t *testing.T) {
	s := start(t, func(c *Config) { c.AllowGuests = false })
	s.live(7, "anna")
	if status, body := (&program{s: s}).ask(t.Context(), "POST", "/whep/7", "application/sdp", "v=0"); status != 401 || !strings.Contains(body, `"code":30013`) {
		t.Errorf("%d %s", status, body)
	}
}

// TestALiveThatItsOwnerEndsStaysEnded: programs try again by themselves.
func TestALiveThatItsOwnerEndsStaysEnded(t *testing.T) {
	s := startReal(t)
	key := s.streamKey("anna", 0)
	_, sent := s.sends(key, "/whip")
	defer sent.Close()
	id := s.rooms.States()[0].ID()
	anna := s.login("anna")
	anna.enter(id)
	ben := s.login("ben")
	ben.enter(id)
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	_, guest := s.sends(s.streamKey("ben", id), fmt.Sprint("/whip/", id)) // a seat of a co-anchor
	defer guest.Close()
	anna.sees("anchorEnter ben", "userVideoAvailable ben true")
	anna.must(signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "ben"}, nil)
	await.True(t, "one stream", func() bool { return s.relay.Stats().Streams == 1 })
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	await.True(t, "no program", func() bool { return s.doors.Lives(signaling.DoorWHIP) == 0 })
	p := &program{s: s, token: key}
	if status, body := p.ask(t.Context(), "POST", "/whip", "application/sdp", "v=0"); status != 429 || !strings.Contains(body, `"code":30040`) || p.last.Get("Retry-After") != "120" {
		t.Errorf("%d %s", status, body)
	}
	anna.create(id) // going live in the app lifts that
	last, err := sfutest.Publish(t.Context(), sfutest.PublishConfig{}, p.offer("/whip"))
	if err != nil {
		t.Fatal(err)
	}
	last.Close()
}

// TestAProgramsSessionIsItsOwn: what PATCH and DELETE answer, to the program and to others.
func TestAProgramsSessionIsItsOwn(t *testing.T) {
	s := startReal(t)
	obs, own := &program{s: s, token: s.streamKey("anna", 5)}, ""
	post := obs.offer("/whip/5")
	sent, err := sfutest.Publish(t.Context(), sfutest.PublishConfig{}, func(ctx context.Context, sdp string) (string, error) {
		c, err := sfutest.CredentialsIn(sdp)
		if err != nil {
			return "", err
		}
		own = "a=ice-ufrag:" + c.Ufrag + "\r\na=ice-pwd:" + c.Pwd + "\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\n"
		return post(ctx, sdp)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer sent.Close()
	etag := obs.last.Get("ETag")
	if obs.ask(t.Context(), http.MethodOptions, obs.at, "", ""); obs.last.Get("Accept-Patch") != typeFrag || obs.last.Get("Allow") != "OPTIONS, PATCH, DELETE" {
		t.Errorf("OPTIONS: %v", obs.last)
	}
	for _, c := range []struct {
		what, method, path string
		match              string
		status             int
		code               signaling.Code
	}{
		{"candidates", "PATCH", obs.at, etag, 204, 0},
		{"more candidates", "PATCH", obs.at, etag, 204, 0},
		{"of before a restart", "PATCH", obs.at, `"old"`, 412, signaling.CodeBadArgument},
		{"of none", "PATCH", obs.at, "", 428, signaling.CodeBadArgument},
		{"a restart with the old credentials", "PATCH", obs.at, "*", 422, signaling.CodeBadArgument},
		{"another's address", "PATCH", obs.at[:len(obs.at)-1] + "-", etag, 404, signaling.CodeSessionGone},
		{"as a viewer", "PATCH", strings.Replace(obs.at, "whip", "whep", 1), etag, 404, signaling.CodeSessionGone},
		{"as a viewer's", "DELETE", strings.Replace(obs.at, "whip", "whep", 1), "", 404, signaling.CodeSessionGone},
		{"the address of all", "DELETE", "/whip/session/", "", 405, signaling.CodeBadArgument},
		{"a POST", "POST", obs.at, "", 405, signaling.CodeBadArgument},
		{"its end", "DELETE", obs.at, "", 200, 0},
		{"its end again", "DELETE", obs.at, "", 404, signaling.CodeSessionGone},
		{"too late", "PATCH", obs.at, etag, 404, signaling.CodeSessionGone},
	} {
		p := &program{s: s}
		header := []string{}
		if c.match != "" {
			header = []string{"If-Match", c.match}
		}
		status, body := p.ask(t.Context(), c.method, c.path, typeFrag, own, header...)
		if status != c.status || c.code != 0 && !strings.Contains(body, fmt.Sprintf(`"code":%d`, c.code)) {
			t.Errorf("%s: %d %s, want %d and %d", c.what, status, body, c.status, c.code)
		}
		if status == 412 && p.last.Get("ETag") != etag {
			t.Errorf("%s: the ETag is %s", c.what, p.last.Get("ETag"))
		}
	}
}

const typeFrag = "application/trickle-ice-sdpfrag"

// TestTooManyProgramsOfOneAddress: one after the other, and at once.
func TestTooManyProgramsOfOneAddress(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LoginRate = 0.3 }) // three in a row
	p := &program{s: s, token: s.streamKey("anna", 0)}
	for n := range 50 { // a slow machine's may earn some more
		status, body := p.ask(t.Context(), "POST", "/whip", "application/sdp", "v=0")
		if status == 429 && n >= 3 && strings.Contains(body, `"code":10023`) && p.last.Get("Retry-After") != "" {
			break
		}
		if status != 400 || n == 49 {
			t.Fatalf("%d: %d %s, %v", n, status, body, p.last)
		}
	}
	s = start(t, func(c *Config) { c.Limits.MaxPerAddress = 2 })
	for n, want := range []signaling.Code{0, 0, signaling.CodeBusy} {
		l, err := s.doors.Open(t.Context(), s.streamKey(fmt.Sprint("user", n), 0), 0, signaling.DoorRTMP, nowhere)
		if signaling.CodeOf(err) != want {
			t.Errorf("%d: %v", n, err)
		}
		if l != nil {
			defer l.Close()
		}
	}
}
