package server

import (
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
	"time"

	"onair/server/reply"
	"onair/signaling"
)

// serveMetrics answers whoever has the token: the one configured, or the one for
// programs on this machine. Where a question comes from proves nothing: a proxy
// that says nothing of its clients looks like a program of this machine.
func (s *Server) serveMetrics(w http.ResponseWriter, r *http.Request) {
	want := s.cfg.MetricsToken
	or(&want, s.localToken)
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || subtle.ConstantTimeCompare([]byte(strings.TrimSpace(token)), []byte(want)) != 1 {
		reply.Fail(w, http.StatusForbidden, reply.Code(signaling.CodeNoPermission, ""))
		return
	}
	s.metrics.handler().ServeHTTP(w, r)
}

// listenMetrics opens the address of its own for /metrics, if there is one.
func (s *Server) listenMetrics() error {
	if s.cfg.MetricsAddr == "" {
		return nil
	}
	ln, err := net.Listen("tcp", s.cfg.MetricsAddr)
	if err != nil {
		return listenError("metrics", s.cfg.MetricsAddr, err)
	}
	s.metricsLn = ln
	mux := http.NewServeMux()
	if s.cfg.MetricsToken != "" {
		mux.HandleFunc("GET /metrics", s.serveMetrics)
	} else {
		mux.Handle("GET /metrics", s.metrics.handler())
	}
	var h http.Handler
	if s.cfg.MetricsToken == "" {
		h = s.admit(mux)
	} else {
		h = s.paced(mux) // the token says who asks, by whatever name
	}
	s.metricsHTTP = &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: s.http.ErrorLog}
	return nil
}

// MetricsAddr is the host:port /metrics has for itself, empty for none.
func (s *Server) MetricsAddr() string {
	if s.metricsLn == nil {
		return ""
	}
	return s.metricsLn.Addr().String()
}
