package server

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"onair/server/certs/certstest"
)

// TestHTTPSOnOnePort: pages, questions and the WebSocket by TLS, nothing by plain HTTP but
// the way there.
func TestHTTPSOnOnePort(t *testing.T) {
	ca := certstest.NewAuthority(t)
	cert, key := ca.Write(t.TempDir(), "127.0.0.1")
	s := start(t, func(c *Config) { c.TLS = TLS{CertFile: cert, KeyFile: key, Redirect: "127.0.0.1:0"} })
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: ca.Roots()}, DisableKeepAlives: true}
	client := &http.Client{Transport: transport}
	ask := func(url string, header ...string) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		return res
	}
	var info Info
	if err := json.NewDecoder(ask("https://" + s.Addr() + "/api/info").Body).Decode(&info); err != nil || info.PageURL != "https://"+s.Addr() {
		t.Errorf("info: %+v, %v", info, err)
	}
	if res := ask("http://" + s.front.Addr() + "/r/7"); res.Request.URL.String() != "https://"+s.Addr()+"/r/7" || res.StatusCode != http.StatusNotFound {
		t.Errorf("plain HTTP leads to %s, %s", res.Request.URL, res.Status)
	}
	if res := ask("https://"+s.Addr()+"/ws", "Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="); res.StatusCode != http.StatusSwitchingProtocols {
		t.Errorf("wss: %s", res.Status)
	}
	if res := ask("http://" + s.Addr() + "/"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("plain HTTP at the port of https: %s", res.Status)
	}
	if _, ok := s.announcement(); ok {
		t.Error("an address is announced that no certificate is for")
	}
}

// TestTheNamesOfItsCertificateAreTheServers: they need not be told again, and those of a
// new certificate count when it does.
func TestTheNamesOfItsCertificateAreTheServers(t *testing.T) {
	ca, dir := certstest.NewAuthority(t), t.TempDir()
	cert, key := ca.Write(dir, "127.0.0.1", "live.example.org", "*.rooms.example.org")
	s := start(t, func(c *Config) { c.TLS = TLS{CertFile: cert, KeyFile: key, Redirect: "127.0.0.1:0"} })
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: ca.Roots(), ServerName: "127.0.0.1"}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	look := func(known map[string]bool) {
		t.Helper()
		for host, known := range known {
			for url, want := range map[string]int{"https://" + s.Addr() + "/api/info": http.StatusOK, "http://" + s.front.Addr() + "/": http.StatusTemporaryRedirect} {
				if !known {
					want = http.StatusMisdirectedRequest
				}
				req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Host = host
				res, err := client.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				res.Body.Close()
				if res.StatusCode != want {
					t.Errorf("%s as %q: %s", url, host, res.Status)
				}
			}
		}
	}
	look(map[string]bool{"live.example.org": true, "LIVE.example.org.:8443": true, "a.rooms.example.org": true, "example.org": false, "rooms.example.org": false, "a.b.rooms.example.org": false, "127.0.0.1": true, "evil.example": false})
	other := filepath.Join(dir, "new")
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	newCert, newKey := ca.Write(other, "127.0.0.1", "studio.example.org", "and.a.longer.example.org")
	if err := errors.Join(os.Rename(newKey, key), os.Rename(newCert, cert)); err != nil {
		t.Fatal(err)
	}
	look(map[string]bool{"studio.example.org": true, "live.example.org": false})
}

func TestAddressesThatFollowFromTLS(t *testing.T) {
	for name, c := range map[string]struct{ in, want Config }{
		"none":     {Config{}, Config{}},
		"files":    {Config{TLS: TLS{CertFile: "c", KeyFile: "k"}}, Config{ListenAddr: ":443", TLS: TLS{Redirect: ":80"}}},
		"ACME":     {Config{TLS: TLS{Domains: []string{"a.example"}, Redirect: "off"}}, Config{ListenAddr: ":443"}},
		"own port": {Config{ListenAddr: ":7880", TLS: TLS{CertFile: "c"}}, Config{ListenAddr: ":7880"}},
	} {
		if got := c.in.withTLS(); got.ListenAddr != c.want.ListenAddr || got.TLS.Redirect != c.want.TLS.Redirect {
			t.Errorf("%s: %q, %q", name, got.ListenAddr, got.TLS.Redirect)
		}
	}
	for name, cfg := range map[string]TLS{"half a pair": {CertFile: "/nowhere"}, "plain HTTP leads nowhere": {Redirect: "127.0.0.1:0"}, "no name": {Domains: []string{"studio"}}} {
		if _, err := New(Config{DataDir: t.TempDir(), ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", TLS: cfg}); startKind(err) != BadConfig {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestATLSServerIsAnnouncedByWhatItsCertificateIsFor: by nothing else could it be reached.
func TestATLSServerIsAnnouncedByWhatItsCertificateIsFor(t *testing.T) {
	ca := certstest.NewAuthority(t)
	for name, c := range map[string]struct {
		cert   []string
		edit   func(*Config)
		at     string // where it listens; empty: everywhere
		host   string
		ips    string
		silent bool
	}{
		"the public name":  {cert: []string{"a.example.org", "live.example.org"}, edit: func(c *Config) { c.PublicURL = "https://live.example.org" }, host: "live.example.org"},
		"a name it has":    {cert: []string{"x.example.org", "live.example.org"}, edit: func(c *Config) { c.PublicHosts = []string{"live.example.org"} }, host: "live.example.org"},
		"under a star":     {cert: []string{"*.example.org"}, edit: func(c *Config) { c.PublicURL = "https://live.example.org" }, host: "live.example.org"},
		"a star alone":     {cert: []string{"*.example.org"}, silent: true},
		"others' names":    {cert: []string{"live.example.org"}, silent: true},
		"addresses":        {cert: []string{"192.0.2.1", "192.0.2.2"}, ips: "[192.0.2.1 192.0.2.2]"},
		"its own address":  {cert: []string{"192.0.2.1", "192.0.2.2"}, at: "192.0.2.2", ips: "[192.0.2.2]"},
		"another address":  {cert: []string{"192.0.2.1"}, at: "192.0.2.2", silent: true},
		"names of its own": {cert: []string{"studio.local"}, host: "studio.local"},
	} {
		cert, key := ca.Write(t.TempDir(), c.cert...)
		cfg := testConfig(t.TempDir())
		cfg.ListenAddr, cfg.TLS = ":0", TLS{CertFile: cert, KeyFile: key}
		if c.edit != nil {
			c.edit(&cfg)
		}
		s, err := newServer(cfg, newFakeRelay)
		if err != nil {
			t.Fatal(err)
		}
		if c.at != "" {
			s.at = &net.TCPAddr{IP: net.ParseIP(c.at), Port: 7880} // this machine has no such address
		}
		info, ok := s.announcement()
		if ok == c.silent || ok && (!info.TLS || info.Host != c.host || c.ips != "" && fmt.Sprint(info.IPs) != c.ips) {
			t.Errorf("%s: %+v, %v", name, info, ok)
		}
		s.Close()
	}
}
