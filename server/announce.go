package server

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"os"
	"slices"
	"strings"

	"onair/signaling/nearby"
)

// id names the server on the network. It follows from the key, so that it stays
// the same and is nobody else's, and tells nothing about it.
func (s *Server) id() string {
	h := sha256.Sum256([]byte("onair server id\x00" + s.key))
	return hex.EncodeToString(h[:8])
}

// announcement is what other machines are told, false if none can reach the
// server.
func (s *Server) announcement() (nearby.Info, bool) {
	addr, ok := s.at.(*net.TCPAddr)
	if !ok || addr.IP.IsLoopback() {
		return nearby.Info{}, false
	}
	info := nearby.Info{ID: s.id(), Name: s.cfg.Name, Port: addr.Port, Guests: s.cfg.AllowGuests}
	if !addr.IP.IsUnspecified() {
		info.IPs = []net.IP{addr.IP}
	}
	if s.certs == nil {
		return info, true
	}
	own, _ := os.Hostname()
	info.TLS = true
	var ips []net.IP
	good := func(name string) bool { // localhost is every machine's own
		return name != "localhost" && !strings.HasSuffix(name, ".localhost") && s.cfg.hosts.Allow(name)
	}
	if info.Host, ips = s.certs.Serves(good, s.cfg.publicHost, own, own+".local"); info.Host == "" {
		info.IPs = slices.DeleteFunc(slices.Clone(ips), func(ip net.IP) bool { return info.IPs != nil && !ip.Equal(info.IPs[0]) })
	}
	return info, info.Host != "" || len(info.IPs) > 0 // else it is for nothing that others could ask for
}

// announce lets the server be found until it stops.
func (s *Server) announce() {
	info, ok := s.announcement()
	if !ok {
		return
	}
	nearby.Announce(s.life, info, func(served int, err error) {
		if err != nil {
			s.log.Debug("not announced everywhere", "err", err)
		}
		s.log.Info("announced on the local network", "interfaces", served)
	})
}
