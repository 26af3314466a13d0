package sockets

import (
	"net"
	"net/netip"
	"strconv"

	"github.com/pion/ice/v2"
)

// candidates writes the server's candidates (RFC 8839): each address over UDP, then over TCP (RFC 6544, passive). Without a port
// there is none over that transport.
func candidates(addrs []netip.Addr, udpPort, tcpPort int) ([]string, error) {
	var out []string
	for i, a := range addrs {
		pref := uint32(65535 - i)
		for _, c := range []ice.CandidateHostConfig{
			{Network: "udp", Port: udpPort, Foundation: strconv.Itoa(i + 1), Priority: 126<<24 | pref<<8 | 255},
			{Network: "tcp", Port: tcpPort, Foundation: strconv.Itoa(i + 1001), Priority: 90<<24 | pref<<8 | 255, TCPType: ice.TCPTypePassive},
		} {
			if c.Port == 0 {
				continue
			}
			c.Address, c.Component = a.String(), ice.ComponentRTP
			host, err := ice.NewCandidateHost(&c)
			if err != nil {
				return nil, err
			}
			out = append(out, host.Marshal())
		}
	}
	return out, nil
}

// localAddrs lists the machine's addresses that clients may reach, loopback last.
func localAddrs(v6 bool) []netip.Addr {
	found, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out, loop []netip.Addr
	for _, a := range found {
		n, ok := a.(*net.IPNet)
		if !ok {
			continue
		}
		ip, ok := netip.AddrFromSlice(n.IP)
		ip = ip.Unmap()
		switch {
		case !ok || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.Is6() && !v6:
		case ip.IsLoopback():
			loop = append(loop, ip)
		default:
			out = append(out, ip)
		}
	}
	return append(out, loop...)
}
