// Package nearby finds room servers on the local network and lets a server be
// found, by DNS-SD over multicast DNS (RFC 6762, RFC 6763): service _onair._tcp,
// with the server's ID, name and whether it takes guests in the TXT record.
//
// Where multicast is not possible (no network interface, a firewall, another
// program in the way) nothing fails: Watch also asks this machine's usual address
// over HTTP, so that a server on the same computer is found all the same, and
// tries everything again in the next round.
package nearby

import (
	"net"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	service = "_onair._tcp"
	domain  = "local."
)

// Server is a room server that answered.
type Server struct {
	// ID stays the same over restarts; it is how the same server is known again
	// under several addresses.
	ID   string
	Name string
	// URL is http://address:port, or https:// with the name that its certificate is for;
	// it is for the sign-in form.
	URL string
	// Guests: anybody may log in under a free name.
	Guests bool
}

// Info is what a server tells of itself.
type Info struct {
	ID     string
	Name   string
	Port   int // of HTTP and WebSocket
	Guests bool
	// TLS: the port is of HTTPS. Host is the name that there is a certificate for; empty:
	// it is for the addresses.
	TLS  bool
	Host string
	// IPs limits the addresses announced, for a server that listens on one of
	// them only; none: those of each network interface.
	IPs []net.IP
}

// maxName keeps a name within one string of a TXT record (RFC 6763 section 6.1).
const maxName = 200

func (i Info) txt() []string {
	name := i.Name
	for len(name) > maxName || !utf8.ValidString(name) {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	guests := "0"
	if i.Guests {
		guests = "1"
	}
	txt := []string{"txtvers=1", "id=" + i.ID, "guests=" + guests, "name=" + strings.ReplaceAll(name, `\`, `\\`)}
	if i.TLS {
		txt = append(txt, "tls=1")
	}
	if i.TLS && i.Host != "" {
		txt = append(txt, "host="+i.Host)
	}
	return txt
}

// record is what a TXT record says.
type record struct {
	Server
	tls  bool
	host string
}

// url is where a server is that answered from an address.
func (r record) url(ip net.IP, port int) string {
	host, scheme := ip.String(), "http://"
	if r.tls {
		scheme = "https://"
		if r.host != "" {
			host = r.host
		}
		if port == 443 {
			return scheme + host
		}
	}
	return scheme + net.JoinHostPort(host, strconv.Itoa(port))
}

// isHost reports whether text may be a computer's name, and no address.
func isHost(text string) bool {
	if len(text) > 240 || text == "" || net.ParseIP(text) != nil {
		return false
	}
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// readTXT is the other direction; unknown keys are ignored (RFC 6763 section 6.4).
func readTXT(fields []string) (s record, ok bool) {
	for _, f := range fields {
		key, value, _ := strings.Cut(unescape(f), "=")
		switch strings.ToLower(key) {
		case "id":
			s.ID = clean(value, 64)
		case "name":
			s.Name = clean(value, maxName)
		case "guests":
			s.Guests = value == "1"
		case "tls":
			s.tls = value == "1"
		case "host":
			if s.host = strings.ToLower(value); !isHost(s.host) {
				return record{}, false
			}
		}
	}
	return s, s.ID != ""
}

// unescape undoes how the library writes a TXT record's bytes: \DDD in decimal,
// or a backslash before the character (RFC 1035 section 5.1).
func unescape(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b = append(b, text[i])
			continue
		}
		if i+3 < len(text) {
			if n, err := strconv.ParseUint(text[i+1:i+4], 10, 8); err == nil {
				b = append(b, byte(n))
				i += 3
				continue
			}
		}
		i++
		b = append(b, text[i])
	}
	return string(b)
}

// clean takes out what cannot be shown, and what is too long: it comes from
// anybody on the network.
func clean(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, text)
	if len(text) > most {
		return ""
	}
	return text
}

// interfaces are those on which multicast may work.
func interfaces() []net.Interface {
	all, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var list []net.Interface
	for _, i := range all {
		if i.Flags&net.FlagUp != 0 && i.Flags&net.FlagMulticast != 0 && len(addresses(i)) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// addresses are an interface's IPv4 addresses: every network that carries mDNS
// at home has them, and their URLs need no zone.
func addresses(i net.Interface) []net.IP {
	addrs, err := i.Addrs()
	if err != nil {
		return nil
	}
	var list []net.IP
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil {
			list = append(list, n.IP.To4())
		}
	}
	return list
}
