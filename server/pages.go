package server

import (
	"net/http"
	"strings"

	"onair/server/web"
	"onair/server/wire"
	"onair/signaling"
)

// site are the pages for browsers.
func (s *Server) site() *web.Site {
	return web.New(web.Config{Name: s.cfg.Name, Public: s.cfg.PublicURL, Secure: s.gates.Secure, Log: s.log,
		Room: func(id uint32) (signaling.RoomInfo, bool) {
			st := s.rooms.State(id)
			if !s.cfg.AllowGuests { // strangers are not told which there are
				return signaling.RoomInfo{RoomID: id, Private: true}, true
			}
			if !st.Exists() || st.Private() {
				return signaling.RoomInfo{RoomID: id, Private: true}, st.Exists()
			}
			return wire.RoomInfo(st), true
		},
		Cover: func(r *http.Request, url string) []byte { return s.covers.At(r.Context(), url) },
	})
}

// pageURL is the https address of the pages for whoever asks r; "" for none.
func (s *Server) pageURL(r *http.Request) string {
	switch {
	case strings.HasPrefix(s.cfg.PublicURL, "https://"):
		return s.cfg.PublicURL
	case s.cfg.PublicURL == "" && r.TLS != nil:
		return strings.TrimSuffix("https://"+r.Host, ":443")
	}
	return ""
}
