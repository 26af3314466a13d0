package certs

import (
	"context"
	"sync"
	"testing"

	"onair/server/certs/certstest"
)

// drawer is what two nodes share.
type drawer struct {
	mu   sync.Mutex
	kept map[string][]byte
}

// shelf is a node's way to it.
type shelf struct {
	*drawer
	asks bool
}

func (s shelf) Get(_ context.Context, name string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, found := s.kept[name]
	return b, found, nil
}

func (s shelf) Put(_ context.Context, name string, b []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[name] = b
	return nil
}

func (s shelf) Delete(_ context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, name)
	return nil
}

func (s shelf) Asks() bool { return s.asks }

// TestNodesShareACertificate: the authority comes to another node than the one that asked
// it, and finds the answer there, too; that node shows the certificate then, and asks for
// none itself.
func TestNodesShareACertificate(t *testing.T) {
	for _, way := range []string{"by HTTP", "by TLS"} {
		t.Run(way, func(t *testing.T) {
			ca := certstest.NewACME(t)
			d := &drawer{kept: make(map[string][]byte)}
			node := func(asks bool) *site {
				return open(t, Config{Domains: []string{"live.example.org"}, Directory: ca.Directory, Roots: ca.Roots(), Shelf: shelf{d, asks}})
			}
			leads, other := node(true), node(false)
			if way == "by TLS" {
				ca.Open("", other.addr)
			} else {
				ca.Open(other.front.Addr(), "")
			}
			if _, err := other.hello(t, "live.example.org", ca.Issuer()); err == nil {
				t.Error("a node that is not to ask has a certificate")
			}
			leads.Fetch(t.Context())
			a, err := leads.hello(t, "live.example.org", ca.Issuer())
			if err != nil {
				t.Fatalf("%v\n%s", err, leads.logs)
			}
			b, err := other.hello(t, "live.example.org", ca.Issuer())
			if err != nil {
				t.Fatalf("at the other node: %v\n%s", err, other.logs)
			}
			if !a.ConnectionState().PeerCertificates[0].Equal(b.ConnectionState().PeerCertificates[0]) {
				t.Error("the nodes have different certificates")
			}
		})
	}
}
