package clean

import (
	"strings"
	"testing"

	"onair/signaling"
)

func TestAddressesOfPictures(t *testing.T) {
	good := []string{"", "avatar:1", "avatar:12", "https://example.org/a.png?x=1#y", "http://[2001:db8::1]:8080/%20a.jpg", "/covers/anna/0123456789ab", "/onair/covers/anna/01",
		"data:image/png;base64,iVBORw0KGgo=", "HTTPS://Example.org/", "https://例え.jp/絵.png"}
	bad := []string{"javascript:alert(1)", "file:///etc/passwd", "data:text/html;base64,PGI+", "data:image/svg+xml;base64,AA==", "ftp://example.org/a.png", "//evil.example/a.png",
		"https://me:secret@example.org/a.png", "https://me@example.org/", "https:///a.png", "https://", "http:a.png", "a.png", "../a.png", "/../../a", "/a/../b", "/a//b",
		"https://example.org/a b", "https://example.org/a\nb", "https://example.org/\u202egnp.a", "https://example.org/\x00", "\\\\host\\a", "https:\\\\example.org", "avatar:", "avatar:" + strings.Repeat("1", 40),
		"https://example.org/\xff", "https://exa<mple.org/", "https://example.org/%zz", "/" + strings.Repeat("x", signaling.MaxURL), "onair://join", "https://:80/"}
	for _, a := range good {
		if err := Picture("picture", a); err != nil || Shown(a) != a {
			t.Errorf("%q: %v", a, err)
		}
	}
	for _, a := range bad {
		if err := Picture("picture", a); signaling.CodeOf(err) != signaling.CodeBadArgument || Shown(a) != "" {
			t.Errorf("%q: %v", a, err)
		}
	}
}

func FuzzPictureAddress(f *testing.F) {
	f.Add("https://example.org/a.png")
	f.Add("data:image/png;base64,AA")
	f.Fuzz(func(t *testing.T, address string) {
		if shown := Shown(address); shown != "" && (shown != address || Text(shown) != shown) {
			t.Fatalf("%q is shown as %q", address, shown)
		}
	})
}
