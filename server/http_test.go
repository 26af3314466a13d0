package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"onair/signaling"
)

// post sends JSON and returns the status and the answer.
func (s *testServer) post(path, body string, header ...string) (int, map[string]any) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, "http://"+s.Addr()+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return s.do(req)
}

func (s *testServer) get(path string, header ...string) (int, map[string]any) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, "http://"+s.Addr()+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return s.do(req)
}

func (s *testServer) do(req *http.Request) (int, map[string]any) {
	s.t.Helper()
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]any{"": string(b)}
	_ = json.Unmarshal(b, &out)
	return resp.StatusCode, out
}

// loginWith logs in with a UserSig that came over HTTP.
func (s *testServer) loginWith(reply map[string]any) error {
	c, err := signaling.Dial(s.t.Context(), signaling.Options{URL: s.url(), Login: signaling.LoginRequest{
		SDKAppID: uint32(reply["sdkAppId"].(float64)), UserID: reply["userId"].(string), UserSig: reply["userSig"].(string)}})
	if err == nil {
		c.Close()
	}
	return err
}

func TestGuestsGetTheirNameBackWithTheSecretOnly(t *testing.T) {
	s := start(t)
	status, first := s.post("/api/guest", `{"userId":"gina","nickname":"Gina"}`)
	if status != 200 || first["secret"] == "" {
		t.Fatal(status, first)
	}
	if err := s.loginWith(first); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"no secret":    `{"userId":"gina"}`,
		"wrong secret": `{"userId":"gina","secret":"0000"}`,
	} {
		if status, out := s.post("/api/guest", body); status != 403 || out["code"] != float64(signaling.CodeUserTaken) {
			t.Errorf("%s: %d %v", name, status, out)
		}
	}
	body, _ := json.Marshal(map[string]any{"userId": "gina", "secret": first["secret"]})
	if status, out := s.post("/api/guest", string(body)); status != 200 || s.loginWith(out) != nil {
		t.Errorf("with the secret: %d %v", status, out)
	}
	anna := s.login("anna") // a user of the back end, with and without a stored profile
	if status, _ := s.post("/api/guest", `{"userId":"anna"}`); status != 403 {
		t.Errorf("a guest under a logged-in user's name: %d", status)
	}
	anna.must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Anna"}, nil)
	if err := anna.Logout(t.Context()); err != nil {
		t.Error(err)
	}
	if status, _ := s.post("/api/guest", `{"userId":"anna"}`); status != 403 {
		t.Errorf("a guest under a known user's name: %d", status)
	}
	for _, body := range []string{`{`, `{"userId":""}`, `{"userId":"a b"}`} {
		if status, _ := s.post("/api/guest", body); status != 400 {
			t.Errorf("%s: %d", body, status)
		}
	}
	closed := start(t, func(c *Config) { c.AllowGuests = false })
	if status, out := closed.post("/api/guest", `{"userId":"gina"}`); status != 403 || out["code"] != float64(signaling.CodeNoGuests) {
		t.Errorf("no guests: %d %v", status, out)
	}
}

func TestLocalProgramsSignInWithTheTokenFile(t *testing.T) {
	s := start(t)
	b, err := os.ReadFile(s.localTokenFile())
	if err != nil {
		t.Fatal(err)
	}
	auth := "Bearer " + strings.TrimSpace(string(b))
	status, out := s.post("/api/local/usersig", `{"userId":"anna"}`, "Authorization", auth)
	if status != 200 || s.loginWith(out) != nil {
		t.Errorf("with the token: %d %v", status, out)
	}
	for name, header := range map[string][]string{
		"no token":        {},
		"wrong token":     {"Authorization", "Bearer 1234"},
		"empty token":     {"Authorization", "Bearer "},
		"through a proxy": {"Authorization", auth, "X-Forwarded-For", "127.0.0.1"},
		"from a web page": {"Authorization", auth, "Origin", "http://localhost:7880"},
	} {
		if status, _ := s.post("/api/local/usersig", `{"userId":"anna"}`, header...); status != 403 {
			t.Errorf("%s: %d", name, status)
		}
	}
	req := httptest.NewRequest(http.MethodPost, "/api/local/usersig", bytes.NewReader([]byte(`{"userId":"anna"}`)))
	req.Header.Set("Authorization", auth)
	req.RemoteAddr, req.Host = "192.0.2.7:4000", s.Addr()
	req.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.routes().ServeHTTP(w, req)
	if w.Code != 403 {
		t.Errorf("from another machine: %d", w.Code)
	}
}

func TestInfoHealthAndMetrics(t *testing.T) {
	s := start(t, func(c *Config) { c.Name, c.Version = "Studio", "1.2" })
	if status, out := s.get("/healthz"); status != 200 || out["status"] != "ready" {
		t.Errorf("healthz: %d %v", status, out)
	}
	_, out := s.get("/api/info")
	if out["name"] != "Studio" || out["version"] != "1.2" || out["guests"] != true || out["protocol"] != float64(1) || out["local"] != true {
		t.Errorf("info: %v", out)
	}
	for kind, want := range map[string][2]any{"title": {150.0, 512.0}, "name": {64.0, 128.0}, "message": {2000.0, 6000.0}, "custom": {nil, 8192.0}} {
		if l := out["limits"].(map[string]any)[kind].(map[string]any); l["chars"] != want[0] || l["bytes"] != want[1] {
			t.Errorf("limits of %s: %v", kind, l)
		}
	}
	s.login("anna").create(4)
	_, out = s.get("/metrics", "Authorization", "Bearer "+s.localToken)
	for _, line := range []string{"onair_connections 1", "onair_rooms 1", "onair_members 1", `onair_requests_total{type="createRoom"} 1`, "onair_media_viewers 0"} {
		if !strings.Contains(out[""].(string), "\n"+line+"\n") {
			t.Errorf("metrics lack %q", line)
		}
	}
}
