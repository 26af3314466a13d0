package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"onair/signaling"
)

// hls asks for an HLS address as a page of another site does. 415 is what who is let in gets of the fake relay.
func (s *testServer) hls(path string) int {
	s.t.Helper()
	code, _ := s.get(path, "Origin", "https://elsewhere.example")
	return code
}

func (u *user) sendAs(id string) error {
	return u.Call(u.t.Context(), signaling.TypePublish, signaling.PublishRequest{SDP: "offer", StreamID: id, MediaFlags: signaling.MediaFlags{Video: true}}, nil)
}

func (u *user) address(of string) signaling.PlayAddress {
	u.t.Helper()
	var a signaling.PlayAddress
	u.must(signaling.TypePlayAddress, signaling.UserRequest{UserID: of}, &a)
	return a
}

const letIn = http.StatusUnsupportedMediaType

func TestHLSOfAPublicRoomIsOpen(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(7)
	if code := s.hls("/hls/7/anna/index.m3u8"); code != http.StatusNotFound {
		t.Errorf("nobody sends: %d", code)
	}
	if err := anna.sendAs(""); err != nil {
		t.Fatal(err)
	}
	if err := ben.Call(t.Context(), signaling.TypePlayAddress, signaling.UserRequest{UserID: "anna"}, nil); signaling.CodeOf(err) != signaling.CodeNotInRoom {
		t.Errorf("who is no member is told an address: %v", err)
	}
	ben.enter(7)
	a := ben.address("anna")
	if a != (signaling.PlayAddress{URL: "/hls/7/anna/index.m3u8", PlainURL: "/hls/7/anna/plain.m3u8"}) {
		t.Errorf("%+v", a)
	}
	if err := ben.Call(t.Context(), signaling.TypePlayAddress, signaling.UserRequest{UserID: "carl"}, nil); signaling.CodeOf(err) != signaling.CodeNotPublishing {
		t.Errorf("of nobody: %v", err)
	}
	if code := s.hls(a.URL); code != letIn {
		t.Errorf("the address: %d", code)
	}
	if code := s.hls("/api/info"); code != http.StatusForbidden {
		t.Errorf("other pages may ask for all else: %d", code)
	}
	if code, _ := s.post("/hls/7/anna/index.m3u8", "{}", "Origin", "https://elsewhere.example"); code != http.StatusForbidden {
		t.Errorf("other pages may post: %d", code)
	}
}

// TestHLSOfAPrivateRoomIsSigned: its addresses let in until they end, which they do when somebody is put out or the key changes.
func TestHLSOfAPrivateRoomIsSigned(t *testing.T) {
	s := start(t)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	key := anna.createPrivate(7, "geheim")
	if err := anna.sendAs("secret-show"); err != nil {
		t.Fatal(err)
	}
	for _, u := range []*user{ben, carl} {
		u.must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: key.Passcode}, nil)
	}
	for what, do := range map[string]func(){
		"a kick": func() { anna.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "ben"}, nil) },
		"a ban":  func() { anna.must(signaling.TypeBan, signaling.UserRequest{UserID: "dora"}, nil) },
		"another key": func() {
			anna.must(signaling.TypeSetPrivate, signaling.PrivateRequest{Private: true, Passcode: "anders"}, nil)
		},
	} {
		a := carl.address("anna")
		if a.Expires == 0 || s.hls(a.URL) != letIn || s.hls(a.PlainURL) != letIn {
			t.Errorf("before %s: %d", what, s.hls(a.URL))
		}
		do()
		if code := s.hls(a.URL); code != http.StatusForbidden {
			t.Errorf("after %s: %d", what, code)
		}
		if code := s.hls(carl.address("anna").URL); code != letIn {
			t.Errorf("a new one after %s: %d", what, code)
		}
	}
	if err := ben.Call(t.Context(), signaling.TypePlayAddress, signaling.UserRequest{UserID: "anna"}, nil); signaling.CodeOf(err) != signaling.CodeNotInRoom {
		t.Errorf("who was put out gets a new one: %v", err)
	}
}

// TestStrangersDoNotLearnWhatThereIsByHLS: where they may not watch they get the answers
// that they get where nothing is, whatever they ask with.
func TestStrangersDoNotLearnWhatThereIsByHLS(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.createPrivate(7, "geheim")
	ben.createPrivate(8, "geheim") // and sends nothing
	if err := anna.sendAs("secret-show"); err != nil {
		t.Fatal(err)
	}
	ask := func(path string) string {
		code, body := s.get(path)
		return fmt.Sprint(code, body)
	}
	made := anna.address("anna").URL
	made = made[strings.Index(made, "?"):]
	for query, status := range map[string]string{"": "404", "?e=99999999999&s=AAAA": "403", "?e=1&s=": "403", "?s=AAAA": "403", "?_HLS_msn=3": "404"} {
		for _, file := range []string{"index.m3u8", "plain.m3u8", "video.m3u8", "odd.m3u8", "v1_1.mp4"} {
			nothing := ask("/hls/9/anna/" + file + query)
			if !strings.HasPrefix(nothing, status) {
				t.Errorf("nothing, asked with %q: %s", query, nothing)
			}
			for _, place := range []string{"/hls/7/anna/", "/hls/7/ben/", "/hls/8/ben/", "/hls/secret-show/", "/hls/no-show/"} {
				if got := ask(place + file + query); got != nothing {
					t.Errorf("%s%s%s: %s, where there is nothing %s", place, file, query, got, nothing)
				}
			}
		}
	}
	for path, status := range map[string]string{"/hls/7/anna/index.m3u8": "415", "/hls/secret-show/index.m3u8": "415", "/hls/7/ben/index.m3u8": "403", "/hls/8/ben/index.m3u8": "403"} {
		if got := ask(path + made); !strings.HasPrefix(got, status) {
			t.Errorf("%s as a member: %s", path, got)
		}
	}
	anna.must(signaling.TypeUnpublish, nil, nil)
	if got := ask("/hls/7/anna/index.m3u8" + made); !strings.HasPrefix(got, "404") {
		t.Errorf("a member when nobody sends any more: %s", got)
	}
}

func TestHLSIsSignedWhereThereAreNoGuests(t *testing.T) {
	s := start(t, func(c *Config) { c.AllowGuests = false })
	anna := s.login("anna")
	anna.create(7)
	if err := anna.sendAs(""); err != nil {
		t.Fatal(err)
	}
	if code := s.hls("/hls/7/anna/index.m3u8"); code != http.StatusNotFound {
		t.Errorf("unsigned: %d", code)
	}
	if code := s.hls(anna.address("anna").URL); code != letIn {
		t.Errorf("signed: %d", code)
	}
}

func TestStreamIDsAreTakenAndFreed(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(7)
	ben.create(8)
	for _, bad := range []string{"../x", "a/b", ".", "-a", "a b", "ä", "a?b", "%2e"} {
		if err := anna.sendAs(bad); signaling.CodeOf(err) != signaling.CodeBadArgument {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := anna.sendAs("main"); err != nil {
		t.Fatal(err)
	}
	if err := ben.sendAs("main"); signaling.CodeOf(err) != signaling.CodeStreamTaken {
		t.Errorf("one that is taken: %v", err)
	}
	if code := s.hls("/hls/main/index.m3u8"); code != letIn {
		t.Errorf("by its name: %d", code)
	}
	if err := anna.sendAs("other"); err != nil {
		t.Fatal(err)
	}
	if code := s.hls("/hls/main/index.m3u8"); code != http.StatusNotFound {
		t.Errorf("a name given up: %d", code)
	}
	if err := ben.sendAs("main"); err != nil {
		t.Errorf("a name that is free again: %v", err)
	}
	ben.must(signaling.TypeUnpublish, nil, nil)
	if code := s.hls("/hls/main/index.m3u8"); code != http.StatusNotFound {
		t.Errorf("nobody sends under it: %d", code)
	}
}
