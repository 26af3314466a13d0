package server

import (
	"context"
	"net"

	"onair/server/store"
)

// Shared is what a server has in common with other nodes.
type Shared struct {
	// Store is opened for this run; the server closes it.
	Store *store.Store
	// Listener brings in clients, also those that came to other nodes. Its address is
	// where this node listens.
	Listener net.Listener
	// Nodes are the addresses by which clients reach the nodes, of those that told theirs.
	Nodes func() []string
	// Relay is the media of all nodes. The server runs and closes it.
	Relay Relay
}

func (s *Server) listen() (net.Listener, error) {
	if sh := s.cfg.Shared; sh != nil {
		return sh.Listener, nil
	}
	return net.Listen("tcp", s.cfg.ListenAddr)
}

// nodes is where clients reach the nodes; nil for a server that has none.
func (c Config) nodes() func() []string {
	if c.Shared == nil {
		return nil
	}
	return c.Shared.Nodes
}

func (s *Server) openStore(ctx context.Context) (*store.Store, error) {
	if sh := s.cfg.Shared; sh != nil {
		return sh.Store, nil
	}
	return store.Open(ctx, s.cfg.DataDir, s.log)
}
