package certstest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
	"github.com/miekg/dns"
)

// ACME is an authority that speaks ACME: Pebble. Every name is this machine to it.
type ACME struct {
	// Authority signed the certificate of the directory's own https.
	*Authority
	// Directory is where it is asked.
	Directory string

	srv   *httptest.Server
	store *db.MemoryStore
	ca    *ca.CAImpl
	names string // host:port of its name service
}

// NewACME makes an authority that answers from Open on. It cannot be used in parallel
// tests: Pebble reads the environment.
func NewACME(t *testing.T) *ACME {
	t.Helper()
	t.Setenv("PEBBLE_VA_NOSLEEP", "1")
	a := &ACME{Authority: NewAuthority(t), store: db.NewMemoryStore(), srv: httptest.NewUnstartedServer(nil)}
	cert, key := a.Issue("127.0.0.1")
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	a.srv.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	a.srv.Config.ErrorLog = silent()
	a.Directory = "https://" + a.srv.Listener.Addr().String() + wfe.DirectoryPath
	a.ca = ca.New(silent(), a.store, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {Description: "the only one"}})
	a.serveNames(t)
	t.Cleanup(a.srv.Close)
	return a
}

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// serveNames has every name lead to this machine.
func (a *ACME) serveNames(t *testing.T) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.names = ln.Addr().String()
	srv := &dns.Server{Listener: ln, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		if q.Question[0].Qtype == dns.TypeA {
			m.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(127, 0, 0, 1)}}
		}
		_ = w.WriteMsg(m)
	})}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.ActivateAndServe()
	}()
	t.Cleanup(func() { ln.Close(); <-done })
}

// Open has it answer. Names are looked for at two addresses of this machine: where
// plain HTTP is served, and TLS; "" for none.
func (a *ACME) Open(plain, secure string) {
	a.t.Helper()
	port := func(addr string) int {
		_, p, _ := net.SplitHostPort(addr)
		n, _ := strconv.Atoi(p)
		return n
	}
	check := va.New(silent(), port(plain), port(secure), false, a.names, a.store)
	front := wfe.New(silent(), a.store, check, a.ca, []string{"pebble.letsencrypt.org"}, false, false, 1, 1)
	a.srv.Config.Handler = front.Handler()
	a.srv.StartTLS()
}

// Issuer trusts what it issues.
func (a *ACME) Issuer() *x509.CertPool {
	pool := x509.NewCertPool()
	block, _ := pem.Decode(a.ca.GetRootCert(0).PEM())
	root, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		a.t.Fatal(err)
	}
	pool.AddCert(root)
	return pool
}
