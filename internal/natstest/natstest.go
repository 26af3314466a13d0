// Package natstest starts NATS servers with JetStream for tests, as an operator has
// them: one inside the test's process, or three as processes of their own, which are
// killed, stopped and started again.
package natstest

import (
	"testing"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// maxPayload is what rooms need, which are kept whole.
const maxPayload = 9 << 20

// Server is a NATS inside the test's process.
type Server struct {
	t   testing.TB
	srv *natsd.Server
}

// Start runs one until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	srv, err := natsd.NewServer(&natsd.Options{ServerName: "nats", Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, MaxPayload: maxPayload})
	if err != nil {
		t.Fatal(err)
	}
	srv.Start()
	t.Cleanup(func() { srv.Shutdown(); srv.WaitForShutdown() })
	if !srv.ReadyForConnections(10 * time.Second) {
		t.Fatal("NATS does not start")
	}
	return &Server{t, srv}
}

// URL is its address.
func (s *Server) URL() string { return s.srv.ClientURL() }

// Connect is a connection of its own, within the process, until the test ends.
func (s *Server) Connect() *nats.Conn {
	s.t.Helper()
	nc, err := nats.Connect("", nats.InProcessServer(s.srv))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(nc.Close)
	return nc
}
