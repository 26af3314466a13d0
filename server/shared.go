package server

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"onair/server/certs"
	"onair/server/gateway"
	"onair/server/sessions"
	"onair/server/store"
	"onair/signaling"
)

// Shared is what a server has in common with other nodes. It then listens nowhere for
// HTTP: the nodes do, and ask Handler and Gateway.
type Shared struct {
	// Store is opened for this run; the server closes it.
	Store *store.Store
	// Node is the name of this node, Addr where it listens.
	Node string
	Addr net.Addr
	// Nodes are the addresses by which clients reach the nodes, of those that told theirs.
	Nodes func() []string
	// Relay is the media of all nodes. The server runs and closes it.
	Relay Relay
	// Kept is what of the media another leader has left going.
	Kept sessions.Kept
	// Certs are the node's; nil: it speaks plain HTTP.
	Certs *certs.Keeper
	// Programs is where connections by RTMP and RTMPS come from that came to the nodes.
	Programs func(signaling.Door) net.Listener
}

// restarted lets time go on in the rooms, with the media that flow still.
func (s *Server) restarted() {
	s.sessions.Restarted(time.Now()) // grace times run from when people can be back
	if s.cfg.Shared == nil {
		s.rooms.Restarted(nil)
	} else {
		s.sessions.GoOn(s.rooms, s.cfg.Shared.Kept)
	}
}

// listen opens the port for HTTP, unless nodes do.
func (s *Server) listen() (err error) {
	if s.cfg.Shared != nil {
		s.at = s.cfg.Shared.Addr
		return nil
	}
	if s.ln, err = net.Listen("tcp", s.cfg.ListenAddr); err != nil {
		return listenError("the HTTP", s.cfg.ListenAddr, err)
	}
	if s.cfg.wrapListener != nil {
		s.ln = s.cfg.wrapListener(s.ln)
	}
	s.at = s.ln.Addr()
	return nil
}

// Ready is closed when the server takes people in.
func (s *Server) Ready() <-chan struct{} { return s.isReady }

// Handler serves HTTP, all but WebSockets, as it comes to the nodes.
func (s *Server) Handler() http.Handler { return s.http.Handler }

// Gateway is where the WebSockets lead that come to the nodes.
func (s *Server) Gateway() *gateway.Gateway { return s.gateway }

// Metrics is what an operator watches.
func (s *Server) Metrics() prometheus.Gatherer { return s.metrics.reg }

// nodes is where clients reach the nodes; nil for a server that has none.
func (c Config) nodes() func() []string {
	if c.Shared == nil {
		return nil
	}
	return c.Shared.Nodes
}

// moves is asked whether a stream is at a node that goes away; nil where there is but one.
func (c Config) moves() func(stream, viewer string) bool {
	if c.Shared == nil {
		return nil
	}
	return c.Shared.Kept.Moves
}

func (s *Server) openStore(ctx context.Context) (*store.Store, error) {
	if sh := s.cfg.Shared; sh != nil {
		return sh.Store, nil
	}
	return store.Open(ctx, s.cfg.DataDir, s.log)
}
