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

// openTLS has the listener speak TLS, and opens the plain one beside it. Nodes do that
// themselves.
func (s *Server) openTLS() (err error) {
	if sh := s.cfg.Shared; sh != nil {
		s.entrance.certs, s.certs = sh.Certs, sh.Certs
		return nil
	}
	if err = s.entrance.openTLS(nil); err != nil {
		return err
	}
	if s.certs = s.entrance.certs; s.certs == nil {
		return nil
	}
	s.http.TLSConfig = s.certs.TLS("h2", "http/1.1")
	s.http.Handler = s.certs.Handler(s.http.Handler)
	s.front, err = s.entrance.Front(s.Addr(), s.http.ErrorLog)
	return err
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
	if s.certs != nil && s.cfg.Shared == nil {
		s.certs.Close()
	}
	if s.front != nil {
		s.front.Close()
	}
}
