package address

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
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
	Gateway      Cause = "gateway"     // a proxy in front of the server answers, the server does not
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
	var answer *AnswerError
	switch {
	case errors.As(err, &answer):
		return answer.Cause()
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
	case strings.Contains(err.Error(), "server closed idle connection"): // net/http's own, cut before the request was on its way
		return Closed
	case strings.Contains(err.Error(), "malformed HTTP"),
		strings.Contains(err.Error(), "readLoopPeekFailLocked: %!w(<nil>)"): // net/http's own, a greeting before the request was on its way
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
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	for err != nil && errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	for status := 400; status < 520; status++ {
		if text := http.StatusText(status); text != "" && err.Error() == text {
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

// AnswerError is an answer that is no OnAir server's.
type AnswerError struct {
	StatusCode int
	Body       string // its beginning
}

func (e *AnswerError) Error() string {
	return fmt.Sprintf("answered %d %s, as no OnAir server does", e.StatusCode, http.StatusText(e.StatusCode))
}

// Cause sorts the answer.
func (e *AnswerError) Cause() Cause {
	body := strings.ToLower(e.Body[:min(len(e.Body), 512)])
	switch e.StatusCode {
	case http.StatusBadRequest:
		if strings.Contains(body, "https") {
			return NeedsHTTPS
		}
	case http.StatusProxyAuthRequired:
		return ProxyRefused
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return Gateway
	}
	return Other
}

// causeWords say a cause; %s is the server.
var causeWords = map[Cause]string{
	NoName:       "there is no %s; check the address and the network",
	Refused:      "%s answers, but no server runs there; check the port, or start the server",
	NoRoute:      "there is no way to %s; check the network",
	Timeout:      "nothing comes back from %s; check the network and the firewalls",
	Closed:       "%s cut the connection before it answered; check the port",
	Untrusted:    "%s's certificate is not to be trusted: nobody known here has signed it; tell its operator",
	Expired:      "%s's certificate has expired, or this machine's clock is wrong; tell its operator",
	WrongName:    "%s's certificate belongs to another name; check the address",
	Certificate:  "%s's certificate is not to be trusted; tell its operator",
	PlainHTTP:    "%s speaks http, not https; write http:// in front",
	NeedsHTTPS:   "%s speaks https, not http; write https:// in front",
	TLS:          "%s and this machine find no encryption that both know; tell its operator",
	ProxyRefused: "the proxy that this machine uses does not let you through to %s; check the proxy",
	Gateway:      "what stands in front of %s answers, the server behind it does not; tell its operator",
	Other:        "something else than an OnAir server answers at %s",
	Unexplained:  "%s cannot be reached; check its address and the network",
}

// Explain says a cause for people, and what to do.
func (c Cause) Explain(server string) string {
	words, ok := causeWords[c]
	if !ok {
		words = causeWords[Unexplained]
	}
	return fmt.Sprintf(words, server)
}
