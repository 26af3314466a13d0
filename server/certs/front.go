package certs

import (
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// Front is the plain HTTP beside https: it leads there, and answers the authority.
type Front struct {
	ln   net.Listener
	http *http.Server
}

// Listen opens addr. secure is where https listens, host:port; allow says whether a
// Host header names this server. wrap may be nil.
func (k *Keeper) Listen(addr, secure string, allow func(host string) bool, wrap func(net.Listener) net.Listener, errs *log.Logger) (*Front, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	if wrap != nil {
		ln = wrap(ln)
	}
	h := redirect(secure, allow)
	if k.acme != nil {
		answer := k.acme.HTTPHandler(h)
		h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Host = nameOf(r.Host) // the manager compares whole names, and there may be a port in front
			answer.ServeHTTP(w, r)
		})
	}
	return &Front{ln, &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second,
		IdleTimeout: 10 * time.Second, MaxHeaderBytes: 8 << 10, ErrorLog: errs}}, nil
}

// Addr is the host:port it listens on.
func (f *Front) Addr() string { return f.ln.Addr().String() }

// Run serves until Close; the error is http.ErrServerClosed after that.
func (f *Front) Run() error { return f.http.Serve(f.ln) }

// Close ends it at once. Calling it again is harmless.
func (f *Front) Close() error {
	err := f.http.Close()
	f.ln.Close() // where Run was never called
	return err
}

// nameOf takes the port off a Host header.
func nameOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return host
}

// redirect leads reading requests to https. It says nothing that browsers keep, so
// that a server may go back to plain HTTP. What carries a body has carried it in the
// open already and is refused, or it would go on unnoticed.
func redirect(secure string, allow func(host string) bool) http.Handler {
	_, port, _ := net.SplitHostPort(secure)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !allow(r.Host):
			http.Error(w, "this server is not known by that name", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			http.Error(w, "use https", http.StatusForbidden)
		default:
			host := strings.TrimSuffix(net.JoinHostPort(strings.Trim(nameOf(r.Host), "[]"), port), ":443")
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		}
	})
}
