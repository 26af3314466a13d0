// Package asker tells who sent an HTTP request: from which address, past which
// proxies, for which host, and whether a web page of somebody else's made it.
package asker

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the addresses of proxies whose word about their clients is taken.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks (CIDR), which commas or spaces part.
func ParseProxies(list string) (Proxies, error) {
	var out Proxies
	for _, f := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(f)
		if a, aerr := netip.ParseAddr(f); err != nil && aerr == nil {
			a = a.Unmap().WithZone("")
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network such as 10.0.0.0/8", f)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// Has reports whether a is one of the proxies.
func (p Proxies) Has(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, n := range p {
		if n.Contains(a) {
			return true
		}
	}
	return false
}

// Peer is the address a request's connection comes from; not valid if it has none.
func Peer(r *http.Request) netip.Addr {
	p, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap().WithZone("")
}

// Client is the address of who made a request: the peer, or, if that is one of
// the proxies, the last address in X-Forwarded-For or Forwarded that is none of
// them. What stands left of that anybody may have written. If the two headers
// contradict each other one of them is the client's own, and the peer counts.
func (p Proxies) Client(r *http.Request) netip.Addr {
	peer := Peer(r)
	if !p.Has(peer) {
		return peer
	}
	a, isA := p.last(peer, hops(r.Header.Values("X-Forwarded-For")))
	b, isB := p.last(peer, forwarded(r.Header.Values("Forwarded")))
	switch {
	case isA && isB && a != b:
		return peer
	case isA:
		return a
	case isB:
		return b
	}
	return peer
}

// Secure reports whether a request came over TLS: to here, or to one of the proxies,
// by its word in X-Forwarded-Proto.
func (p Proxies) Secure(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	proto := r.Header.Values("X-Forwarded-Proto")
	return len(proto) == 1 && strings.EqualFold(proto[0], "https") && p.Has(Peer(r))
}

// last reads hops from the right until one is no proxy. A hop that cannot be read
// ends the search: what is left of it is not vouched for.
func (p Proxies) last(peer netip.Addr, hops []string) (netip.Addr, bool) {
	if len(hops) == 0 {
		return peer, false
	}
	at := peer
	for i := len(hops) - 1; i >= 0; i-- {
		a, ok := address(hops[i])
		if !ok {
			break
		}
		if at = a; !p.Has(a) {
			break
		}
	}
	return at, true
}

// maxHops is how many hops are looked at, from the right.
const maxHops = 32

func hops(values []string) []string {
	var out []string
	for _, v := range values {
		out = append(out, strings.Split(v, ",")...)
	}
	return out[max(0, len(out)-maxHops):]
}

// forwarded are the "for" parts of Forwarded (RFC 7239), "" for an element
// without one.
func forwarded(values []string) []string {
	list := hops(values)
	for i, element := range list {
		list[i] = ""
		for _, pair := range strings.Split(element, ";") {
			if k, v, ok := strings.Cut(pair, "="); ok && strings.EqualFold(strings.TrimSpace(k), "for") {
				list[i] = strings.Trim(strings.TrimSpace(v), `"`)
			}
		}
	}
	return list
}

// address reads an address as proxies write it: plain, in brackets, with a port.
func address(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if p, err := netip.ParseAddrPort(s); err == nil {
		return p.Addr().Unmap().WithZone(""), true
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	a, err := netip.ParseAddr(s)
	return a.Unmap().WithZone(""), err == nil
}

// Household is what counts as one client: an IPv4 address, or the network of 64
// bits that one household's IPv6 addresses share.
func Household(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.Addr()
		}
	}
	return a
}
