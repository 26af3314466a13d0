package clean

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"onair/signaling"
)

// Picture refuses the address of an avatar or a cover that other people's
// programs should not be sent to: those take http and https, a path of this
// server, a small picture in the address itself, and an avatar that is drawn.
func Picture(what, address string) error {
	if len(address) > signaling.MaxURL {
		return signaling.NewError(signaling.CodeBadArgument, "", "the address of the "+what+" is too long")
	}
	if why := badPicture(address); why != "" {
		return signaling.NewError(signaling.CodeBadArgument, "", fmt.Sprintf("the address of the %s %s", what, why))
	}
	return nil
}

// Shown is an address as it may go out: one kept by an earlier version
// that would be refused today is left out.
func Shown(address string) string {
	if address != "" && (len(address) > signaling.MaxURL || badPicture(address) != "") {
		return ""
	}
	return address
}

// badPicture says what is wrong with an address; "" for a good one or none.
func badPicture(address string) string {
	if address == "" {
		return ""
	}
	if !utf8.ValidString(address) || strings.ContainsFunc(address, notInAddress) {
		return "has characters that do not belong in one"
	}
	u, err := url.Parse(address)
	if err != nil {
		return "cannot be read"
	}
	switch {
	case u.User != nil:
		return "has a name or password in it"
	case u.Scheme == "http" || u.Scheme == "https":
		if u.Hostname() == "" {
			return "names no server"
		}
	case u.Scheme == "avatar":
		if u.Opaque == "" || len(u.Opaque) > 16 {
			return "names no avatar"
		}
	case u.Scheme == "data":
		if kind, _, ok := strings.Cut(u.Opaque, ";base64,"); !ok || !dataPictures[kind] {
			return "holds no picture"
		}
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(u.Path, "/"):
		if path.Clean(u.Path) != u.Path || strings.HasPrefix(u.Path, "//") {
			return "is no path of this server"
		}
	default:
		return "is not of http or https, nor a path of this server"
	}
	return ""
}

// dataPictures are the kinds of picture that an address may hold itself.
var dataPictures = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

// notInAddress are characters that an address has to write otherwise, and those
// that make it look like another one.
func notInAddress(r rune) bool {
	return r <= ' ' || r == '\\' || r == '<' || r == '>' || r == '"' || unicode.IsControl(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar
}
