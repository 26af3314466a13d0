// Package certificate is the one that the relay shows all its clients.
package certificate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"sync"
	"time"

	"github.com/pion/dtls/v2/pkg/crypto/selfsign"
	"github.com/pion/webrtc/v3"
)

// renewBefore is how long before its end a certificate is replaced; pion makes them for a month.
const renewBefore = 14 * 24 * time.Hour

// Store gives all peers one certificate, and makes a new one in time: a server runs for longer than a month.
type Store struct {
	mu   sync.Mutex
	cert *Certificate
}

// Certificate is one in the forms that are wanted.
type Certificate struct {
	TLS    tls.Certificate
	WebRTC webrtc.Certificate
	Print  string // the fingerprint as in a session description
}

// Get is the one to show at now.
func (c *Store) Get(now time.Time) (*Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cert == nil || now.Add(renewBefore).After(c.cert.WebRTC.Expires()) {
		cert, err := fresh()
		if err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		c.cert = cert
	}
	return c.cert, nil
}

func fresh() (*Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	own, err := selfsign.SelfSign(key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(own.Certificate[0])
	if err != nil {
		return nil, err
	}
	c := &Certificate{TLS: own, WebRTC: webrtc.CertificateFromX509(key, parsed)}
	prints, err := c.WebRTC.GetFingerprints()
	if err != nil {
		return nil, err
	}
	c.Print = prints[0].Algorithm + " " + prints[0].Value
	return c, nil
}
