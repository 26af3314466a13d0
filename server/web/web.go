// Package web serves the pages that browsers get: the lobby, a room, a room in a
// frame of another site, and what tells other sites about a room (Open Graph,
// oEmbed). All of it is in the program; nothing comes from elsewhere.
//
// The files of folder page are served below web/, and, to be kept for ever, below
// web/VERSION/, where VERSION follows from all of them: modules that import each
// other by relative names stay together. The app's texts are in texts/ beside them.
// index.html and embed.html are templates of html/template over view.
package web

import (
	"log/slog"
	"net/http"
	"strconv"
	"sync"

	"onair/signaling"
)

// Config is what pages know of the server. All but Public are required.
type Config struct {
	// Name is the server's.
	Name string
	// Public is the address by which people reach the server, such as
	// "https://live.example.org", without a slash at the end. Empty: what a request
	// asks for.
	Public string
	// Room is a room as a stranger may see it: of a private one nothing but that, nor of
	// any where strangers may not watch.
	Room func(id uint32) (signaling.RoomInfo, bool)
	// Secure tells whether a request came by https, if need be to a proxy in front.
	Secure func(*http.Request) bool
	// Cover is the picture at an address of this server, nil for none.
	Cover func(r *http.Request, url string) []byte
	Log   *slog.Logger
}

// Site answers requests for pages. Any goroutine may call its methods.
type Site struct {
	cfg   Config
	mux   *http.ServeMux
	shelf func() (*shelf, error) // filled when somebody asks first
}

// New makes a site.
func New(cfg Config) *Site {
	s := &Site{cfg: cfg, mux: http.NewServeMux(), shelf: sync.OnceValues(fill)}
	s.mux.HandleFunc("GET /{$}", s.serveLobby)
	s.mux.HandleFunc("GET /r/{room}", s.serveRoom)
	s.mux.HandleFunc("GET /embed/{room}", s.serveEmbed)
	s.mux.HandleFunc("GET /oembed", s.serveOEmbed)
	s.mux.HandleFunc("GET /web/{file...}", s.serveFile)
	return s
}

// ServeHTTP implements http.Handler.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// base is the server's address as whoever asks r reaches it.
func (s *Site) base(r *http.Request) string {
	switch {
	case s.cfg.Public != "":
		return s.cfg.Public
	case s.cfg.Secure(r):
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// roomOf reads a room's number out of a path; it is written in one way only.
func roomOf(text string) (uint32, bool) {
	n, err := strconv.ParseUint(text, 10, 32)
	return uint32(n), err == nil && n >= 1 && n <= signaling.MaxRoomID && text == strconv.FormatUint(n, 10)
}
