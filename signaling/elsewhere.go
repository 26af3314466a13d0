package signaling

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"onair/signaling/address"
)

const (
	// seekTime is how long a node that knows of no leader is waited for before others are
	// asked; up to half of it more, so that not all clients ask at once.
	seekTime = 3 * time.Second
	// healthTime bounds one question.
	healthTime = 2 * time.Second
)

// lookElsewhere ends a link whose node has known of no leader for a while when another
// node knows one: the first is cut off from the others. It lives as long as the link.
func (c *Client) lookElsewhere(ctx context.Context, l *link) {
	select {
	case <-l.lost:
	case <-ctx.Done():
		return
	}
	for {
		select {
		case <-time.After(c.opt.seek + rand.N(c.opt.seek/2)):
		case <-ctx.Done():
			return
		}
		for _, place := range c.places.others(l.place) {
			if healthy(ctx, place) {
				c.opt.Logger.Info("the server goes on elsewhere", "at", place)
				c.places.prefer(place)
				l.close()
				return
			}
		}
	}
}

// healthy reports whether a server says that it is ready.
func healthy(ctx context.Context, place string) bool {
	a, err := address.Parse(place)
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.URL("/healthz"), nil)
	if err != nil {
		return false
	}
	resp, err := (&http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}
