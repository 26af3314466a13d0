package server

import (
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
	"time"

	"onair/server/asker"
	"onair/server/clean"
	"onair/server/hls"
	"onair/server/reply"
	"onair/server/usersig"
	"onair/signaling"
)

// sigLife is how long a UserSig signed here is good for.
const sigLife = 7 * 24 * time.Hour

func (s *Server) routes() http.Handler { return s.entrance.Admit(s.whip.Before(s.mux())) }

// serveWS hands a WebSocket to the gateway.
func (s *Server) serveWS(w http.ResponseWriter, r *http.Request) {
	if s.stopping() {
		http.Error(w, signaling.CodeShuttingDown.Info().Text, http.StatusServiceUnavailable)
		return
	}
	s.gateway.ServeHTTP(w, r)
}

func (s *Server) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ws", s.serveWS)
	mux.HandleFunc("GET /healthz", s.serveHealth)
	mux.Handle("GET /metrics", s.entrance.WithToken(s.metrics.handler()))
	mux.HandleFunc("GET /api/info", s.serveInfo)
	mux.HandleFunc("POST /api/guest", s.serveGuest)
	mux.HandleFunc("POST /api/local/usersig", s.serveLocal)
	mux.HandleFunc("POST "+localKeyPath, s.serveLocalKey)
	mux.HandleFunc("POST /api/cover", s.covers.Put)
	mux.HandleFunc("GET /covers/{user}/{version}", s.covers.Get)
	mux.Handle("GET "+hls.Prefix, s.cdn)
	mux.Handle("OPTIONS "+hls.Prefix, s.cdn)
	mux.Handle("GET /", s.site())
	return mux
}

// Info is what /api/info answers.
type Info struct {
	ID       string `json:"id"` // of this server, as announced on the network
	Name     string `json:"name"`
	Version  string `json:"version"`
	Protocol int    `json:"protocol"`
	SDKAppID uint32 `json:"sdkAppId"`
	Guests   bool   `json:"guests"`
	Local    bool   `json:"local"` // /api/local/usersig answers the asker, given the token
	// Limits are how long texts may be that others see.
	Limits signaling.TextLimits `json:"limits"`
	// PageURL is the https address of the server's pages: a room's is at
	// PageURL + "/r/NUMBER". Empty: it has none.
	PageURL string `json:"pageUrl,omitempty"`
}

func (s *Server) serveInfo(w http.ResponseWriter, r *http.Request) {
	reply.JSON(w, http.StatusOK, Info{s.id(), s.cfg.Name, s.cfg.Version, signaling.Version, s.cfg.SDKAppID, s.cfg.AllowGuests, isLocal(r), signaling.DefaultTextLimits(), s.pageURL(r)})
}

// SignUserSig makes a UserSig for a user of this server's application, good for
// seven days. Any goroutine may call it.
func (s *Server) SignUserSig(userID string) (string, error) { return s.signUserSigFor(userID, sigLife) }

// signUserSigFor is SignUserSig with a life of the caller's choice, whole seconds.
func (s *Server) signUserSigFor(userID string, life time.Duration) (string, error) {
	if err := clean.UserID(userID); err != nil {
		return "", err
	}
	return usersig.Sign(s.key, usersig.Claims{UserID: userID, SDKAppID: s.cfg.SDKAppID, Time: time.Now(), Expire: life})
}

// SDKAppID is the application's number.
func (s *Server) SDKAppID() uint32 { return s.cfg.SDKAppID }

// sigRequest asks for a UserSig; Nickname and Secret are a guest's.
type sigRequest struct {
	UserID   string `json:"userId"`
	Nickname string `json:"nickname"`
	Secret   string `json:"secret"`
}

// sigReply carries a UserSig. Expire is in seconds.
type sigReply struct {
	SDKAppID uint32 `json:"sdkAppId"`
	UserID   string `json:"userId"`
	UserSig  string `json:"userSig"`
	Secret   string `json:"secret,omitempty"`
	Expire   int64  `json:"expire"`
}

func (s *Server) serveGuest(w http.ResponseWriter, r *http.Request) {
	if !s.cfg.AllowGuests {
		reply.Fail(w, http.StatusForbidden, reply.Code(signaling.CodeNoGuests, ""))
		return
	}
	var in sigRequest
	if !reply.Read(w, r, &in) {
		return
	}
	secret, err := s.people.Guest(r.Context(), s.gates.Client(r), in.UserID, in.Nickname, in.Secret)
	if err != nil {
		reply.Fail(w, reply.Status(err), err)
		return
	}
	s.writeSig(w, in.UserID, secret)
}

// fromHere lets programs of the same user on this machine through: the peer is
// loopback, nothing stands between, and it can read the token file. Others are answered.
func (s *Server) fromHere(w http.ResponseWriter, r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !isLocal(r) || !ok || subtle.ConstantTimeCompare([]byte(strings.TrimSpace(token)), []byte(s.localToken)) != 1 {
		reply.Fail(w, http.StatusForbidden, reply.Code(signaling.CodeNoPermission, ""))
		return false
	}
	return true
}

// serveLocal signs for programs on this machine.
func (s *Server) serveLocal(w http.ResponseWriter, r *http.Request) {
	var in sigRequest
	if s.fromHere(w, r) && reply.Read(w, r, &in) {
		s.writeSig(w, in.UserID, "")
	}
}

func (s *Server) writeSig(w http.ResponseWriter, user, secret string) {
	sig, err := s.SignUserSig(user)
	if err != nil {
		reply.Fail(w, reply.Status(err), err)
		return
	}
	reply.JSON(w, http.StatusOK, sigReply{s.cfg.SDKAppID, user, sig, secret, int64(sigLife / time.Second)})
}

// isLocal reports whether a request comes straight from this machine: not by
// way of a proxy, and not from a web page, which a browser names in Origin.
func isLocal(r *http.Request) bool {
	for _, h := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via", "Origin"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	if asker.Via(r.Context()) != "" { // another machine's
		return false
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}
