package lite

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/pion/dtls/v2"
	"github.com/pion/dtls/v2/pkg/crypto/fingerprint"
	"github.com/pion/srtp/v2"
)

// again is how long an answer to a part of the handshake is waited for.
const again = 100 * time.Millisecond

// profiles are what SRTP may be encrypted with, the cheapest first.
var profiles = map[dtls.SRTPProtectionProfile]srtp.ProtectionProfile{
	dtls.SRTP_AEAD_AES_128_GCM:       srtp.ProtectionProfileAeadAes128Gcm,
	dtls.SRTP_AES128_CM_HMAC_SHA1_80: srtp.ProtectionProfileAes128CmHmacSha1_80,
}

var errCertificate = errors.New("the client has another certificate than it said")

func (c *Conn) handshake() error {
	cfg := &dtls.Config{
		Certificates:           []tls.Certificate{c.cfg.Certificate},
		SRTPProtectionProfiles: []dtls.SRTPProtectionProfile{dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80},
		ClientAuth:             dtls.RequireAnyClientCert,
		InsecureSkipVerify:     true, // it is the fingerprint that counts
		LoggerFactory:          c.cfg.Loggers,
		FlightInterval:         again,
	}
	with := dtls.ServerWithContext
	if c.cfg.Begin {
		with = dtls.ClientWithContext
	}
	d, err := with(c.ctx, pipe{c}, cfg)
	if err != nil {
		return fmt.Errorf("DTLS: %w", err)
	}
	if err := c.agree(d); err != nil {
		return errors.Join(err, d.Close())
	}
	c.mu.Lock()
	closed := c.closed
	c.dtls = d
	c.mu.Unlock()
	if closed {
		return errors.Join(net.ErrClosed, d.Close())
	}
	c.up.Store(true)
	return nil
}

// agree checks who the client is and takes the keys.
func (c *Conn) agree(d *dtls.Conn) error {
	state := d.ConnectionState()
	if len(state.PeerCertificates) == 0 {
		return errCertificate
	}
	cert, err := x509.ParseCertificate(state.PeerCertificates[0])
	if err != nil {
		return fmt.Errorf("%w: %w", errCertificate, err)
	}
	if !c.knows(cert) {
		return errCertificate
	}
	chosen, _ := d.SelectedSRTPProtectionProfile()
	profile, ok := profiles[chosen]
	if !ok {
		return errors.New("the client has no encryption of media that is known here")
	}
	keys := srtp.Config{Profile: profile}
	if err := keys.ExtractSessionKeysFromDTLS(&state, c.cfg.Begin); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if c.in, err = srtp.CreateContext(keys.Keys.RemoteMasterKey, keys.Keys.RemoteMasterSalt, profile, srtp.SRTCPReplayProtection(64)); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if c.out, err = srtp.CreateContext(keys.Keys.LocalMasterKey, keys.Keys.LocalMasterSalt, profile); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if profile == srtp.ProtectionProfileAeadAes128Gcm {
		if c.gcm, err = newGCM(keys.Keys.LocalMasterKey, keys.Keys.LocalMasterSalt); err != nil {
			return fmt.Errorf("keys: %w", err)
		}
	}
	return nil
}

func (c *Conn) knows(cert *x509.Certificate) bool {
	for name, values := range c.cfg.Fingerprint {
		hash, err := fingerprint.HashFromString(strings.ToLower(name))
		if err != nil {
			continue
		}
		is, err := fingerprint.Fingerprint(cert, hash)
		if err != nil {
			continue
		}
		for _, v := range values {
			if strings.EqualFold(is, v) {
				return true
			}
		}
	}
	return false
}

// pipe is the connection as DTLS sees it.
type pipe struct{ c *Conn }

func (p pipe) Read(b []byte) (int, error) { return p.c.toDTLS.Read(b) }

// Write loses what cannot be sent, as a network does.
func (p pipe) Write(b []byte) (int, error) {
	if r := p.c.route.Load(); r != nil {
		_ = r.send(b)
	}
	return len(b), nil
}

func (p pipe) Close() error                       { return nil }
func (p pipe) LocalAddr() net.Addr                { return &net.UDPAddr{} }
func (p pipe) RemoteAddr() net.Addr               { return net.UDPAddrFromAddrPort(p.c.Remote()) }
func (p pipe) SetDeadline(t time.Time) error      { return p.c.toDTLS.SetReadDeadline(t) }
func (p pipe) SetReadDeadline(t time.Time) error  { return p.c.toDTLS.SetReadDeadline(t) }
func (p pipe) SetWriteDeadline(t time.Time) error { return nil }
