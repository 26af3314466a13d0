package server

import (
	"context"
	"net"
	"net/netip"

	"onair/server/gateway"
	"onair/server/reply"
	"onair/signaling"
)

// limited holds each address to its connections.
func (s *Server) limited(ln net.Listener) net.Listener {
	return gateway.LimitAddresses(ln, s.cfg.Limits.MaxPerAddress, s.cfg.proxies, s.tooMany)
}

// newGateway is where the WebSockets end.
func (s *Server) newGateway() *gateway.Gateway {
	l := s.cfg.Limits
	return gateway.New(gateway.Config{MaxConnections: l.MaxConnections, OutboxBytes: l.OutboxBytes, LoginTimeout: l.LoginTimeout,
		PingInterval: l.PingInterval, MaxRefused: l.MaxRefused, Messages: l.gates().Messages, Frames: l.frames(), Gates: s.gates,
		Handle: func(ctx context.Context, c *gateway.Conn, env signaling.Envelope) { s.handle(ctx, c, env) },
		Lost:   func(c *gateway.Conn) { s.sessions.Lost(c) }, TooMany: s.tooMany, Error: reply.Of, Life: s.life, Log: s.log})
}

// tooMany notes a connection refused because of its address.
func (s *Server) tooMany(from netip.Addr) {
	s.metrics.perAddress.Add(1)
	s.log.Warn("too many connections of one address; if it is a proxy, name it as trusted", "address", from, "limit", s.cfg.Limits.MaxPerAddress)
}
