package server

import (
	"context"

	"onair/server/gateway"
	"onair/server/reply"
	"onair/signaling"
)

// newGateway is where the WebSockets end.
func (s *Server) newGateway() *gateway.Gateway {
	l := s.cfg.Limits
	return gateway.New(gateway.Config{Wire: l.wire(), MaxConnections: l.MaxConnections, MaxRefused: l.MaxRefused, Messages: l.gates().Messages, Gates: s.gates,
		Handle: func(ctx context.Context, c *gateway.Conn, env signaling.Envelope) { s.handle(ctx, c, env) },
		Lost:   func(c *gateway.Conn) { s.sessions.Lost(c) }, TooMany: s.entrance.tooMany, Error: reply.Of, Life: s.life, Log: s.log})
}

// wire are the limits of one WebSocket.
func (l Limits) wire() gateway.Wire {
	return gateway.Wire{OutboxBytes: l.OutboxBytes, LoginTimeout: l.LoginTimeout, PingInterval: l.PingInterval, Frames: l.frames()}
}
