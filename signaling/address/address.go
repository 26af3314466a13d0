// Package address reads a server's address as people type, paste and share it,
// once, and writes it in one form for every use: HTTP, WebSocket, a room's link.
package address

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// DefaultPort is where a server listens that speaks plain HTTP; behind https it
// is 443.
const DefaultPort = 7880

const tlsPort = 443

// maxLength bounds what is looked at: an address is short.
const maxLength = 2048

// Server is where a room server is reached. The zero value is nowhere. Servers
// are compared with ==.
type Server struct {
	tls  bool
	host string // ASCII: a name in lower case, or an IP address, with its zone
	port uint16
	path string // decoded, "" or "/onair"
}

// Error says what is wrong with an address.
type Error struct {
	Text string // as typed, shortened
	Why  string
}

func (e *Error) Error() string { return strconv.Quote(e.Text) + " " + e.Why }

func wrong(text, why string) error {
	if r := []rune(text); len(r) > 80 {
		text = string(r[:80])
	}
	return &Error{strings.ToValidUTF8(text, "?"), why}
}

// Parse reads an address: "studio.local", "192.168.1.5:7880", "::1",
// "https://live.example.com/onair", "ws://host/ws". Without a scheme, and with
// http or ws, the port is 7880 unless it is said; with https and wss it is 443.
// Full-width letters and signs, as Chinese keyboards give them, names in any
// language, and spaces around it are understood. Errors are *Error.
func Parse(text string) (Server, error) {
	typed := text
	text = tidy(text)
	if len(text) > maxLength || !utf8.ValidString(text) {
		return Server{}, wrong(typed, "is too long for an address")
	}
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "http", text
	}
	var s Server
	var socket bool
	switch strings.ToLower(scheme) {
	case "http":
	case "https":
		s.tls = true
	case "ws":
		socket = true
	case "wss":
		s.tls, socket = true, true
	default:
		return Server{}, wrong(typed, "starts with neither http:// nor https://")
	}
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		return Server{}, wrong(typed, "has more than an address in it")
	}
	host, p := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, p = rest[:i], rest[i:]
	}
	if err := s.setHost(host); err != "" {
		return Server{}, wrong(typed, err)
	}
	if err := s.setPath(p, socket); err != "" {
		return Server{}, wrong(typed, err)
	}
	return s, nil
}

// Choices are the servers that text may mean, in the order to try them: a bare name of
// the world means https before plain HTTP. All else means one: a scheme, a port, a number
// and a name of the local network say what they mean. Errors are *Error.
func Choices(text string) ([]Server, error) {
	s, err := Parse(text)
	if err != nil {
		return nil, err
	}
	_, ip := netip.ParseAddr(s.host)
	bare := !strings.Contains(tidy(text), ":")
	if !bare || ip == nil || !strings.Contains(s.host, ".") || strings.HasSuffix(s.host, ".local") || strings.HasSuffix(s.host, ".localhost") {
		return []Server{s}, nil
	}
	return []Server{{tls: true, host: s.host, port: tlsPort, path: s.path}, s}, nil
}

// tidy undoes what keyboards and pasting do to an address.
func tidy(text string) string {
	if len(text) > 4*maxLength {
		return text[:maxLength+1]
	}
	text = strings.NewReplacer("。", ".", "｡", ".", "、", "/", "∶", ":", "︰", ":", "％", "%").Replace(text)
	text = norm.NFKC.String(text)
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) { // zero width, direction marks
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Trim(text, " <>\"'“”‘’«»「」《》,;")
	for _, sign := range []string{":", "/", "."} { // "host : 7880"
		for strings.Contains(text, " "+sign) || strings.Contains(text, sign+" ") {
			text = strings.ReplaceAll(strings.ReplaceAll(text, " "+sign, sign), sign+" ", sign)
		}
	}
	return text
}

// setHost reads "name", "name:port", "1.2.3.4:port", "::1", "[::1%eth0]:port".
func (s *Server) setHost(text string) string {
	if strings.Contains(text, "@") {
		return "has a user name in it, which a server's address does not"
	}
	host, port := text, ""
	switch inner, after, ok := strings.Cut(strings.TrimPrefix(text, "["), "]"); {
	case strings.HasPrefix(text, "[") && ok:
		host = inner
		if after != "" && !strings.HasPrefix(after, ":") {
			return "has something behind its bracket"
		}
		port = strings.TrimPrefix(after, ":")
		if !strings.Contains(host, ":") {
			return "has brackets, which are for IPv6 addresses"
		}
	case strings.Count(text, ":") == 1:
		host, port, _ = strings.Cut(text, ":")
	}
	s.port = DefaultPort
	if s.tls {
		s.port = tlsPort
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 || port[0] == '+' {
			return "has no port between 1 and 65535"
		}
		s.port = uint16(n)
	}
	if strings.Contains(host, ":") {
		return s.setIPv6(host)
	}
	return s.setName(host)
}

func (s *Server) setIPv6(host string) string {
	bare, zone, has := strings.Cut(host, "%")
	zone = strings.TrimPrefix(zone, "25") // as URLs write it
	ip, err := netip.ParseAddr(bare)
	if err != nil || has && (zone == "" || strings.ContainsFunc(zone, notInZone)) {
		return "is no IPv6 address"
	}
	if has && ip.Is4In6() {
		return "is no IPv6 address"
	}
	s.host = ip.WithZone(zone).String()
	return ""
}

func notInZone(r rune) bool {
	return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.", r)
}

// names turns names in any language into what the name service knows.
var names = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

func (s *Server) setName(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil {
		s.host = ip.String()
		return ""
	}
	ascii, err := names.ToASCII(strings.TrimSuffix(host, "."))
	ascii = strings.ToLower(ascii)
	if err != nil || ascii == "" || len(ascii) > 253 || strings.HasPrefix(ascii, ".") || strings.Contains(ascii, "..") ||
		strings.ContainsFunc(ascii, notInZone) || strings.HasSuffix(ascii, ".") {
		return "is no name of a computer"
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if len(label) > 63 {
			return "is no name of a computer"
		}
	}
	if last := ascii[strings.LastIndexByte(ascii, '.')+1:]; !strings.ContainsFunc(last, func(r rune) bool { return r < '0' || r > '9' }) {
		return "is no name of a computer" // 1.2.3, 300.1.1.1: mistyped numbers
	}
	if again, err := names.ToASCII(ascii); err != nil || strings.ToLower(again) != ascii {
		return "is no name of a computer"
	}
	s.host = ascii
	return ""
}

// setPath keeps the place of a server behind a proxy; the way to the WebSocket is
// not part of it.
func (s *Server) setPath(p string, socket bool) string {
	p, err := url.PathUnescape(p)
	if err != nil || strings.ContainsFunc(p, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError || r == '\\' }) {
		return "has a path that cannot be read"
	}
	p = path.Clean("/" + p)
	if socket && (p == "/ws" || strings.HasSuffix(p, "/ws")) {
		p = strings.TrimSuffix(p, "/ws")
	}
	s.path = strings.TrimRight(p, "/")
	return ""
}

// IsZero reports whether s is nowhere.
func (s Server) IsZero() bool { return s.host == "" }

// TLS reports whether the way to the server is encrypted.
func (s Server) TLS() bool { return s.tls }

// Host is the name or IP address, without port and brackets.
func (s Server) Host() string { return s.host }

// HostPort is for dialling.
func (s Server) HostPort() string { return net.JoinHostPort(s.host, strconv.Itoa(int(s.port))) }

// String is the address for HTTP, without a slash at the end, such as
// "http://studio.local:7880" or "https://live.example.com/onair". Parse reads it
// back.
func (s Server) String() string {
	if s.IsZero() {
		return ""
	}
	return s.url("http", s.tls && s.port == tlsPort)
}

// URL is the address of one of the server's pages: URL("/api/info").
func (s Server) URL(page string) string { return s.String() + page }

// WebSocket is where the messages go.
func (s Server) WebSocket() string {
	if s.IsZero() {
		return ""
	}
	return s.url("ws", s.tls && s.port == tlsPort) + "/ws"
}

// Short is String for people: without what goes without saying.
func (s Server) Short() string {
	if s.tls || s.IsZero() {
		return s.String()
	}
	_, rest, _ := strings.Cut(s.url("http", s.port == DefaultPort), "://")
	return rest
}

func (s Server) url(scheme string, withoutPort bool) string {
	if s.tls {
		scheme += "s"
	}
	host := s.host
	if strings.Contains(host, ":") {
		host = "[" + strings.Replace(host, "%", "%25", 1) + "]"
	}
	if !withoutPort {
		host = fmt.Sprintf("%s:%d", host, s.port)
	}
	return scheme + "://" + host + (&url.URL{Path: s.path}).EscapedPath()
}
