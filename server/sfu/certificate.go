package sfu

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/pion/webrtc/v3"
)

// renewBefore is how long before its end a certificate is replaced; pion makes them for a month.
const renewBefore = 14 * 24 * time.Hour

// certificates gives all peers one certificate, and makes a new one in time: a server runs for longer than a month.
type certificates struct {
	mu   sync.Mutex
	cert *webrtc.Certificate
}

func (c *certificates) get(now time.Time) ([]webrtc.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cert == nil || now.Add(renewBefore).After(c.cert.Expires()) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, fmt.Errorf("key: %w", err)
		}
		cert, err := webrtc.GenerateCertificate(key)
		if err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		c.cert = cert
	}
	return []webrtc.Certificate{*c.cert}, nil
}
