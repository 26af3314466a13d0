package asker

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Hosts are the names a server is asked for by. A page whose own name was made to
// point here (DNS rebinding) asks by another.
type Hosts struct{ names map[string]bool }

// NewHosts makes a set of names, to which those that cannot be made to point here
// belong anyway: addresses, localhost and below it, names of the local network
// (.local). A name that begins with "*." stands for all below it.
func NewHosts(names ...string) Hosts {
	h := Hosts{make(map[string]bool)}
	for _, n := range names {
		if n = clean(n); n != "" {
			h.names[n] = true
		}
	}
	return h
}

// clean makes names that are the same equal.
func clean(name string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(name)), ".")
}

// hostOf takes the port off a Host header.
func hostOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return clean(name)
	}
	return clean(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
}

// Allow reports whether a Host header names this server.
func (h Hosts) Allow(host string) bool {
	name := hostOf(host)
	if a, err := netip.ParseAddr(name); err == nil {
		return a.IsValid()
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || strings.HasSuffix(name, ".local") || h.names[name] {
		return true
	}
	for at := strings.IndexByte(name, '.'); at >= 0; {
		if h.names["*"+name[at:]] {
			return true
		}
		next := strings.IndexByte(name[at+1:], '.')
		if next < 0 {
			return false
		}
		at += 1 + next
	}
	return false
}

// SameOrigin reports whether a request is no web page's, or one's that came from
// the host that it asks.
func SameOrigin(r *http.Request) bool {
	values := r.Header.Values("Origin")
	if len(values) == 0 {
		return true
	}
	if len(values) > 1 {
		return false
	}
	u, err := url.Parse(values[0])
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" || u.User != nil {
		return false
	}
	return u.Host != "" && SameHost(u.Scheme, u.Host, r.Host)
}

// SameHost reports whether two names with or without a port are the same place for a
// scheme.
func SameHost(scheme, a, b string) bool { return strings.EqualFold(strip(a, scheme), strip(b, scheme)) }

// strip takes a scheme's usual port off.
func strip(host, scheme string) string {
	usual := map[string]string{"http": ":80", "https": ":443"}[scheme]
	return strings.TrimSuffix(host, usual)
}
