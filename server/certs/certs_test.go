package certs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/server/certs/certstest"
)

// site is a server as package server makes one.
type site struct {
	*Keeper
	addr  string
	front *Front
	logs  *lines
}

// lines keeps a log.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func open(t *testing.T, cfg Config) *site {
	t.Helper()
	s := &site{logs: &lines{}}
	cfg.Log = slog.New(slog.NewTextHandler(s.logs, nil))
	k, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.Keeper = k
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = ln.Addr().String()
	quiet := log.New(io.Discard, "", 0)
	srv := &http.Server{Handler: k.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) })), TLSConfig: k.TLS("h2", "http/1.1"), ErrorLog: quiet, ReadHeaderTimeout: time.Minute}
	s.front, err = k.Listen("127.0.0.1:0", s.addr, func(h string) bool { return strings.HasPrefix(h, "live.example.org") || strings.HasPrefix(h, "[::1]") }, nil, quiet)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{}, 2)
	go func() { _ = srv.ServeTLS(ln, "", ""); done <- struct{}{} }()
	go func() {
		if err := s.front.Run(); !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("the front: %v", err)
		}
		done <- struct{}{}
	}()
	t.Cleanup(func() {
		k.Close()
		k.Close()
		srv.Close()
		s.front.Close()
		s.front.Close()
		<-done
		<-done
	})
	return s
}

// hello shakes hands for a name and returns the connection.
func (s *site) hello(t *testing.T, name string, roots *x509.CertPool) (*tls.Conn, error) {
	t.Helper()
	d := tls.Dialer{Config: &tls.Config{ServerName: name, RootCAs: roots, NextProtos: []string{"h2"}}}
	c, err := d.DialContext(t.Context(), "tcp", s.addr)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { c.Close() })
	return c.(*tls.Conn), nil
}

func TestANewCertificateCountsAtOnce(t *testing.T) {
	dir := t.TempDir()
	old, next := certstest.NewAuthority(t), certstest.NewAuthority(t)
	cert, key := old.Write(dir, "live.example.org")
	s := open(t, Config{CertFile: cert, KeyFile: key})
	stands, err := s.hello(t, "live.example.org", old.Roots())
	if err != nil {
		t.Fatal(err)
	}
	first := time.Now().Add(-time.Hour) // file systems' clocks are coarse
	spoil := func(name, text string) {
		t.Helper()
		first = first.Add(time.Minute)
		if err := errors.Join(os.WriteFile(name, []byte(text), 0o600), os.Chtimes(name, first, first)); err != nil {
			t.Fatal(err)
		}
	}
	good, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	spoil(cert, string(good[:len(good)/2])) // half written
	for range 3 {
		if _, err := s.hello(t, "live.example.org", old.Roots()); err != nil {
			t.Fatalf("a broken file in place of the certificate: %v", err)
		}
	}
	if n := strings.Count(s.logs.String(), "the old one goes on"); n != 1 {
		t.Errorf("told %d times:\n%s", n, s.logs)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, err := s.hello(t, "live.example.org", old.Roots()); err != nil {
		t.Fatalf("a missing file: %v", err)
	}
	newCert, newKey := next.Issue("live.example.org")
	spoil(key, string(newKey))
	if _, err := s.hello(t, "live.example.org", old.Roots()); err != nil {
		t.Fatalf("the new key is there, the new certificate is not yet: %v", err)
	}
	spoil(cert, string(newCert))
	if _, err := s.hello(t, "live.example.org", next.Roots()); err != nil {
		t.Fatalf("the new pair does not count: %v", err)
	}
	if _, err := stands.Write([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")); err != nil {
		t.Error(err)
	}
	if n, err := stands.Read(make([]byte, 9)); n == 0 {
		t.Errorf("the connection of before is gone: %v", err)
	}
	if strings.Contains(s.logs.String(), "PRIVATE") {
		t.Error("the log has the key")
	}
}

func TestCertificatesOfAnACMEAuthority(t *testing.T) {
	for _, way := range []string{"by HTTP", "by TLS"} {
		t.Run(way, func(t *testing.T) {
			ca := certstest.NewACME(t)
			cfg := Config{Domains: []string{"live.example.org"}, Directory: ca.Directory, Roots: ca.Roots(), Cache: filepath.Join(t.TempDir(), "acme")}
			s := open(t, cfg)
			if way == "by TLS" {
				ca.Open("", s.addr)
			} else {
				ca.Open(s.front.Addr(), "")
			}
			s.Fetch(t.Context())
			c, err := s.hello(t, "live.example.org", ca.Issuer())
			if err != nil {
				t.Fatalf("%v\n%s", err, s.logs)
			}
			if _, err := s.hello(t, "other.example.org", ca.Issuer()); err == nil {
				t.Error("a certificate for a name that is not ours")
			}
			if info, err := os.Stat(cfg.Cache); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("the folder with the keys: %v, %v", info, err)
			}
			again := open(t, Config{Domains: cfg.Domains, Directory: "https://127.0.0.1:1/", Cache: cfg.Cache}) // nobody to ask
			again.Fetch(t.Context())
			d, err := again.hello(t, "live.example.org", ca.Issuer())
			if err != nil {
				t.Fatalf("after a restart: %v\n%s", err, again.logs)
			}
			if !c.ConnectionState().PeerCertificates[0].Equal(d.ConnectionState().PeerCertificates[0]) {
				t.Error("after a restart the certificate is another")
			}
		})
	}
}

// TestAnAuthorityThatDoesNotAnswer keeps nobody from stopping the server.
func TestAnAuthorityThatDoesNotAnswer(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	s := open(t, Config{Domains: []string{"live.example.org"}, Directory: "https://" + ln.Addr().String(), Cache: t.TempDir()})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.Fetch(ctx) }()
	if c, err := ln.Accept(); err == nil {
		defer c.Close()
	}
	cancel()
	<-done
}

func TestPlainHTTPOnlyLeadsToHTTPS(t *testing.T) {
	cert, key := certstest.NewAuthority(t).Write(t.TempDir(), "live.example.org")
	s := open(t, Config{CertFile: cert, KeyFile: key})
	_, port, _ := net.SplitHostPort(s.addr)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, c := range []struct {
		method, host, path string
		status             int
		to                 string
	}{
		{"GET", "live.example.org", "/r/7?a=b", 307, "https://live.example.org:" + port + "/r/7?a=b"},
		{"HEAD", "live.example.org:80", "/", 307, "https://live.example.org:" + port + "/"},
		{"GET", "[::1]:80", "//evil.example/x", 307, "https://[::1]:" + port + "//evil.example/x"},
		{"GET", "evil.example", "/", 421, ""},
		{"POST", "live.example.org", "/api/guest", 403, ""},
		{"GET", "live.example.org", "/.well-known/acme-challenge/x", 307, "https://live.example.org:" + port + "/.well-known/acme-challenge/x"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, "http://"+s.front.Addr()+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = c.host
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.status || res.Header.Get("Location") != c.to {
			t.Errorf("%s %s%s: %d %s", c.method, c.host, c.path, res.StatusCode, res.Header.Get("Location"))
		}
	}
}

func TestBrowsersAreToldToStay(t *testing.T) {
	a := certstest.NewAuthority(t)
	cert, key := a.Write(t.TempDir(), "127.0.0.1")
	for life, want := range map[time.Duration]string{0: "", 48 * time.Hour: "max-age=172800"} {
		s := open(t, Config{CertFile: cert, KeyFile: key, HSTS: life})
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.Roots()}, ForceAttemptHTTP2: true}}
		res, err := client.Get("https://" + s.addr)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		client.CloseIdleConnections()
		if got := res.Header.Get("Strict-Transport-Security"); got != want || res.ProtoMajor != 2 {
			t.Errorf("%v: %q, %s", life, got, res.Proto)
		}
	}
}

func TestWhatIsNoTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := certstest.NewAuthority(t).Write(dir, "h")
	_, other := certstest.NewAuthority(t).Write(t.TempDir(), "h")
	for name, cfg := range map[string]Config{
		"no key": {CertFile: cert}, "no certificate": {KeyFile: key}, "both ways": {CertFile: cert, KeyFile: key, Domains: []string{"a.example"}}, "another's key": {CertFile: cert, KeyFile: other},
		"no file": {CertFile: cert + "x", KeyFile: key}, "a wildcard": {Domains: []string{"*.example.org"}}, "a port": {Domains: []string{"a.example:443"}}, "a single word": {Domains: []string{"studio"}}, "an empty name": {Domains: []string{""}},
	} {
		cfg.Cache, cfg.Log = dir, slog.New(slog.DiscardHandler)
		if k, err := New(cfg); err == nil || !cfg.On() {
			k.Close()
			t.Errorf("%s is taken", name)
		}
	}
	if (Config{}).On() {
		t.Error("TLS out of nothing")
	}
}
