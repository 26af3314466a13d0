package server

import (
	"net/http"
	"strings"
	"testing"

	"onair/signaling"
)

// TestBrowsersGetThePages: by the server's own routes, with what rooms tell strangers.
func TestBrowsersGetThePages(t *testing.T) {
	s := start(t, func(c *Config) { c.PublicURL = "https://live.example.org/onair/" })
	anna, bob := s.login("anna"), s.login("bob")
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 7, RoomParam: signaling.RoomParam{RoomName: "Cooking"}}, nil)
	bob.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 8, RoomParam: signaling.RoomParam{RoomName: "Secret", Private: true, Passcode: "1234"}}, nil)
	if code, info := s.get("/api/info"); code != http.StatusOK || info["pageUrl"] != "https://live.example.org/onair" {
		t.Errorf("info: %d, %v", code, info["pageUrl"])
	}
	for path, want := range map[string]struct {
		code int
		has  string
	}{
		"/": {200, "<!doctype html>"}, "/r/7": {200, `property="og:url" content="https://live.example.org/onair/r/7"`}, "/r/8": {200, `data-room="8"`}, "/r/9": {404, `data-room="9"`},
		"/embed/7": {200, "<!doctype html>"}, "/oembed?url=https://live.example.org/onair/r/7": {200, `"title":"Cooking"`}, "/oembed?url=https://live.example.org/onair/r/8": {401, ""}, "/web/texts/zh.json": {200, "app.name"},
	} {
		code, got := s.get(path)
		if text := got[""].(string); code != want.code || !strings.Contains(text, want.has) || strings.Contains(text, "Secret") {
			t.Errorf("%s: %d\n%.600s", path, code, text)
		}
	}
	if _, err := New(Config{DataDir: t.TempDir(), PublicURL: "live.example.org"}); startKind(err) != BadConfig {
		t.Errorf("a public address without a scheme: %v", err)
	}
}

// TestStrangersLearnNothingWhereThereAreNoGuests: neither what a room is called nor
// whether there is one.
func TestStrangersLearnNothingWhereThereAreNoGuests(t *testing.T) {
	s := start(t, func(c *Config) { c.AllowGuests, c.PublicURL = false, "https://live.example.org" })
	anna := s.login("anna")
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 7, RoomParam: signaling.RoomParam{RoomName: "Cooking", CoverURL: "https://pictures.example/cooking"}}, nil)
	anna.publish()
	for _, path := range []string{"/", "/r/%s", "/embed/%s", "/oembed?url=https://live.example.org/r/%s", "/oembed?url=https://live.example.org/embed/%s", "/api/info"} {
		code, got := s.get(strings.ReplaceAll(path, "%s", "7"))
		none, empty := s.get(strings.ReplaceAll(path, "%s", "9"))
		text := got[""].(string)
		if code != none || strings.Contains(text, "ooking") || strings.Contains(text, "anna") || strings.Contains(text, "og:") ||
			strings.ReplaceAll(text, "7", "9") != strings.ReplaceAll(empty[""].(string), "7", "9") {
			t.Errorf("%s: %d and %d\n%.600s", path, code, none, text)
		}
	}
	for _, token := range []string{"x", "a.b", "a.1.2"} {
		status, body := (&program{s: s, token: token}).ask(t.Context(), http.MethodPost, "/whep/7", "application/sdp", "v=0")
		none, empty := (&program{s: s, token: token}).ask(t.Context(), http.MethodPost, "/whep/9", "application/sdp", "v=0")
		if status != none || body != empty || status != http.StatusUnauthorized {
			t.Errorf("WHEP by %q: %d %s and %d %s", token, status, body, none, empty)
		}
	}
	for _, room := range []string{"7", "9"} {
		if status, body := (&program{s: s}).ask(t.Context(), http.MethodPost, "/whep/"+room, "application/sdp", "v=0"); status != http.StatusUnauthorized || !strings.Contains(body, `"code":30013`) {
			t.Errorf("WHEP: %d %s", status, body)
		}
	}
	there, what := (&program{s: s}).ask(t.Context(), http.MethodGet, "/hls/7/anna/index.m3u8", "", "")
	none, empty := (&program{s: s}).ask(t.Context(), http.MethodGet, "/hls/9/anna/index.m3u8", "", "")
	if there != none || what != empty || there != http.StatusNotFound {
		t.Errorf("HLS: %d %s and %d %s", there, what, none, empty)
	}
}

// TestNoPageAddressWithoutHTTPS: an address that the app may share has to be one that
// browsers give their cameras to.
func TestNoPageAddressWithoutHTTPS(t *testing.T) {
	s := start(t)
	if _, info := s.get("/api/info"); info["pageUrl"] != nil {
		t.Errorf("info: %v", info["pageUrl"])
	}
}
