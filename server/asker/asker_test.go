package asker

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func request(peer string, header ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = peer
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

func TestTheClientIsWhomTrustedProxiesName(t *testing.T) {
	const xff, fwd = "X-Forwarded-For", "Forwarded"
	p, err := ParseProxies("127.0.0.1, 10.0.0.0/8 ::1,2001:db8:1::/48")
	if err != nil {
		t.Fatal(err)
	}
	for name, k := range map[string]struct {
		peer   string
		header []string
		want   string
	}{
		"nobody between":              {"203.0.113.9:1", nil, "203.0.113.9"},
		"a stranger's word":           {"203.0.113.9:1", []string{xff, "198.51.100.1"}, "203.0.113.9"},
		"a stranger's Forwarded":      {"203.0.113.9:1", []string{fwd, "for=198.51.100.1"}, "203.0.113.9"},
		"a proxy's word":              {"127.0.0.1:1", []string{xff, "198.51.100.1"}, "198.51.100.1"},
		"the client wrote one first":  {"127.0.0.1:1", []string{xff, "192.0.2.1, 198.51.100.1"}, "198.51.100.1"},
		"two proxies":                 {"127.0.0.1:1", []string{xff, "192.0.2.1, 198.51.100.1, 10.2.3.4"}, "198.51.100.1"},
		"several headers":             {"127.0.0.1:1", []string{xff, "192.0.2.1", xff, "198.51.100.1"}, "198.51.100.1"},
		"with a port":                 {"127.0.0.1:1", []string{xff, "198.51.100.1:4711"}, "198.51.100.1"},
		"IPv6":                        {"[::1]:1", []string{xff, "2001:db8::7"}, "2001:db8::7"},
		"IPv6 in brackets":            {"[::1]:1", []string{xff, "[2001:db8::7]:80"}, "2001:db8::7"},
		"IPv4 in IPv6":                {"[::ffff:127.0.0.1]:1", []string{xff, "::ffff:198.51.100.1"}, "198.51.100.1"},
		"only proxies":                {"127.0.0.1:1", []string{xff, "10.1.1.1"}, "10.1.1.1"},
		"nothing said":                {"127.0.0.1:1", nil, "127.0.0.1"},
		"not readable":                {"127.0.0.1:1", []string{xff, "198.51.100.1, unknown"}, "127.0.0.1"},
		"not readable behind a proxy": {"127.0.0.1:1", []string{xff, "198.51.100.1, _x, 10.0.0.1"}, "10.0.0.1"},
		"Forwarded":                   {"127.0.0.1:1", []string{fwd, `for=192.0.2.1;proto=http, For="[2001:db8::7]:80";by=10.0.0.1`}, "2001:db8::7"},
		"Forwarded, hidden":           {"127.0.0.1:1", []string{fwd, "for=192.0.2.1, for=_hidden"}, "127.0.0.1"},
		"both, the same":              {"127.0.0.1:1", []string{xff, "198.51.100.1", fwd, "for=198.51.100.1"}, "198.51.100.1"},
		"both, one of them forged":    {"127.0.0.1:1", []string{xff, "198.51.100.1", fwd, "for=192.0.2.1"}, "127.0.0.1"},
		"no address at all":           {"pipe", []string{xff, "198.51.100.1"}, "invalid IP"},
	} {
		if got := p.Client(request(k.peer, k.header...)); got.String() != k.want {
			t.Errorf("%s: %v, want %s", name, got, k.want)
		}
	}
	for _, bad := range []string{"localhost", "10.0.0.0/33", "1.2.3", "proxy.example"} {
		if _, err := ParseProxies(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestAHouseholdIsOneClient(t *testing.T) {
	for a, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8::1": "2001:db8::", "2001:db8::ffff:1": "2001:db8::", "fe80::1%eth0": "fe80::",
	} {
		if got := Household(netip.MustParseAddr(a)); got.String() != want {
			t.Errorf("%s: %s, want %s", a, got, want)
		}
	}
}

func TestHostsThatNameTheServer(t *testing.T) {
	h := NewHosts("Live.Example.com", "*.onair.example", "studio")
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.0.0.1:7880": true, "[::1]:7880": true, "[::1]": true, "192.0.2.7:1": true, "localhost": true, "LOCALHOST:7880": true,
		"a.localhost": true, "studio.local:7880": true, "studio.local.": true, "live.example.com": true, "LIVE.example.com.:443": true,
		"a.onair.example": true, "a.b.onair.example": true, "studio:7880": true,
		"": false, "evil.example": false, "live.example.com.evil.example": false, "xlive.example.com": false, "onair.example": false,
		"127.0.0.1.evil.example": false, "localhost.evil.example": false, "evillocal": false, "local": false, "127.0.0.1@evil.example": false,
		"evil": false, "1.2.3.4.5": false, "evil.example:7880": false, "*.onair.example.evil": false,
	} {
		if h.Allow(host) != want {
			t.Errorf("host %q: %v", host, !want)
		}
	}
}

func TestPagesOfOthersAreSeen(t *testing.T) {
	for origin, want := range map[string]bool{
		"": true, "http://127.0.0.1:7880": true, "https://127.0.0.1:7880": true, "http://127.0.0.1": false, "http://evil.example": false,
		"null": false, "file://": false, "http://127.0.0.1:7880@evil.example": false, "http://evil@127.0.0.1:7880": false, "http:127.0.0.1:7880": false, "127.0.0.1:7880": false,
	} {
		r := request("127.0.0.1:1")
		r.Host = "127.0.0.1:7880"
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		if SameOrigin(r) != want {
			t.Errorf("origin %q: %v", origin, !want)
		}
	}
	r := request("127.0.0.1:1", "Origin", "https://live.example.com")
	if r.Host = "live.example.com:443"; !SameOrigin(r) {
		t.Error("the usual port makes a difference")
	}
}

func FuzzClient(f *testing.F) {
	f.Add("198.51.100.1, 10.0.0.1", `for="[2001:db8::1]:5"`)
	f.Add(",,,", ";=;for=,")
	p, err := ParseProxies("127.0.0.1,10.0.0.0/8")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, xff, fwd string) {
		a := p.Client(request("127.0.0.1:1", "X-Forwarded-For", xff, "Forwarded", fwd))
		if !a.IsValid() {
			t.Fatalf("no address for %q, %q", xff, fwd)
		}
		// What a client writes itself stands left of what its proxy adds.
		b := p.Client(request("127.0.0.1:1", "X-Forwarded-For", xff+", 203.0.113.9"))
		if b.String() != "203.0.113.9" {
			t.Fatalf("%q in front changes the client to %v", xff, b)
		}
	})
}

func FuzzHost(f *testing.F) {
	f.Add("evil.example:80")
	f.Add("[::1]:80")
	h := NewHosts("live.example.com")
	f.Fuzz(func(t *testing.T, host string) {
		if h.Allow(host+".evil.example") && !strings.ContainsAny(host, ":[]%") {
			t.Errorf("%q is let in below a stranger's name", host)
		}
	})
}
