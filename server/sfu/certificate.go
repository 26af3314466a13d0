package sfu

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

// certificates gives all peers one certificate, and makes a new one in time: a server runs for longer than a month.
type certificates struct {
	mu   sync.Mutex
	cert *certificate
}

// certificate is one in the forms that are wanted.
type certificate struct {
	tls    tls.Certificate
	webrtc webrtc.Certificate
	print  string // the fingerprint as in a session description
}

func (c *certificates) get(now time.Time) (*certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cert == nil || now.Add(renewBefore).After(c.cert.webrtc.Expires()) {
		cert, err := newCertificate()
		if err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		c.cert = cert
	}
	return c.cert, nil
}

func newCertificate() (*certificate, error) {
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
	c := &certificate{tls: own, webrtc: webrtc.CertificateFromX509(key, parsed)}
	prints, err := c.webrtc.GetFingerprints()
	if err != nil {
		return nil, err
	}
	c.print = prints[0].Algorithm + " " + prints[0].Value
	return c, nil
}
