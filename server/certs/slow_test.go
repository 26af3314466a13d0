package certs

import (
	"net"
	"path/filepath"
	"testing"
	"time"

	"onair/server/certs/certstest"
)

// TestWhoComesFirstIsWaitedFor has the handshake's time run out while the authority is asked.
func TestWhoComesFirstIsWaitedFor(t *testing.T) {
	ca := certstest.NewACME(t)
	s := open(t, Config{Domains: []string{"live.example.org"}, Directory: ca.Directory, Roots: ca.Roots(), Cache: filepath.Join(t.TempDir(), "acme")})
	ca.Open(s.front.Addr(), "")
	client, conn := net.Pipe()
	defer client.Close()
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	hello := modern("live.example.org")
	hello.Conn = conn
	if _, err := s.TLS("h2").GetCertificate(hello); err != nil {
		t.Fatalf("%v\n%s", err, s.logs)
	}
	go client.Read(make([]byte, 1))
	if _, err := conn.Write([]byte{0}); err != nil {
		t.Errorf("who came first is cut: %v", err)
	}
}
