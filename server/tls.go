package server

import (
	"net"
	"path/filepath"
	"time"

	"onair/server/certs"
)

// TLS says how the server speaks https; the zero value: it speaks plain HTTP.
type TLS struct {
	// CertFile and KeyFile are PEM. They are read again when they have changed.
	CertFile, KeyFile string
	// Domains are names to get certificates for by ACME, instead of files.
	Domains []string
	// Directory is the ACME authority's address. Empty: Let's Encrypt's.
	Directory string
	// Redirect is host:port for plain HTTP that only leads to https. Empty: none, but
	// :80 when Config.ListenAddr is empty, too. "off": none.
	Redirect string
	// HSTS tells browsers for how long to use https only. 0: they are not told.
	HSTS time.Duration
}

func (t TLS) certs(c Config) certs.Config {
	return certs.Config{CertFile: t.CertFile, KeyFile: t.KeyFile, Domains: t.Domains, Directory: t.Directory, Cache: filepath.Join(c.DataDir, "acme"), HSTS: t.HSTS, Log: c.Logger}
}

// name is one that there is a certificate for; empty for plain HTTP.
func (t TLS) name(c Config) string {
	switch {
	case !t.certs(c).On():
		return ""
	case len(t.Domains) > 0:
		return t.Domains[0]
	}
	return "localhost" // files do for any name
}

// withTLS are the addresses and names that follow from TLS.
func (c Config) withTLS() Config {
	if c.TLS.certs(c).On() && c.ListenAddr == "" {
		c.ListenAddr = ":443"
		or(&c.TLS.Redirect, ":80")
	}
	if c.TLS.Redirect == "off" {
		c.TLS.Redirect = ""
	}
	return c
}

// openTLS has the listener speak TLS, and opens the plain one beside it.
func (s *Server) openTLS() (err error) {
	cfg := s.cfg.TLS.certs(s.cfg)
	if !cfg.On() {
		if s.cfg.TLS.Redirect != "" {
			return &StartError{Kind: BadConfig, What: "plain HTTP can only lead to https where there is https"}
		}
		return nil
	}
	if s.certs, err = certs.New(cfg); err != nil {
		return &StartError{Kind: BadConfig, What: "https", Err: err}
	}
	s.http.TLSConfig = s.certs.TLS("h2", "http/1.1")
	s.http.Handler = s.certs.Handler(s.http.Handler)
	if at := s.cfg.TLS.Redirect; at != "" {
		if s.front, err = s.certs.Listen(at, s.Addr(), s.named, s.limited, s.http.ErrorLog); err != nil {
			return listenError("the plain HTTP", at, err)
		}
		s.log.Info("plain HTTP leads to https", "at", s.front.Addr())
	}
	return nil
}

// named reports whether a Host header names this server: by a name it was told, or one
// that its certificate is for, which nobody else's page can have made to point here.
func (s *Server) named(host string) bool {
	return s.cfg.hosts.Allow(host) || s.certs != nil && s.certs.Has(host)
}

// serveHTTP serves until the server is shut down.
func (s *Server) serveHTTP(ln net.Listener) error {
	if s.certs == nil {
		return s.http.Serve(ln)
	}
	return s.http.ServeTLS(ln, "", "")
}

// closeTLS ends what openTLS began; harmless before it, and again.
func (s *Server) closeTLS() {
	if s.certs != nil {
		s.certs.Close()
	}
	if s.front != nil {
		s.front.Close()
	}
}
