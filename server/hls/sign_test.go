package hls

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"onair/server/hls/hlstest"
	"onair/signaling"
)

// TestSignedAddresses: in every address that a playlist has is its signature; without, with another or an old one there is nothing.
func TestSignedAddresses(t *testing.T) {
	s := newStand(t, nil)
	p := Place{Stream: "a", Signed: true, Epoch: "one"}
	s.places["1001 anna"] = p
	s.places["1002 bob"] = Place{Stream: "b", Signed: true, Epoch: "one"}
	a := s.o.Address(1001, "anna", p)
	if left := time.Until(a.Expires); left < signLife || left > signLife+signStep {
		t.Errorf("good for %v", left)
	}
	if again := s.o.Address(1001, "anna", p); again.Path != a.Path {
		t.Error("two viewers get two addresses, which no cache can share")
	}
	s.begin(a.Path, 3*time.Second)
	_, query, _ := strings.Cut(a.Path, "?")
	for _, name := range []string{"index.m3u8", "video.m3u8", "audio.plain.m3u8"} {
		for _, line := range strings.Split(strings.TrimSpace(s.get(base+name+"?"+query)), "\n") {
			address := line
			if i := strings.Index(line, `URI="`); i >= 0 {
				address, _, _ = strings.Cut(line[i+5:], `"`)
			} else if strings.HasPrefix(line, "#") {
				continue
			}
			if !strings.HasSuffix(address, "?"+query) {
				t.Errorf("%s: %s is not signed", name, line)
			}
		}
	}
	w := s.do("GET", base+s.signedFile(query)+"?"+query)
	if cache := w.Header().Get("Cache-Control"); w.Code != http.StatusOK || cache != "public, max-age=60" {
		t.Errorf("a file: %d, kept as %q", w.Code, cache)
	}
	q, _ := url.ParseQuery(query)
	other := s.o.Address(1002, "bob", s.places["1002 bob"])
	_, others, _ := strings.Cut(other.Path, "?")
	past, _ := s.o.signer.sign("1001 anna", "one", time.Now().Add(-2*signLife))
	elsewhere, _ := newSigner("another secret").sign("1001 anna", "one", time.Now())
	for name, bad := range map[string]string{
		"none": "", "another's": others, "expired": past, "another server's": elsewhere,
		"a later end":   "e=" + fmt.Sprint(a.Expires.Unix()+3600) + "&s=" + q.Get("s"),
		"cut short":     "e=" + q.Get("e") + "&s=" + q.Get("s")[:20],
		"no base64":     "e=" + q.Get("e") + "&s=***",
		"no end":        "s=" + q.Get("s"),
		"an empty one":  "e=" + q.Get("e") + "&s=",
		"no number":     "e=soon&s=" + q.Get("s"),
		"a long number": "e=" + strings.Repeat("9", 30) + "&s=" + q.Get("s"),
	} {
		want := http.StatusForbidden
		if bad == "" { // as if nobody sent
			want = http.StatusNotFound
		}
		for _, file := range []string{"index.m3u8", "video.m3u8", s.signedFile(query)} {
			if w := s.do("GET", base+file+"?"+bad); w.Code != want {
				t.Errorf("%s: %s is answered with %d", name, file, w.Code)
			}
		}
	}
	p.Epoch = "two" // somebody was put out
	s.mu.Lock()
	s.places["1001 anna"] = p
	s.mu.Unlock()
	s.refused(a.Path, http.StatusForbidden, signaling.CodePrivate)
	s.get(s.o.Address(1001, "anna", p).Plain)
}

// signedFile is the name of a part.
func (s *stand) signedFile(query string) string {
	p, err := hlstest.Parse(s.get(base + "video.m3u8?" + query))
	if err != nil {
		s.t.Fatal(err)
	}
	name, _, _ := strings.Cut(p.Segments[0].URI, "?")
	return name
}
