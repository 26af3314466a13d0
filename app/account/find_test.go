package account

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestABareNameIsTriedByHTTPSFirst: the names lead to servers of this machine.
func TestABareNameIsTriedByHTTPSFirst(t *testing.T) {
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`{"id":"x","sdkAppId":7}`)) })
	secure := httptest.NewTLSServer(answer)
	defer secure.Close()
	router := httptest.NewTLSServer(http.NotFoundHandler()) // something else that speaks https
	defer router.Close()
	was := HTTP
	defer func() { HTTP = was }()
	to := map[string]string{"live.example.org:443": secure.Listener.Addr().String(), "router.example.org:443": router.Listener.Addr().String()}
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		at, ok := to[addr]
		if !ok {
			return nil, &net.DNSError{Name: addr, IsNotFound: true}
		}
		return new(net.Dialer).DialContext(ctx, network, at)
	}
	HTTP = &http.Client{Transport: &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}}
	for typed, want := range map[string]string{
		"live.example.org": "https://live.example.org", "http://live.example.org": "http://live.example.org:7880", "live.example.org:7880": "http://live.example.org:7880",
		"router.example.org": "http://router.example.org:7880", "nobody.example.org": "http://nobody.example.org:7880", "192.0.2.1": "http://192.0.2.1:7880",
	} {
		if got, err := Find(t.Context(), typed); err != nil || got.String() != want {
			t.Errorf("%q: %s, %v; want %s", typed, got, err, want)
		}
	}
	if _, err := Find(t.Context(), "a b"); err == nil || !strings.Contains(err.Error(), "a b") {
		t.Errorf("no address: %v", err)
	}
}

func TestInvitationsToPages(t *testing.T) {
	for link, want := range map[string]string{"https://h/r/7": "https://h/r/7#invite=ABC", "onair://h/7": "onair://h/7?invite=ABC", "x": ""} {
		if got := InvitationOf(link, "ABC"); got != want {
			t.Errorf("%s: %q", link, got)
		}
	}
}
