// Package certs has the server's TLS: certificates out of files that are read again
// when they change, or from an ACME authority such as Let's Encrypt; and the plain
// HTTP beside it, which only leads to https.
package certs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// Config says where certificates come from: the two files, or Domains. Neither: no TLS.
type Config struct {
	// CertFile and KeyFile are PEM, the certificate with its chain.
	CertFile, KeyFile string
	// Domains are the names to get certificates for.
	Domains []string
	// Directory is the ACME authority's. Empty: Let's Encrypt's.
	Directory string
	// Cache is the folder for the account's key and the certificates. Made if missing,
	// for its owner only.
	Cache string
	// Shelf keeps them for several nodes instead; nil: Cache does.
	Shelf Shelf
	// Roots are trusted for Directory; nil: those of the machine.
	Roots *x509.CertPool
	// HSTS tells browsers for how long they are to use https only; 0: they are not told.
	HSTS time.Duration
	Log  *slog.Logger
}

// On reports whether there is to be TLS.
func (c Config) On() bool { return c.CertFile != "" || c.KeyFile != "" || len(c.Domains) > 0 }

// Keeper has the certificates. Safe for use from any goroutine.
type Keeper struct {
	cfg   Config
	files *pair             // nil: ACME
	acme  *autocert.Manager // nil: files
	life  context.Context   // of what is asked of the authority
	stop  context.CancelFunc
}

// New reads the files, or prepares for the authority, of which nothing is asked yet.
func New(cfg Config) (*Keeper, error) {
	k := &Keeper{cfg: cfg}
	k.life, k.stop = context.WithCancel(context.Background())
	switch files := cfg.CertFile != "" || cfg.KeyFile != ""; {
	case files && len(cfg.Domains) > 0:
		return nil, errors.New("certificates come out of files or from an authority, not both")
	case files && (cfg.CertFile == "" || cfg.KeyFile == ""):
		return nil, errors.New("a certificate and its key belong together")
	case files:
		var err error
		k.files, err = openPair(cfg.CertFile, cfg.KeyFile, cfg.Log)
		return k, err
	}
	for _, d := range cfg.Domains {
		if err := checkDomain(d); err != nil {
			return nil, err
		}
	}
	var cache autocert.Cache = shelved{cfg.Shelf}
	if cfg.Shelf == nil {
		if err := os.MkdirAll(cfg.Cache, 0o700); err != nil {
			return nil, err
		}
		cache = autocert.DirCache(cfg.Cache)
	}
	web := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12}, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 30 * time.Second, IdleConnTimeout: 10 * time.Second}
	k.acme = &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: cache, HostPolicy: autocert.HostWhitelist(cfg.Domains...),
		Client: &acme.Client{DirectoryURL: cfg.Directory, UserAgent: "onaird", HTTPClient: &http.Client{Transport: until{k.life, web}}}}
	return k, nil
}

// checkDomain refuses what no authority gives a certificate for by these means.
func checkDomain(d string) error {
	if d == "" || strings.ContainsAny(d, "*:/ ") || !strings.Contains(strings.Trim(d, "."), ".") {
		return fmt.Errorf("%q is no full name of a computer, such as live.example.org", d)
	}
	return nil
}

// until ends requests with a context of its own besides.
type until struct {
	life context.Context
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (u until) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := u.life.Err(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(r.Context())
	stop := context.AfterFunc(u.life, cancel)
	res, err := u.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		stop()
		cancel()
	} else {
		context.AfterFunc(ctx, func() { stop() }) // ends with the request's own, or with life
	}
	return res, err
}

// Serves is the first of some names that there is a certificate for, else a good one that
// the certificate itself has, else the addresses that it is for.
func (k *Keeper) Serves(good func(string) bool, names ...string) (name string, ips []net.IP) {
	if k.files == nil {
		return k.cfg.Domains[0], nil
	}
	c, err := k.files.get(nil)
	if err != nil {
		return "", nil
	}
	for _, n := range slices.Concat(names, c.Leaf.DNSNames) {
		if n != "" && !strings.Contains(n, "*") && good(n) && c.Leaf.VerifyHostname(n) == nil {
			return n, nil
		}
	}
	return "", c.Leaf.IPAddresses
}

// Has reports whether there is a certificate for the name in a Host header.
func (k *Keeper) Has(host string) bool {
	name := strings.TrimSuffix(nameOf(host), ".")
	if k.files == nil {
		return slices.ContainsFunc(k.cfg.Domains, func(d string) bool { return strings.EqualFold(strings.TrimSuffix(d, "."), name) })
	}
	c, err := k.files.get(nil)
	return err == nil && name != "" && c.Leaf.VerifyHostname(name) == nil
}

// Domains are the names that certificates are got for, nil with files.
func (k *Keeper) Domains() []string { return k.cfg.Domains }

// TLS is for a listener whose protocols are named, such as "h2", "http/1.1"; for
// none, no protocol is agreed on.
func (k *Keeper) TLS(protocols ...string) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: protocols}
	if k.files != nil {
		c.GetCertificate = k.files.get
		return c
	}
	if len(protocols) > 0 {
		c.NextProtos = append(c.NextProtos, acme.ALPNProto)
	}
	c.GetCertificate = k.get
	return c
}

// handshakeTime is what a client has from the moment its certificate is at hand.
const handshakeTime = 5 * time.Second

// get asks the authority if it has to. That may take longer than a server waits for a
// handshake, whose time begins again afterwards: who came first would be cut otherwise.
func (k *Keeper) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	cert, err := k.acme.GetCertificate(hello)
	if err == nil && hello.Conn != nil {
		_ = hello.Conn.SetDeadline(time.Now().Add(handshakeTime))
	}
	return cert, err
}

// Handler adds Strict-Transport-Security to what came by TLS, if there is to be any.
func (k *Keeper) Handler(next http.Handler) http.Handler {
	if k.cfg.HSTS <= 0 {
		return next
	}
	value := fmt.Sprintf("max-age=%d", int64(k.cfg.HSTS/time.Second))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS != nil {
			w.Header().Set("Strict-Transport-Security", value)
		}
		next.ServeHTTP(w, r)
	})
}

// Fetch gets the certificates that are not there yet, so that what is wrong shows in
// the log before the first visitor comes. The listeners have to be served meanwhile. It
// returns when ctx has ended, too.
func (k *Keeper) Fetch(ctx context.Context) {
	if k.acme == nil {
		return
	}
	done := make(chan struct{})
	go func() { // ends with Close at the latest: nothing is asked any more
		defer close(done)
		for _, d := range k.cfg.Domains {
			if _, err := k.acme.GetCertificate(modern(d)); err != nil {
				if k.life.Err() == nil && ctx.Err() == nil {
					k.cfg.Log.Error("no certificate yet; it is asked for again when somebody comes", "domain", d, "err", err)
				}
				continue
			}
			k.cfg.Log.Info("certificate at hand", "domain", d)
		}
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// modern is how a browser of today asks.
func modern(domain string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{ServerName: domain, SupportedVersions: []uint16{tls.VersionTLS13}, SupportedCurves: []tls.CurveID{tls.CurveP256},
		SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256}, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}
}

// Close ends what is asked of the authority. Calling it again is harmless.
func (k *Keeper) Close() { k.stop() }
