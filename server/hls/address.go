package hls

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Prefix is where everything of this package is served.
const Prefix = "/hls/"

// Lengths of what stands in a path, in bytes.
const (
	maxID   = 64
	maxUser = 128
	maxFile = 96
)

// target is what an address names.
type target struct {
	id   string // a stream ID; else:
	room uint32
	user string
	file string
}

// parse reads a request's path, still escaped; not ok if it names nothing.
func parse(path string) (t target, ok bool) {
	rest, ok := strings.CutPrefix(path, Prefix)
	if !ok {
		return t, false
	}
	parts := strings.Split(rest, "/")
	t.file = parts[len(parts)-1]
	if !plainName(t.file, maxFile) {
		return t, false
	}
	switch len(parts) {
	case 2:
		t.id = parts[0]
		return t, ValidID(t.id)
	case 3:
		n, err := strconv.ParseUint(parts[0], 10, 32)
		if err != nil || n == 0 || parts[0][0] == '0' || parts[0][0] == '+' {
			return t, false
		}
		t.room = uint32(n)
		if t.user, err = url.PathUnescape(parts[1]); err != nil {
			return t, false
		}
		return t, t.user != "" && len(t.user) <= maxUser
	}
	return t, false
}

// plainName tells whether a name is of letters, digits, dots, lines and dashes, and begins with none of these.
func plainName(s string, most int) bool {
	if s == "" || len(s) > most {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && (i == 0 || c != '.' && c != '_' && c != '-') {
			return false
		}
	}
	return true
}

// ValidID tells whether something can be a stream ID: 1 to 64 letters, digits, dots, lines and dashes, a letter or digit first. So
// it is one part of a path and means nothing else there.
func ValidID(id string) bool { return plainName(id, maxID) }

// scope is what a signature is made for.
func (t target) scope() string {
	if t.id != "" {
		return "id " + t.id
	}
	return strconv.FormatUint(uint64(t.room), 10) + " " + t.user
}

// Address is where a stream is to be had.
type Address struct {
	Path, Plain string    // of the low-latency playlist and of the plain one; with their signature
	Expires     time.Time // zero: never
}

// Address makes the address of what a room's members get of a user.
func (o *Origin) Address(room uint32, user string, p Place) Address {
	t := target{room: room, user: user}
	base := Prefix + strconv.FormatUint(uint64(room), 10) + "/" + url.PathEscape(user) + "/"
	a := Address{Path: base + "index.m3u8", Plain: base + "plain.m3u8"}
	if p.Signed {
		var query string
		query, a.Expires = o.signer.sign(t.scope(), p.Epoch, time.Now())
		a.Path, a.Plain = a.Path+"?"+query, a.Plain+"?"+query
	}
	return a
}
