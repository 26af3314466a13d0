package address

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"onair/internal/porttest"
)

// TestCausesOfRealFailures meets each with a real server and a real client.
func TestCausesOfRealFailures(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	day := 24 * time.Hour
	trusted, trust := certified(t, "127.0.0.1", day)
	old, oldTrust := certified(t, "127.0.0.1", -day)
	other, otherTrust := certified(t, "192.0.2.1", day)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusForbidden)
	}))
	defer proxy.Close()
	cut := listen(t, func(c net.Conn) { c.Close() })
	odd := listen(t, func(c net.Conn) { io.WriteString(c, "SSH-2.0-x\r\n"); io.Copy(io.Discard, c); c.Close() })
	gone := listen(t, nil)
	for name, c := range map[string]struct {
		url   string
		trust *x509.CertPool
		proxy string
		want  Cause
	}{
		"no name":       {url: "http://no-such-host.invalid", want: NoName},
		"refused":       {url: "http://" + gone, want: Refused},
		"cut":           {url: "http://" + cut, want: Closed},
		"not HTTP":      {url: "http://" + odd, want: Other},
		"another":       {url: plain.URL, want: Other},
		"plain HTTP":    {url: strings.Replace(plain.URL, "http", "https", 1), want: PlainHTTP},
		"needs https":   {url: strings.Replace(trusted, "https", "http", 1), want: NeedsHTTPS},
		"untrusted":     {url: trusted, want: Untrusted},
		"expired":       {url: old, trust: oldTrust, want: Expired},
		"another name":  {url: other, trust: otherTrust, want: WrongName},
		"proxy refuses": {url: trusted, trust: trust, proxy: proxy.URL, want: ProxyRefused},
		"proxy is away": {url: trusted, trust: trust, proxy: "http://" + gone, want: ProxyRefused},
	} {
		t.Run(name, func(t *testing.T) {
			err := ask(t.Context(), c.url, c.trust, c.proxy)
			if got := CauseOf(err); got != c.want {
				t.Errorf("%v is %q, want %q", err, got, c.want)
			}
			if words := c.want.Explain("h"); strings.Contains(words, "%") || words == Unexplained.Explain("h") {
				t.Errorf("the words are %q", words)
			}
		})
	}
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for text, want := range map[string]Cause{"http: server closed idle connection": Closed, "readLoopPeekFailLocked: %!w(<nil>)": Other} {
		early := &url.Error{Op: "Get", URL: "http://h", Err: errors.New(text)}
		if got := CauseOf(early); got != want {
			t.Errorf("%s before the request is %q, want %q", text, got, want)
		}
	}
	if got := CauseOf(ask(ctx, plain.URL, nil, "")); got != Timeout {
		t.Errorf("no answer in time is %q", got)
	}
	if got := CauseOf(&AnswerError{StatusCode: http.StatusBadGateway}); got != Gateway {
		t.Errorf("a gateway's answer is %q", got)
	}
}

// ask makes a request as the app does.
func ask(ctx context.Context, at string, trust *x509.CertPool, proxy string) error {
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust}, DisableKeepAlives: true}
	if trust == nil {
		transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	}
	if proxy != "" {
		u, _ := url.Parse(proxy)
		transport.Proxy = http.ProxyURL(u)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return err
	}
	res, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return &AnswerError{StatusCode: res.StatusCode, Body: string(body)}
}

// certified starts a server with a certificate for ip that ends after life.
func certified(t *testing.T, ip string, life time.Duration) (string, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(life), IPAddresses: []net.IP{net.ParseIP(ip)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	srv.StartTLS()
	t.Cleanup(srv.Close)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return srv.URL, pool
}

// listen accepts connections; without serve, nobody does.
func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	if serve == nil {
		return porttest.Reserve(t)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			serve(c)
		}
	}()
	return ln.Addr().String()
}
