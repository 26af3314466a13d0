package nearby

import (
	"net"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzTXT reads what anybody on the network may announce.
func FuzzTXT(f *testing.F) {
	f.Add(`id=1`, `name=S\195\188d`)
	f.Add(`ID=\\`, "name=\\")
	f.Add("guests=1", `name=\999\12`)
	f.Add("tls=1", "host=live.example.org/x")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, ok := readTXT([]string{a, b})
		if u, err := url.Parse(s.url(net.IPv4(192, 0, 2, 1), 7880)); ok && (err != nil || u.Port() != "7880" || u.Path != "" || u.User != nil || u.Hostname() == "") {
			t.Fatalf("%q %q: %v, %v", a, b, u, err)
		}
		if ok != (s.ID != "") || len(s.ID) > 64 || len(s.Name) > maxName {
			t.Fatalf("%q %q: %+v %v", a, b, s, ok)
		}
		for _, text := range []string{s.ID, s.Name} {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
				t.Fatalf("%q %q: %q can be seen", a, b, text)
			}
		}
	})
}

// FuzzName announces any name: what is read is what was meant, cut at most.
func FuzzName(f *testing.F) {
	f.Add(`Studio "Süd" \ 1`)
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) {
			return
		}
		txt := Info{ID: "i", Name: name}.txt()
		if s, ok := readTXT(txt); !ok || !strings.HasPrefix(clean(name, len(name)), s.Name) && s.Name != "" {
			t.Fatalf("%q became %q", name, s.Name)
		}
	})
}
