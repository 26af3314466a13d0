package web

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"onair/server/asker"
)

// oEmbed is an answer of kind video (oembed.com, 2.3.4.2).
type oEmbed struct {
	Type          string `json:"type"`
	Version       string `json:"version"`
	Title         string `json:"title"`
	AuthorName    string `json:"author_name"`
	ProviderName  string `json:"provider_name"`
	ProviderURL   string `json:"provider_url"`
	CacheAge      int    `json:"cache_age"` // seconds
	HTML          string `json:"html"`
	Width         int    `json:"width"`
	Height        int    `json:"height"`
	ThumbnailURL  string `json:"thumbnail_url,omitempty"`
	ThumbnailWide int    `json:"thumbnail_width,omitempty"`
	ThumbnailHigh int    `json:"thumbnail_height,omitempty"`
}

// cacheAge is how long other sites may keep a card, in seconds: lives are short.
const cacheAge = 300

// The least size of a frame in which the player can be used, in pixels.
const (
	leastWide = 200
	leastHigh = 120
)

// serveOEmbed tells another site how to show a room in a frame: 404 for what is no
// room of ours, 401 for one that strangers may not see, 501 for another format than JSON.
func (s *Site) serveOEmbed(w http.ResponseWriter, r *http.Request) {
	guard(w.Header(), r, false)
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		http.Error(w, "only format=json", http.StatusNotImplemented)
		return
	}
	id, ok := s.asked(r, q.Get("url"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	info, there := s.cfg.Room(id)
	if !there {
		http.NotFound(w, r)
		return
	}
	c := s.card(r, info)
	if c == nil {
		http.Error(w, "not for strangers", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age="+strconv.Itoa(cacheAge))
	_ = json.NewEncoder(w).Encode(c.oEmbed(most(q.Get("maxwidth")), most(q.Get("maxheight"))))
}

// asked reads the address of a room's page at this server.
func (s *Site) asked(r *http.Request, page string) (uint32, bool) {
	u, err := url.Parse(page)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return 0, false
	}
	own, err := url.Parse(s.base(r))
	if err != nil || !asker.SameHost(own.Scheme, own.Host, u.Host) {
		return 0, false
	}
	path, ok := strings.CutPrefix(u.Path, own.Path)
	for _, page := range []string{"/r/", "/embed/"} {
		if room, is := strings.CutPrefix(path, page); is && ok {
			return roomOf(room)
		}
	}
	return 0, false
}

// most reads a bound in pixels, 0 for none.
func most(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// oEmbed fits the frame into a site's bounds, as 16:9.
func (c *card) oEmbed(maxWide, maxHigh int) oEmbed {
	wide, high := c.EmbedWide, c.EmbedHigh
	if maxWide > 0 && wide > maxWide {
		wide = max(maxWide, leastWide)
		high = wide * c.EmbedHigh / c.EmbedWide
	}
	if maxHigh > 0 && high > maxHigh {
		high = max(maxHigh, leastHigh)
		wide = high * c.EmbedWide / c.EmbedHigh
	}
	out := oEmbed{Type: "video", Version: "1.0", Title: c.Title, AuthorName: c.Host, ProviderName: c.Site, ProviderURL: c.HostPage, CacheAge: cacheAge, Width: wide, Height: high,
		HTML: fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" style="border:0" allow="autoplay; fullscreen; picture-in-picture; screen-wake-lock" allowfullscreen></iframe>`,
			html.EscapeString(c.Embed), html.EscapeString(c.Title), wide, high)}
	if c.CoverWide > 0 && c.CoverHigh > 0 {
		out.ThumbnailURL, out.ThumbnailWide, out.ThumbnailHigh = c.Cover, c.CoverWide, c.CoverHigh
	}
	return out
}
