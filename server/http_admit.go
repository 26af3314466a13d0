package server

import (
	"math"
	"net/http"
	"strconv"

	"onair/server/asker"
	"onair/server/cdn"
	"onair/server/reply"
	"onair/server/whip"
	"onair/signaling"
)

// Admit lets requests through that ask for this server by a name of its own, from
// no web page of somebody else's, and not too many of one address.
func (e *Entrance) Admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !e.named(r.Host):
			e.cfg.Logger.Info("a request for another host is refused; name it with --public-host if it is this server's", "host", r.Host, "from", asker.Peer(r))
			reply.Fail(w, http.StatusMisdirectedRequest, reply.Code(signaling.CodeNoPermission, "this server is not known by that name"))
		case !asker.SameOrigin(r) && !cdn.Open(r) && !whip.FromAnywhere(r):
			e.cfg.Logger.Info("a request of another site's page is refused", "origin", r.Header.Get("Origin"), "from", asker.Peer(r))
			reply.Fail(w, http.StatusForbidden, reply.Code(signaling.CodeNoPermission, "pages of other sites may not ask this server"))
		case r.URL.Path != "/healthz" && !e.spend(w, r, cdn.Cost(r)):
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// paced lets not too many requests of one address through.
func (e *Entrance) paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if e.spend(w, r, 1) {
			next.ServeHTTP(w, r)
		}
	})
}

// spend takes n from what a request's address may ask for; if there is less the
// answer says when to come again.
func (e *Entrance) spend(w http.ResponseWriter, r *http.Request, n float64) bool {
	wait := e.gates.HTTP(e.gates.Client(r), n)
	if wait == 0 {
		return true
	}
	e.tooFast.Add(1)
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	reply.Fail(w, http.StatusTooManyRequests, reply.Code(signaling.CodeTooFast, ""))
	return false
}

// named reports whether a Host header names this server: by a name it was told, or one
// that its certificate is for, which nobody else's page can have made to point here.
func (e *Entrance) named(host string) bool {
	return e.cfg.hosts.Allow(host) || e.certs != nil && e.certs.Has(host)
}
