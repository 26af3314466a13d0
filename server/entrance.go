package server

import (
	"context"
	"crypto/subtle"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"onair/server/asker"
	"onair/server/certs"
	"onair/server/gate"
	"onair/server/gateway"
	"onair/server/logs"
	"onair/server/reply"
	"onair/server/secret"
	"onair/signaling"
)

// Entrance is where people come in: which requests are let through, and how many. A server has one; each of several
// nodes has its own, before the server that one of them runs. Any goroutine may use it.
type Entrance struct {
	cfg   Config
	gates *gate.Gates
	certs *certs.Keeper // nil: plain HTTP
	token string        // for /metrics; a secret

	perAddress, tooFast atomic.Uint64 // refused
}

func newEntrance(cfg Config) *Entrance {
	return &Entrance{cfg: cfg, gates: gate.New(cfg.Limits.gates(), cfg.proxies), token: cfg.MetricsToken}
}

// NewEntrance is the entrance of one of several nodes. shelf is where they keep the
// certificates of an ACME authority. Errors are *StartError.
func NewEntrance(cfg Config, shelf certs.Shelf) (*Entrance, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	e := newEntrance(cfg)
	tokenFile := cfg.LocalToken
	or(&tokenFile, filepath.Join(cfg.DataDir, "local.token"))
	local, err := secret.Load(tokenFile)
	if err != nil {
		return nil, dataError(cfg.DataDir, err)
	}
	or(&e.token, local)
	return e, e.openTLS(shelf)
}

// openTLS opens the certificates, if there are to be any.
func (e *Entrance) openTLS(shelf certs.Shelf) (err error) {
	cfg := e.cfg.TLS.certs(e.cfg)
	cfg.Shelf = shelf
	if !cfg.On() {
		if e.cfg.TLS.Redirect != "" {
			return &StartError{Kind: BadConfig, What: "plain HTTP can only lead to https where there is https"}
		}
		return nil
	}
	if e.certs, err = certs.New(cfg); err != nil {
		return &StartError{Kind: BadConfig, What: "https", Err: err}
	}
	return nil
}

// Config is the configuration with all defaults.
func (e *Entrance) Config() Config { return e.cfg }

// Run tells now and then of what the log has left out, until ctx ends.
func (e *Entrance) Run(ctx context.Context) { e.cfg.pacer.Run(ctx, logTell) }

// Certs are the certificates; nil for plain HTTP.
func (e *Entrance) Certs() *certs.Keeper { return e.certs }

// Listen opens the port of clients.
func (e *Entrance) Listen() (net.Listener, error) {
	ln, err := net.Listen("tcp", e.cfg.ListenAddr)
	if err != nil {
		return nil, listenError("the HTTP", e.cfg.ListenAddr, err)
	}
	return ln, nil
}

// Front opens the plain HTTP that leads to https at an address; nil for none.
func (e *Entrance) Front(https string, errs *log.Logger) (*certs.Front, error) {
	at := e.cfg.TLS.Redirect
	if e.certs == nil || at == "" {
		return nil, nil
	}
	f, err := e.certs.Listen(at, https, e.named, e.Limited, errs)
	if err != nil {
		return nil, listenError("the plain HTTP", at, err)
	}
	e.cfg.Logger.Info("plain HTTP leads to https", "at", f.Addr())
	return f, nil
}

// Limited holds each address to its connections.
func (e *Entrance) Limited(ln net.Listener) net.Listener {
	return gateway.LimitAddresses(ln, e.cfg.Limits.MaxPerAddress, e.cfg.proxies, e.tooMany)
}

// Porch is where the WebSockets of a node come in, until life ends.
func (e *Entrance) Porch(life context.Context) *gateway.Porch {
	l := e.cfg.Limits
	return gateway.NewPorch(gateway.PorchConfig{Wire: l.wire(), MaxConnections: l.MaxConnections, Gates: e.gates, TooMany: e.tooMany, Life: life, Log: e.cfg.Logger})
}

// Secure reports whether a request came by TLS, to here or to a trusted proxy.
func (e *Entrance) Secure(r *http.Request) bool { return e.gates.Secure(r) }

// tooMany notes a connection refused because of its address.
func (e *Entrance) tooMany(from netip.Addr) {
	e.perAddress.Add(1)
	e.cfg.Logger.Warn("too many connections of one address; if it is a proxy, name it as trusted", "address", from, "limit", e.cfg.Limits.MaxPerAddress)
}

// Refused is how many connections and requests were: because of their address, and
// because there were too many of one.
func (e *Entrance) Refused() (connections, requests uint64) {
	return e.perAddress.Load(), e.tooFast.Load()
}

// WithToken lets requests through that have the token for /metrics: the one configured, or the one for programs on
// this machine. Where a question comes from proves nothing: a silent proxy's clients look like programs of this machine.
func (e *Entrance) WithToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || subtle.ConstantTimeCompare([]byte(strings.TrimSpace(token)), []byte(e.token)) != 1 {
			reply.Fail(w, http.StatusForbidden, reply.Code(signaling.CodeNoPermission, ""))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// OpenMetrics opens the address of its own for /metrics; nil if there is none.
func (e *Entrance) OpenMetrics(metrics http.Handler) (net.Listener, *http.Server, error) {
	if e.cfg.MetricsAddr == "" {
		return nil, nil, nil
	}
	ln, err := net.Listen("tcp", e.cfg.MetricsAddr)
	if err != nil {
		return nil, nil, listenError("metrics", e.cfg.MetricsAddr, err)
	}
	mux := http.NewServeMux()
	h := e.Admit(mux)
	if e.cfg.MetricsToken != "" {
		metrics = e.WithToken(metrics)
		h = e.paced(mux) // the token says who asks, by whatever name
	}
	mux.Handle("GET /metrics", metrics)
	srv := HTTP(h, e.cfg.Logger)
	srv.ReadTimeout = 10 * time.Second
	return e.Limited(ln), srv, nil
}

// HTTP is a server of HTTP as all of ours are, its connections known by asker.Via.
func HTTP(h http.Handler, l *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		ConnContext: asker.ConnVia,
		ErrorLog:    log.New(logs.Writer(l, slog.LevelDebug, "http"), "", 0),
	}
}
