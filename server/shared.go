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
	// Relay is the media of all nodes. The server runs and closes it.
	Relay Relay
}

func (s *Server) listen() (net.Listener, error) {
	if sh := s.cfg.Shared; sh != nil {
		return sh.Listener, nil
	}
	return net.Listen("tcp", s.cfg.ListenAddr)
}

func (s *Server) openStore(ctx context.Context) (*store.Store, error) {
	if sh := s.cfg.Shared; sh != nil {
		return sh.Store, nil
	}
	return store.Open(ctx, s.cfg.DataDir, s.log)
}
