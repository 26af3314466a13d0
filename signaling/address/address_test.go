package address

import (
	"errors"
	"strings"
	"testing"
)

func TestAddressesAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ typed, http, ws string }{
		{"studio.local", "http://studio.local:7880", "ws://studio.local:7880/ws"},
		{"  Studio.Local \n", "http://studio.local:7880", "ws://studio.local:7880/ws"},
		{"studio.local.", "http://studio.local:7880", "ws://studio.local:7880/ws"},
		{"localhost:80", "http://localhost:80", "ws://localhost:80/ws"},
		{"my_server", "http://my_server:7880", "ws://my_server:7880/ws"},
		{"192.168.1.5:7881", "http://192.168.1.5:7881", "ws://192.168.1.5:7881/ws"},
		{"http://h", "http://h:7880", "ws://h:7880/ws"},
		{"HTTPS://H/", "https://h", "wss://h/ws"},
		{"https://h:8443/onair/", "https://h:8443/onair", "wss://h:8443/onair/ws"},
		{"https://h/a//b/../c", "https://h/a/c", "wss://h/a/c/ws"},
		{"h/onair", "http://h:7880/onair", "ws://h:7880/onair/ws"},
		{"ws://h", "http://h:7880", "ws://h:7880/ws"},
		{"ws://h:99/ws", "http://h:99", "ws://h:99/ws"},
		{"wss://h/onair/ws", "https://h/onair", "wss://h/onair/ws"},
		{"wss://h:443", "https://h", "wss://h/ws"},
		{"https://h/ws", "https://h/ws", "wss://h/ws/ws"},
		{"::1", "http://[::1]:7880", "ws://[::1]:7880/ws"},
		{"[::1]", "http://[::1]:7880", "ws://[::1]:7880/ws"},
		{"[2001:DB8::1]:99", "http://[2001:db8::1]:99", "ws://[2001:db8::1]:99/ws"},
		{"http://2001:db8::1/onair", "http://[2001:db8::1]:7880/onair", "ws://[2001:db8::1]:7880/onair/ws"},
		{"fe80::1%eth0", "http://[fe80::1%25eth0]:7880", "ws://[fe80::1%25eth0]:7880/ws"},
		{"http://[fe80::1%25eth0]:7880", "http://[fe80::1%25eth0]:7880", "ws://[fe80::1%25eth0]:7880/ws"},
		{"https://[::ffff:1.2.3.4]", "https://[::ffff:1.2.3.4]", "wss://[::ffff:1.2.3.4]/ws"},
		{"192.168.1.5：7880", "http://192.168.1.5:7880", "ws://192.168.1.5:7880/ws"},
		{"ｈｔｔｐｓ：／／直播。例子／房间", "https://xn--z6ut02b.xn--fsqu00a/%E6%88%BF%E9%97%B4", "wss://xn--z6ut02b.xn--fsqu00a/%E6%88%BF%E9%97%B4/ws"},
		{"studio.local : 7880", "http://studio.local:7880", "ws://studio.local:7880/ws"},
		{"\u200bhttp:// studio.local /", "http://studio.local:7880", "ws://studio.local:7880/ws"},
		{"Bücher.example", "http://xn--bcher-kva.example:7880", "ws://xn--bcher-kva.example:7880/ws"},
		{"<https://live.example.com>", "https://live.example.com", "wss://live.example.com/ws"},
		{"https://h/a b", "https://h/a%20b", "wss://h/a%20b/ws"},
	} {
		s, err := Parse(c.typed)
		if err != nil || s.String() != c.http || s.WebSocket() != c.ws {
			t.Errorf("%q: %q, %q, %v; want %q, %q", c.typed, s, s.WebSocket(), err, c.http, c.ws)
		}
		roundTrip(t, s)
	}
}

// roundTrip checks that each way of writing s is read back as s.
func roundTrip(t *testing.T, s Server) {
	t.Helper()
	if s.IsZero() {
		return
	}
	for _, text := range []string{s.String(), s.Short(), s.WebSocket()} {
		if again, err := Parse(text); err != nil || again != s {
			t.Errorf("%+v is written %q and read back as %+v, %v", s, text, again, err)
		}
	}
	link := Link{Server: s, Room: 77, Invite: "ABC234"}
	for _, text := range []string{link.String(), link.Page()} {
		if again, err := ParseLink(text); err != nil || again != link || !IsLink(text) {
			t.Errorf("%+v is written %q and read back as %+v, %v", link, text, again, err)
		}
	}
}

func TestWhatIsNoAddress(t *testing.T) {
	for _, typed := range []string{
		"", " ", "http://", "ftp://h", "onair://h/7", "my server", "h:0", "h:65536", "h:http", "h:1:2", "[h]", "[::1", "::1]", "[::1]x", "1.2.3", "300.1.1.1",
		"user@h", "h?x", "h#x", "h..x", ".h", "-", "h\x00", "h/%zz", "fe80::1%", "h:+80", strings.Repeat("a", 64), strings.Repeat("a.", 200), strings.Repeat("x", 1<<20), "\xff", "h/\x07",
	} {
		s, err := Parse(typed)
		var e *Error
		if err == nil && typed != "-" || err != nil && !errors.As(err, &e) {
			t.Errorf("%.80q: %v, %v", typed, s, err)
		}
		if err != nil && len(err.Error()) > 500 {
			t.Errorf("%.80q: an error of %d bytes", typed, len(err.Error()))
		}
	}
}

func TestABareNameMeansHTTPSFirst(t *testing.T) {
	for typed, want := range map[string]string{
		"live.example.org": "https://live.example.org http://live.example.org:7880", " Live.Example.org/onair ": "https://live.example.org/onair http://live.example.org:7880/onair",
		"live.example.org:7880": "http://live.example.org:7880", "http://live.example.org": "http://live.example.org:7880", "https://h": "https://h", "192.168.1.5": "http://192.168.1.5:7880",
		"studio.local": "http://studio.local:7880", "studio": "http://studio:7880", "::1": "http://[::1]:7880", "a.localhost": "http://a.localhost:7880", "localhost": "http://localhost:7880",
	} {
		list, err := Choices(typed)
		var got []string
		for _, s := range list {
			got = append(got, s.String())
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	if _, err := Choices("a b"); err == nil {
		t.Error("what is no address has choices")
	}
}

func TestPagesAreLinks(t *testing.T) {
	for typed, want := range map[string]string{
		"https://h/r/7": "onairs://h/7", "https://h/onair/r/7/": "onairs://h/onair/7", "HTTPS://H:8443/embed/7?chat=1": "onairs://h:8443/7", "http://h/r/7": "onair://h:80/7", "http://h:7880/r/7#invite=AB-C": "onair://h/7?invite=ABC",
		"https://h/r/7?invite=X": "onairs://h/7?invite=X", "https://h/r/7#sig=abc": "onairs://h/7", "http://[::1]/r/7": "onair://[::1]:80/7", "https://h/r/r/7": "onairs://h/r/7",
	} {
		if l, err := ParseLink(typed); err != nil || l.String() != want || !IsLink(typed) {
			t.Errorf("%q: %q, %v; want %q", typed, l, err, want)
		}
	}
	for _, typed := range []string{"https://h", "https://h/7", "https://h/r/x", "https://h/r/", "https:///r/7", "ftp://h/r/7", "https://h/r/7/8", "https://h/r/4294967295"} {
		if l, err := ParseLink(typed); err == nil {
			t.Errorf("%q: %+v", typed, l)
		}
	}
	if page := (Link{Room: 7}).Page(); page != "" {
		t.Errorf("a page of no server: %q", page)
	}
}

func TestLinks(t *testing.T) {
	for typed, want := range map[string]string{
		"12345": "onair://12345", " １２３４５ ": "onair://12345", "onair://12345": "onair://12345", "onair://h/7": "onair://h/7", "ONAIR://H:7880/7/": "onair://h/7",
		"onairs://h/onair/7?invite=AB-C": "onairs://h/onair/7?invite=ABC", "onair://[::1]:99/7": "onair://[::1]:99/7", "onair：／／h／7": "onair://h/7",
		"onair://h:443/7": "onair://h:443/7", "onairs://h:7880/7": "onairs://h:7880/7", "7?invite=X": "onair://7?invite=X",
	} {
		if l, err := ParseLink(typed); err != nil || l.String() != want {
			t.Errorf("%q: %q, %v; want %q", typed, l, err, want)
		}
	}
	for _, typed := range []string{"", "0", "4294967295", "x", "onair://", "onair://h", "onair://h/", "onair://h/x", "http://h/7", "onair:///7/8x", "-1", "+7"} {
		if l, err := ParseLink(typed); err == nil {
			t.Errorf("%q: %+v", typed, l)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"h", "https://h:1/p/ws", "::1%e", "[::1%25e]:2", "直播。例子：８０", "http://1.2.3.4/../a%2fb", "wss://a/ws/ws", "a b", "ß.de", "xn--a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		roundTrip(t, s)
	})
}

func FuzzParseLink(f *testing.F) {
	for _, s := range []string{"7", "onair://h/7", "onairs://h/p/7?invite=x", "onair://[::1]/7", "onair://7?invite=?invite="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLink(text)
		if err != nil {
			return
		}
		if again, err := ParseLink(l.String()); err != nil || again != l {
			t.Errorf("%q: %+v is written %q and read back as %+v, %v", text, l, l, again, err)
		}
	})
}
