package address

import (
	"strconv"
	"strings"
)

// MaxRoom is the largest room number.
const MaxRoom = 4294967294

// plain and secure begin a room's link: of a server over http and over https.
const plain, secure = "onair://", "onairs://"

// Invitations stand behind these: a page's behind the second, so that they come into no
// log.
const inviteMark, pageMark = "?invite=", "#invite="

// pagePaths are where a server has a room's pages.
var pagePaths = []string{"/r/", "/embed/"}

// maxInvite bounds an invitation's code.
const maxInvite = 64

// Link names a room to others: onair://HOST[:PORT][/PATH]/ROOM, onairs:// for a
// server over https, with ?invite=CODE for a private room.
type Link struct {
	Server Server // zero: the server that is in use
	Room   uint32 // 1..MaxRoom
	Invite string // letters and digits; empty: none
}

// IsLink reports whether text is written as a link, right or wrong, or is the address
// of a room's page.
func IsLink(text string) bool {
	text = strings.ToLower(tidy(text))
	_, page := pageLink(text)
	return page || strings.HasPrefix(text, plain) || strings.HasPrefix(text, secure)
}

// pageLink writes the address of a room's page, with what follows it, as a link.
func pageLink(text string) (string, bool) {
	text, _, _ = strings.Cut(text, "#")
	scheme, rest, _ := strings.Cut(text, "://")
	scheme = strings.ToLower(scheme)
	if scheme != "http" && scheme != "https" {
		return "", false
	}
	rest, _, _ = strings.Cut(rest, "?")
	rest = strings.TrimRight(rest, "/")
	for _, page := range pagePaths {
		at := strings.LastIndex(rest, page)
		if at < 1 || strings.Trim(rest[at+len(page):], "0123456789") != "" {
			continue
		}
		host, path, _ := strings.Cut(rest[:at], "/")
		if scheme == "http" && !strings.Contains(host[strings.LastIndexByte(host, ']')+1:], ":") {
			host += ":80" // browsers' usual port, which is not a link's
		}
		link := map[string]string{"http": plain, "https": secure}[scheme] + host
		if path != "" {
			link += "/" + path
		}
		return link + "/" + rest[at+len(page):], true
	}
	return "", false
}

// ParseLink reads a link, the address of a room's page, or a room's number alone. Errors
// are *Error.
func ParseLink(text string) (Link, error) {
	typed := text
	text = tidy(text)
	mark := inviteMark
	if !strings.Contains(text, mark) {
		mark = pageMark
	}
	text, code, _ := strings.Cut(text, mark)
	if link, ok := pageLink(text); ok {
		text = link
	}
	link := Link{Invite: cleanInvite(code)}
	room := text
	if IsLink(text) {
		scheme, rest, _ := strings.Cut(text, "://")
		rest = strings.Trim(rest, "/")
		room = rest
		if i := strings.LastIndexByte(rest, '/'); i >= 0 {
			http := "http://"
			if strings.EqualFold(scheme, "onairs") {
				http = "https://"
			}
			s, err := Parse(http + rest[:i])
			if err != nil {
				return Link{}, err
			}
			link.Server, room = s, rest[i+1:]
		}
	}
	n, err := strconv.ParseUint(strings.TrimSpace(room), 10, 32)
	if err != nil || n < 1 || n > MaxRoom {
		return Link{}, wrong(typed, "is neither a room number (1 to 4294967294) nor a link")
	}
	link.Room = uint32(n)
	return link, nil
}

// String writes the link; ParseLink reads it back.
func (l Link) String() string {
	out := plain
	if l.Server.tls {
		out = secure
	}
	if !l.Server.IsZero() {
		_, rest, _ := strings.Cut(l.Server.url("http", l.Server.usual()), "://")
		out += rest + "/"
	}
	out += strconv.FormatUint(uint64(l.Room), 10)
	if l.Invite != "" {
		out += inviteMark + l.Invite
	}
	return out
}

// Page is the address of the room's page, for browsers; "" without a server. ParseLink
// reads it back.
func (l Link) Page() string {
	if l.Server.IsZero() {
		return ""
	}
	page := l.Server.URL(pagePaths[0] + strconv.FormatUint(uint64(l.Room), 10))
	if l.Invite != "" {
		page += pageMark + l.Invite
	}
	return page
}

// usual reports whether the port goes without saying.
func (s Server) usual() bool {
	if s.tls {
		return s.port == tlsPort
	}
	return s.port == DefaultPort
}

func cleanInvite(code string) string {
	code = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, code)
	return code[:min(len(code), maxInvite)]
}
