package rtmp

import (
	"net"
	"strings"

	"onair/signaling"
)

// The usual ports.
const (
	port    = "1935"
	portTLS = "1936"
)

// withPort adds the usual port to an address that has none.
func withPort(addr, port string) string {
	bare := strings.Trim(addr, "[]")
	if addr == "" || strings.Contains(bare, ":") && net.ParseIP(bare) == nil {
		return addr
	}
	return net.JoinHostPort(bare, port)
}

// Address is where programs send to by a door, for who asked for this server as host,
// with a port or without; empty if the door is closed.
func (s *Server) Address(door signaling.Door, host string) string {
	at := s.Addr(door)
	if at == "" {
		return ""
	}
	_, port, _ := net.SplitHostPort(at)
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return string(door) + "://" + net.JoinHostPort(strings.Trim(host, "[]"), port) + "/live"
}
