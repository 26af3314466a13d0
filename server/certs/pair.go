package certs

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// pair is a certificate in files. They are looked at with every handshake, which costs
// a few microseconds, so that a new certificate counts at once and nothing has to be
// told or restarted; connections that stand stay.
type pair struct {
	cert, key string
	log       *slog.Logger

	mu    sync.Mutex
	now   *tls.Certificate
	state [2]stamp // of the files that were read last, good or not
}

// stamp is what changes when a file does.
type stamp struct {
	at   time.Time
	size int64
}

func openPair(cert, key string, log *slog.Logger) (*pair, error) {
	p := &pair{cert: cert, key: key, log: log}
	state, err := p.look()
	if err != nil {
		return nil, err
	}
	if p.now, err = p.read(); err != nil {
		return nil, err
	}
	p.state = state
	return p, nil
}

// look follows links: those who renew certificates change where a link leads.
func (p *pair) look() (s [2]stamp, err error) {
	for i, name := range []string{p.cert, p.key} {
		f, err := os.Stat(name)
		if err != nil {
			return s, err
		}
		s[i] = stamp{f.ModTime(), f.Size()}
	}
	return s, nil
}

func (p *pair) read() (*tls.Certificate, error) {
	c, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err != nil {
		return nil, fmt.Errorf("certificate %s with key %s: %w", p.cert, p.key, err)
	}
	return &c, nil
}

// soon is how long before its end a certificate is complained about.
const soon = 14 * 24 * time.Hour

// get is tls.Config.GetCertificate. A new pair that is no good, or half written, is
// logged once for each of its states, and the old one goes on.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	state, err := p.look()
	if err != nil || state == p.state {
		return p.now, nil // gone for a moment, or as it was
	}
	p.state = state
	c, err := p.read()
	if err != nil {
		p.log.Error("the new certificate is no good; the old one goes on", "err", err)
		return p.now, nil
	}
	p.now = c
	p.log.Info("a new certificate is used", "file", p.cert, "until", c.Leaf.NotAfter)
	if left := time.Until(c.Leaf.NotAfter); left < soon {
		p.log.Warn("the certificate ends soon", "file", p.cert, "until", c.Leaf.NotAfter)
	}
	return c, nil
}
