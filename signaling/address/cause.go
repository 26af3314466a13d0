package address

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// Cause names why a server cannot be reached.
type Cause string

// The causes, as far as this machine can tell them apart.
const (
	NoName       Cause = "unknownName" // there is no such name
	Refused      Cause = "refused"     // nothing listens at that port
	NoRoute      Cause = "noRoute"     // no way to that network
	Timeout      Cause = "noAnswer"    // nothing comes back
	Closed       Cause = "closed"      // the connection was cut before an answer
	Untrusted    Cause = "untrusted"   // the certificate's issuer is not known here
	Expired      Cause = "expired"     // the certificate is too old, or not valid yet
	WrongName    Cause = "wrongName"   // the certificate belongs to another name
	Certificate  Cause = "certificate" // the certificate is not good for another reason
	PlainHTTP    Cause = "plainHTTP"   // asked for https, and the server speaks http
	NeedsHTTPS   Cause = "needsHTTPS"  // asked for http, and the server speaks https
	TLS          Cause = "tls"         // no agreement on the encryption
	ProxyRefused Cause = "proxy"       // the proxy does not let it through, or is away
	Other        Cause = "other"       // something else answers there
	Unexplained  Cause = ""            // none of these
)

// CauseOf sorts the error of an HTTP request or of a dial. A nil error has none.
func CauseOf(err error) Cause {
	if err == nil {
		return Unexplained
	}
	if c := proxyCause(err); c != Unexplained {
		return c
	}
	if c := tlsCause(err); c != Unexplained {
		return c
	}
	var dns *net.DNSError
	var ne net.Error
	switch {
	case errors.As(err, &dns) && dns.IsTimeout:
		return Timeout
	case errors.As(err, &dns):
		return NoName
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return NoRoute
	case errors.As(err, &ne) && ne.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return Timeout
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return Closed
	case strings.Contains(err.Error(), "malformed HTTP"):
		return Other
	}
	return Unexplained
}

// proxyCause tells a proxy's refusal: net/http names the step in Op, and gives
// the proxy's own answer as text.
func proxyCause(err error) Cause {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "proxyconnect" || op.Op == "socks connect") {
		return ProxyRefused
	}
	for _, status := range []int{http.StatusProxyAuthRequired, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout} {
		if msg := err.Error(); strings.HasSuffix(msg, ": "+http.StatusText(status)) || msg == http.StatusText(status) {
			return ProxyRefused
		}
	}
	return Unexplained
}

func tlsCause(err error) Cause {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.Is(err, http.ErrSchemeMismatch):
		return PlainHTTP
	case errors.As(err, &record):
		return PlainHTTP
	case errors.As(err, &name):
		return WrongName
	case errors.As(err, &authority):
		return Untrusted
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return Expired
	case errors.As(err, &invalid), errors.As(err, &verify):
		return Certificate
	case errors.As(err, &alert):
		return TLS
	}
	return Unexplained
}

// CauseOfAnswer sorts an answer that is no OnAir server's, by its status and the
// beginning of its body.
func CauseOfAnswer(status int, body []byte) Cause {
	text := strings.ToLower(string(body[:min(len(body), 512)]))
	switch {
	case status == http.StatusBadRequest && strings.Contains(text, "https"):
		return NeedsHTTPS
	case status == http.StatusProxyAuthRequired:
		return ProxyRefused
	}
	return Other
}
