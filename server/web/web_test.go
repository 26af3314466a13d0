package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"onair/signaling"
)

const evil = `Anna's "><script>alert(1)</script> & friends`

// site has a public room 7, a private room 8, and one with a strange title, 9.
func site(t *testing.T, change ...func(*Config)) *Site {
	t.Helper()
	var cover bytes.Buffer
	if err := png.Encode(&cover, image.NewGray(image.Rect(0, 0, 16, 9))); err != nil {
		t.Fatal(err)
	}
	cfg := Config{Name: "Studio", Log: slog.New(slog.DiscardHandler), Secure: func(r *http.Request) bool { return r.TLS != nil },
		Cover: func(*http.Request, string) []byte { return cover.Bytes() },
		Room: func(id uint32) (signaling.RoomInfo, bool) {
			switch id {
			case 7:
				return signaling.RoomInfo{RoomID: 7, RoomName: "Cooking", OwnerID: "anna", OwnerName: "Anna", CoverURL: "/covers/anna/0011", MemberCount: 4, Live: true}, true
			case 8:
				return signaling.RoomInfo{RoomID: 8, RoomName: "Secret", OwnerName: "Bob", CoverURL: "/covers/bob/22", Private: true}, true
			case 9:
				return signaling.RoomInfo{RoomID: 9, RoomName: evil, OwnerID: "anna", CoverURL: "https://pictures.example/a?b=\"c"}, true
			}
			return signaling.RoomInfo{}, false
		}}
	for _, f := range change {
		f(&cfg)
	}
	return New(cfg)
}

func get(s *Site, target string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPagesAndWhatTheyMayDo(t *testing.T) {
	s := site(t)
	for path, want := range map[string]int{
		"/": 200, "/r/7": 200, "/r/8": 200, "/r/4294967294": 404, "/r/0": 404, "/r/07": 404, "/r/x": 404, "/r/4294967295": 404, "/embed/7": 200, "/embed/5": 404, "/nothing": 404,
	} {
		res := get(s, "http://live.example.org:7880"+path)
		text := body(t, res)
		if res.StatusCode != want {
			t.Errorf("%s: %s", path, res.Status)
		}
		if path == "/nothing" {
			continue
		}
		h := res.Header
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self' ws://live.example.org:7880 wss://live.example.org:7880;", "base-uri 'none'", "form-action 'none'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: %q lacks %s", path, csp, part)
			}
		}
		framed := strings.HasPrefix(path, "/embed/")
		if strings.HasSuffix(csp, "frame-ancestors *") != framed || strings.Contains(h.Get("Permissions-Policy"), "camera=(self)") == framed ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", path, h)
		}
		if page := strings.Contains(text, "<!doctype html>"); page != (path != "/r/0" && path != "/r/07" && path != "/r/x" && path != "/r/4294967295") {
			t.Errorf("%s: a page: %v", path, page)
		}
		if foreign := regexp.MustCompile(`(?:src|href)="(?:https?:)?//`).FindAllString(strings.ReplaceAll(text, `href="http://live.example.org:7880/`, ""), -1); foreign != nil {
			t.Errorf("%s asks others: %v", path, foreign)
		}
	}
	if odd := sockets(`h;script-src *`); odd != "" {
		t.Errorf("a host adds %q to the policy", odd)
	}
	if tag := get(s, "/r/7").Header.Get("ETag"); get(s, "/r/7", "If-None-Match", tag).StatusCode != http.StatusNotModified {
		t.Error("a page that is as it was is sent again")
	}
}

func TestFilesAreKept(t *testing.T) {
	s := site(t)
	found := regexp.MustCompile(`"\.\./(web/[0-9a-f]+/)main\.js"`).FindStringSubmatch(body(t, get(s, "/r/7")))
	if found == nil {
		t.Fatal("the room's page does not name main.js")
	}
	for name, kind := range map[string]string{"main.js": "text/javascript; charset=utf-8", "main.css": "text/css; charset=utf-8", "texts/en.json": "application/json", "texts/zh.json": "application/json"} {
		for under, age := range map[string]string{"/" + found[1]: "public, max-age=31536000, immutable", "/web/": "no-cache", "/web/0123456789abcdef/": "no-cache"} {
			res := get(s, under+name, "Accept-Encoding", "br, gzip")
			if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != age || res.Header.Get("Content-Type") != kind {
				t.Errorf("%s%s: %s, %v", under, name, res.Status, res.Header)
			}
		}
		packed, plain := get(s, "/web/"+name, "Accept-Encoding", "gzip"), get(s, "/web/"+name, "Accept-Encoding", "gzip;q=0")
		whole, b := body(t, plain), io.Reader(packed.Body)
		if packed.Header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(packed.Body)
			if err != nil {
				t.Fatal(err)
			}
			b = z
			if packed.Header.Get("ETag") == plain.Header.Get("ETag") {
				t.Errorf("%s has one tag for two forms", name)
			}
		}
		if got, err := io.ReadAll(b); err != nil || string(got) != whole || plain.Header.Get("Content-Encoding") != "" || packed.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %d of %d bytes, %v, %v", name, len(got), len(whole), err, plain.Header)
		}
		if again := get(s, "/web/"+name, "If-None-Match", plain.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %s", name, again.Status)
		}
	}
	for _, path := range []string{"/web/", "/web/index.html", "/web/card.html", "/web/none.js", "/web/../web.go", "/web/%2e%2e/web.go", "/web/texts/../../web.go", "/web/" + strings.Repeat("a", 9999)} {
		if res := get(s, path); res.StatusCode == http.StatusOK {
			t.Errorf("%s is served", path)
		}
	}
}

func TestALinkShowsACard(t *testing.T) {
	s := site(t, func(c *Config) { c.Public = "https://live.example.org/onair" })
	text := body(t, get(s, "http://10.0.0.5/r/7"))
	for _, want := range []string{
		`<title>Cooking</title>`, `property="og:title" content="Cooking"`, `property="og:image" content="https://live.example.org/onair/covers/anna/0011"`, `property="og:image:width" content="16"`,
		`property="og:url" content="https://live.example.org/onair/r/7"`, `property="og:description" content="Anna · Studio"`, `name="twitter:card" content="summary_large_image"`,
		`property="og:video:secure_url" content="https://live.example.org/onair/embed/7"`, `data-app="onairs://live.example.org/onair/7"`, `data-room="7"`, `data-root="../"`,
		`type="application/json+oembed" href="https://live.example.org/onair/oembed?format=json&amp;url=https%3A%2F%2Flive.example.org%2Fonair%2Fr%2F7"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s:\n%s", want, text)
		}
	}
	for _, page := range []string{"/r/8", "/embed/8", "/r/77"} {
		if text := body(t, get(s, page)); strings.Contains(text, "Secret") || strings.Contains(text, "Bob") || strings.Contains(text, "covers") || strings.Contains(text, "og:") || !strings.Contains(text, "<title>Studio</title>") {
			t.Errorf("%s tells:\n%s", page, text)
		}
	}
	if text := body(t, get(s, "/r/9")); strings.Contains(text, "<script>alert") || !strings.Contains(text, "Anna&#39;s &#34;&gt;&lt;script&gt;") {
		t.Errorf("a title is not escaped:\n%s", text)
	}
	for target, app := range map[string]string{"http://h/r/7": "onair://h:80/7", "http://h:7880/r/7": "onair://h/7", "https://h/r/7": "onairs://h/7", "http://[::1]/r/7": "onair://[::1]:80/7"} {
		if text := body(t, get(site(t), target)); !strings.Contains(text, `data-app="`+app+`"`) {
			t.Errorf("%s does not open %s", target, app)
		}
	}
}

func TestOEmbed(t *testing.T) {
	s := site(t, func(c *Config) { c.Public = "https://live.example.org/onair" })
	const here = "https%3A%2F%2Flive.example.org%2Fonair%2F"
	for query, want := range map[string]int{
		"url=" + here + "r%2F7": 200, "url=" + here + "embed%2F7&format=json": 200, "url=https://LIVE.example.org:443/onair/r/7%23invite=x": 200,
		"url=" + here + "r%2F7&format=xml": 501, "url=" + here + "r%2F8": 401, "url=" + here + "r%2F6": 404, "url=" + here: 404, "": 404,
		"url=https://evil.example/onair/r/7": 404, "url=https://live.example.org/r/7": 404, "url=https://a@live.example.org/onair/r/7": 404, "url=javascript:7": 404, "url=" + here + "r%2F7%2F": 404,
	} {
		if res := get(s, "/oembed?"+query); res.StatusCode != want {
			t.Errorf("%s: %s", query, res.Status)
		}
	}
	for bounds, want := range map[string][2]int{"": {640, 360}, "&maxwidth=320": {320, 180}, "&maxheight=180": {320, 180}, "&maxwidth=1&maxheight=1": {213, 120}, "&maxwidth=-5&maxheight=x": {640, 360}} {
		var got oEmbed
		res := get(s, "/oembed?url="+here+"r%2F7"+bounds)
		if err := json.NewDecoder(res.Body).Decode(&got); err != nil || res.Header.Get("Content-Type") != "application/json" {
			t.Fatal(err, res.Header)
		}
		if got.Width != want[0] || got.Height != want[1] || got.Type != "video" || got.Version != "1.0" || got.Title != "Cooking" || got.AuthorName != "Anna" ||
			got.ThumbnailURL != "https://live.example.org/onair/covers/anna/0011" || got.ThumbnailWide != 16 || got.ThumbnailHigh != 9 ||
			!strings.HasPrefix(got.HTML, `<iframe src="https://live.example.org/onair/embed/7" title="Cooking"`) {
			t.Errorf("%s: %+v", bounds, got)
		}
	}
	if c := (&card{Title: evil, Embed: "https://h/embed/7", EmbedWide: 16, EmbedHigh: 9}).oEmbed(0, 0); strings.Contains(c.HTML, "<script>") {
		t.Errorf("a title is not escaped: %s", c.HTML)
	}
}

func TestPublicAddresses(t *testing.T) {
	for text, want := range map[string][2]string{
		"": {}, "https://Live.example.org/": {"https://live.example.org", "Live.example.org"}, "https://h:8443/onair/": {"https://h:8443/onair", "h"}, "http://[::1]:80": {"http://[::1]:80", "::1"},
	} {
		if public, host, err := ReadPublic(text); err != nil || public != want[0] || host != want[1] {
			t.Errorf("%q: %q, %q, %v", text, public, host, err)
		}
	}
	for _, text := range []string{"h", "ftp://h", "https://", "https:h", "https://a@h", "https://h?x", "https://h#x", "://", "https://h:x"} {
		if public, _, err := ReadPublic(text); err == nil {
			t.Errorf("%q is %q", text, public)
		}
	}
}

func FuzzOEmbed(f *testing.F) {
	f.Add("https://live.example.org/r/7", "320")
	f.Add("https://live.example.org//r/7?#", "-1")
	s := New(Config{Public: "https://live.example.org", Log: slog.New(slog.DiscardHandler), Secure: func(*http.Request) bool { return false },
		Room: func(id uint32) (signaling.RoomInfo, bool) { return signaling.RoomInfo{RoomID: id}, true }})
	f.Fuzz(func(t *testing.T, page, wide string) {
		id, ok := s.asked(httptest.NewRequest(http.MethodGet, "/", nil), page)
		if ok && (id == 0 || !strings.Contains(strings.ToLower(page), "live.example.org")) {
			t.Errorf("%q is room %d", page, id)
		}
		if c := (&card{EmbedWide: embedWide, EmbedHigh: embedHigh}).oEmbed(most(wide), 0); c.Width < leastWide || c.Width > embedWide || c.Height < leastHigh-8 {
			t.Errorf("%q: %d x %d", wide, c.Width, c.Height)
		}
	})
}
