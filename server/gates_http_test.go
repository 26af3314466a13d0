package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

// from sends a request as a trusted proxy does for a client.
func (s *testServer) from(client, method, path, body string) int {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+s.Addr()+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", "203.0.113.200, "+client) // the first one is the client's own
	req.Header.Set("Content-Type", "application/json")
	status, _ := s.do(req)
	return status
}

func TestHTTPIsLimitedByAddress(t *testing.T) {
	s := start(t, func(c *Config) {
		c.TrustedProxies = "127.0.0.1"
		c.Limits.HTTPRate, c.Limits.GuestRate, c.Limits.MaxPerAddress = 1, 0.1, 2
	})
	honest := s.pair()
	codes := map[int]int{}
	honest.during(func() {
		for i := range 30 {
			codes[s.from(fmt.Sprintf("2001:db8:0:1::%x", i+1), "GET", "/api/info", "")]++
		}
		if codes[200] < 20 || codes[200] > 22 || codes[429] < 8 {
			t.Errorf("one household: %v", codes)
		}
		if code := s.from("2001:db8:0:2::1", "GET", "/api/info", ""); code != 200 {
			t.Errorf("its neighbour: %d", code)
		}
		if code := s.from("2001:db8:0:1::1", "GET", "/healthz", ""); code != 200 {
			t.Errorf("/healthz: %d", code)
		}
		codes = map[int]int{}
		for i := range 10 {
			codes[s.from("192.0.2.1", "POST", "/api/guest", fmt.Sprintf(`{"userId":"pest%d"}`, i))]++
		}
	})
	if codes[200] != 3 || codes[429] != 7 {
		t.Errorf("guests of one address: %v", codes)
	}
	for i := range 20 {
		if code := s.from(fmt.Sprintf("192.0.2.%d", i+2), "POST", "/api/guest", fmt.Sprintf(`{"userId":"honest%d"}`, i)); code != 200 {
			t.Errorf("an honest guest: %d", code)
		}
	}
	dial := func(client string) (*websocket.Conn, error) {
		c, _, err := websocket.DefaultDialer.Dial(s.url(), http.Header{"X-Forwarded-For": {client}})
		if err == nil {
			t.Cleanup(func() { c.Close() })
		}
		return c, err
	}
	for i, client := range []string{"192.0.2.60", "192.0.2.60", "192.0.2.60", "192.0.2.61"} {
		if _, err := dial(client); (err == nil) != (i != 2) {
			t.Errorf("connection %d, of %s: %v", i, client, err)
		}
	}
}

func TestAGuestWhoWasHereBeforeIsNotKeptOutByOthers(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.GuestRate = 0.1 })
	_, first := s.post("/api/guest", `{"userId":"gina"}`)
	for i := range 5 {
		s.post("/api/guest", fmt.Sprintf(`{"userId":"pest%d"}`, i))
	}
	body, _ := json.Marshal(map[string]any{"userId": "gina", "secret": first["secret"]})
	if status, _ := s.post("/api/guest", string(body)); status != 200 {
		t.Errorf("gina: %d", status)
	}
	full := start(t, func(c *Config) { c.Limits.MaxGuests = 2 })
	codes := map[int]int{}
	for i := range 4 {
		code, _ := full.post("/api/guest", fmt.Sprintf(`{"userId":"guest%d"}`, i))
		codes[code]++
	}
	if codes[200] != 2 || codes[507] != 2 {
		t.Errorf("guests above the number kept: %v", codes)
	}
}

func TestRequestsForOthersAreRefused(t *testing.T) {
	s := start(t, func(c *Config) { c.PublicHosts = []string{"live.example.com"} })
	ask := func(host, origin, kind, path string) int {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.Addr()+path, strings.NewReader(`{"userId":"gina"}`))
		req.Host = host
		if origin != "" {
			req.Header.Set("Origin", origin)
		}
		req.Header.Set("Content-Type", kind)
		status, _ := s.do(req)
		return status
	}
	const json = "application/json"
	for _, k := range []struct {
		host, origin, kind string
		status             int
	}{
		{"live.example.com", "", json, 200},
		{"evil.example", "", json, 421}, {"evil.example", "http://evil.example", json, 421}, {"live.example.com", "http://evil.example", json, 403},
		{"live.example.com", "null", json, 403}, {"live.example.com", "", "text/plain", 415}, {"live.example.com", "", "", 415},
		{"live.example.com", "", "application/x-www-form-urlencoded", 415},
	} {
		if got := ask(k.host, k.origin, k.kind, "/api/guest"); got != k.status {
			t.Errorf("%+v: %d", k, got)
		}
	}
	for host, origin := range map[string]string{"evil.example": "http://evil.example", "": "http://evil.example"} {
		h := http.Header{"Origin": {origin}}
		if host != "" {
			h.Set("Host", host)
		}
		if c, _, err := websocket.DefaultDialer.Dial(s.url(), h); !errors.Is(err, websocket.ErrBadHandshake) {
			t.Errorf("a page of %s, as host %q: %v", origin, host, err)
			if err == nil {
				c.Close()
			}
		}
	}
}
