package sfu

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// candidateLines writes the server's candidates (RFC 8839): each address over UDP, then over TCP (RFC 6544, passive).
func candidateLines(addrs []netip.Addr, udpPort, tcpPort int) []string {
	var out []string
	for i, a := range addrs {
		pref := uint32(65535 - i)
		if udpPort != 0 {
			prio := 126<<24 | pref<<8 | 255
			out = append(out, fmt.Sprintf("a=candidate:%d 1 udp %d %s %d typ host", i+1, prio, a, udpPort))
		}
		if tcpPort != 0 {
			prio := 90<<24 | pref<<8 | 255
			out = append(out, fmt.Sprintf("a=candidate:%d 1 tcp %d %s %d typ host tcptype passive", i+1001, prio, a, tcpPort))
		}
	}
	return append(out, "a=end-of-candidates")
}

// withCandidates replaces the candidates of an answer by the given lines, in its first section that was not refused.
func withCandidates(answer string, lines []string) string {
	var b strings.Builder
	placed, open := false, false
	place := func() {
		if open && !placed {
			for _, l := range lines {
				b.WriteString(l + "\r\n")
			}
			placed = true
		}
	}
	for _, l := range strings.Split(strings.TrimRight(answer, "\r\n"), "\r\n") {
		if strings.HasPrefix(l, "m=") {
			place()
			f := strings.Fields(l)
			open = len(f) > 1 && f[1] != "0"
		}
		if strings.HasPrefix(l, "a=candidate:") || l == "a=end-of-candidates" {
			continue
		}
		b.WriteString(l + "\r\n")
	}
	place()
	return b.String()
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
