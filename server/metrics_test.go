package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestMetricsAreNotForEverybody(t *testing.T) {
	ask := func(s *testServer, addr string, header ...string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/metrics", nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		status, out := s.do(req)
		return status, out[""].(string)
	}
	s := start(t)
	if status, text := ask(s, s.Addr(), "Authorization", "Bearer "+s.localToken); status != 200 || !strings.Contains(text, "onair_rooms 0") {
		t.Errorf("a program of this machine: %d", status)
	}
	if status, text := ask(s, s.Addr()); status != 403 || strings.Contains(text, "onair_rooms") {
		t.Errorf("no token, so perhaps through a proxy that adds no header: %d", status)
	}
	s = start(t, func(c *Config) { c.MetricsToken, c.MetricsAddr, c.Limits.HTTPRate = "seven", "127.0.0.1:0", 2 })
	for _, addr := range []string{s.Addr(), s.MetricsAddr()} {
		for token, want := range map[string]int{"": 403, "Bearer six": 403, "seven": 403, "Bearer seven": 200} {
			if status, _ := ask(s, addr, "Authorization", token, "X-Forwarded-For", "203.0.113.9"); status != want {
				t.Errorf("token %q: %d, want %d", token, status, want)
			}
		}
	}
	for status, n := 403, 0; status != 429; n++ { // guessing is held to the rate of all requests
		if status, _ = ask(s, s.MetricsAddr(), "Authorization", "Bearer six"); n > 1000 {
			t.Fatal("tokens can be guessed as fast as one likes")
		}
	}
	s = start(t, func(c *Config) { c.MetricsAddr = "127.0.0.1:0" })
	if status, _ := ask(s, s.MetricsAddr()); status != 200 {
		t.Errorf("an address of its own: %d", status)
	}
	if _, err := newServer(func() Config { c := testConfig(t.TempDir()); c.MetricsAddr = s.MetricsAddr(); return c }(), newFakeRelay); startKind(err) != PortInUse {
		t.Errorf("the address is taken: %v", err)
	}
}

func TestTheServerIsAnnouncedOnlyWhereOthersCanReachIt(t *testing.T) {
	s := start(t, func(c *Config) { c.Announce, c.Name = true, "mine" })
	if info, ok := s.announcement(); ok {
		t.Errorf("on loopback: %+v", info)
	}
	open := start(t, func(c *Config) { c.ListenAddr, c.Name = ":0", "mine" })
	info, ok := open.announcement()
	if !ok || info.Port == 0 || info.Name != "mine" || !info.Guests || len(info.IPs) != 0 || info.ID != open.id() {
		t.Errorf("on every address: %+v, %v", info, ok)
	}
	if s.id() == open.id() || len(s.id()) != 16 {
		t.Errorf("IDs %q and %q", s.id(), open.id())
	}
	if _, out := s.get("/api/info"); out["id"] != s.id() {
		t.Errorf("/api/info: %v", out)
	}
}
