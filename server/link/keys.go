// Package link carries connections from node to node, encrypted, with the client's own
// address: a client may come to any node, while the leader runs its room. Who may take
// part has a certificate of the cluster's authority, whose key the nodes share.
package link

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// life is how long certificates are good for: as long as a cluster lives. What ends
// a node's membership is that its secrets are changed.
const life = 20 * 365 * 24 * time.Hour

// nodeName is in every node's certificate; nodes are told apart by address.
const nodeName = "node.onair.internal"

// NewAuthority makes an authority: certificate and key as PEM. It is a secret.
func NewAuthority() (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	t := template("OnAir nodes")
	t.IsCA, t.BasicConstraintsValid, t.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})) + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})), nil
}

func template(name string) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	now := time.Now()
	return &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(life)}
}

// Keys are a node's certificate and whom it believes.
type Keys struct {
	name string
	cert tls.Certificate
	pool *x509.CertPool
}

// NewKeys makes the certificate of a node with a name, signed by an authority as NewAuthority made it.
func NewKeys(authority, name string) (*Keys, error) {
	ca, err := tls.X509KeyPair([]byte(authority), []byte(authority))
	if err != nil {
		return nil, fmt.Errorf("the authority of the nodes: %w", err)
	}
	if ca.Leaf == nil || !ca.Leaf.IsCA {
		return nil, errors.New("the authority of the nodes is none")
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t := template(nodeName)
	t.DNSNames, t.KeyUsage = []string{nodeName}, x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	der, err := x509.CreateCertificate(rand.Reader, t, ca.Leaf, &key.PublicKey, ca.PrivateKey)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca.Leaf)
	return &Keys{name, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool}, nil
}

func (k *Keys) server() *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{k.cert}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: k.pool, MinVersion: tls.VersionTLS13}
}

func (k *Keys) client() *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{k.cert}, RootCAs: k.pool, ServerName: nodeName, MinVersion: tls.VersionTLS13}
}
