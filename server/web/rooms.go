package web

import (
	"bytes"
	"fmt"
	"html/template"
	"image"
	_ "image/jpeg" // covers
	_ "image/png"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"onair/signaling"
	"onair/signaling/address"
)

// view is what index.html and embed.html are filled with.
type view struct {
	// Root leads from the page to the server's root: "" or "../".
	Root string
	// Assets leads from the page to its files, with a slash at the end.
	Assets string
	// Modules are the scripts that the page's own needs, below Assets.
	Modules []string
	// Server is the server's name, Title the page's.
	Server, Title string
	// Room is the room's number, 0 for the lobby.
	Room uint32
	// App opens the room in the app.
	App template.URL
	// Card is what other sites show of the room; nil for the lobby, and for rooms that
	// strangers know nothing of.
	Card *card
}

// card is a room as a shared link shows it. Addresses are absolute.
type card struct {
	Title, Host, Site     string
	Page, Embed, OEmbed   string
	Cover                 string
	CoverWide, CoverHigh  int // 0: not known
	EmbedWide, EmbedHigh  int
	Secure                bool // the page is at an https address
	Live                  bool
	Viewers               int
	HostPage, Description string
}

func (s *Site) serveLobby(w http.ResponseWriter, r *http.Request) {
	s.serve(w, r, "index.html", http.StatusOK, view{Title: s.cfg.Name})
}

func (s *Site) serveRoom(w http.ResponseWriter, r *http.Request) { s.servePage(w, r, "index.html") }

func (s *Site) serveEmbed(w http.ResponseWriter, r *http.Request) { s.servePage(w, r, "embed.html") }

// servePage serves a room's page; for a room that there is not, too, which may come.
func (s *Site) servePage(w http.ResponseWriter, r *http.Request, name string) {
	id, ok := roomOf(r.PathValue("room"))
	if !ok {
		guard(w.Header(), r, false)
		http.NotFound(w, r)
		return
	}
	v := view{Root: "../", Title: s.cfg.Name, Room: id, App: s.app(r, id)}
	info, there := s.cfg.Room(id)
	status := http.StatusOK
	if !there {
		status = http.StatusNotFound
	} else if v.Card = s.card(r, info); v.Card != nil {
		v.Title = v.Card.Title
	}
	s.serve(w, r, name, status, v)
}

// serve fills a template in. Browsers keep the page and ask whether it is as it was.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, name string, status int, v view) {
	shelf, err := s.shelf()
	if err != nil {
		s.broken(w, err)
		return
	}
	v.Server, v.Assets, v.Modules = s.cfg.Name, v.Root+"web/"+shelf.version+"/", shelf.needed[name]
	var out bytes.Buffer
	if err := shelf.pages.ExecuteTemplate(&out, name, v); err != nil {
		s.broken(w, err)
		return
	}
	h := w.Header()
	guard(h, r, name == "embed.html")
	h.Set("Content-Type", kinds[".html"])
	h.Set("Cache-Control", "no-cache")
	if status != http.StatusOK {
		w.WriteHeader(status)
		_, _ = w.Write(out.Bytes())
		return
	}
	h.Set("ETag", `"`+tagOf(out.Bytes())+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(out.Bytes()))
}

// The size of a frame that other sites are told, in pixels.
const (
	embedWide = 640
	embedHigh = 360
)

// card is nil for a room that strangers may not see.
func (s *Site) card(r *http.Request, info signaling.RoomInfo) *card {
	if info.Private {
		return nil
	}
	base, id := s.base(r), strconv.FormatUint(uint64(info.RoomID), 10)
	c := &card{Title: info.RoomName, Host: info.OwnerName, Site: s.cfg.Name, Page: base + "/r/" + id, Embed: base + "/embed/" + id,
		EmbedWide: embedWide, EmbedHigh: embedHigh, Secure: strings.HasPrefix(base, "https://"), Live: info.Live, Viewers: max(0, info.MemberCount-1), HostPage: base + "/"}
	if c.Host == "" {
		c.Host = info.OwnerID
	}
	if c.Title == "" {
		c.Title = c.Host
	}
	c.Description = fmt.Sprintf("%s · %s", c.Host, c.Site)
	c.OEmbed = base + "/oembed?format=json&url=" + url.QueryEscape(c.Page)
	c.Cover = info.CoverURL
	if strings.HasPrefix(c.Cover, "/") {
		c.CoverWide, c.CoverHigh = s.size(r, c.Cover)
		c.Cover = base + c.Cover
	}
	return c
}

// size is a cover's, 0 where it is not here.
func (s *Site) size(r *http.Request, cover string) (wide, high int) {
	c, _, err := image.DecodeConfig(bytes.NewReader(s.cfg.Cover(r, cover)))
	if err != nil {
		return 0, 0
	}
	return c.Width, c.Height
}

// app is the room's link for the app.
func (s *Site) app(r *http.Request, id uint32) template.URL {
	u, err := url.Parse(s.base(r))
	if err != nil {
		return ""
	}
	if u.Scheme == "http" && u.Port() == "" {
		u.Host += ":80" // without a port the app takes one of its own
	}
	at, err := address.Parse(u.String())
	if err != nil {
		return ""
	}
	return template.URL(address.Link{Server: at, Room: id}.String()) //nolint:gosec // written by ourselves, of a scheme that templates do not know
}
