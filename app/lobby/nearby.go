package lobby

import (
	"context"
	"strings"
	"time"

	"onair/app/account"
	"onair/app/model"
	"onair/signaling/nearby"
)

// watchNearby shows the servers of the local network.
func (c *Lobby) watchNearby() {
	nearby.Watch(c.desk.Context(), func(list []nearby.Server) {
		c.near.mu.Lock()
		c.near.list = list
		c.near.mu.Unlock()
		c.showNearby()
	})
}

// showNearby puts what was found into the state; the server in use is marked.
func (c *Lobby) showNearby() {
	c.near.mu.Lock()
	var out []model.NearbyServer
	for _, s := range c.near.list {
		out = append(out, model.NearbyServer{Address: strings.TrimPrefix(s.URL, "http://"), Name: s.Name, Here: s.ID == c.near.here})
	}
	c.near.mu.Unlock()
	c.desk.Store.Update(func(s *model.State) { s.Lobby.Nearby = out })
}

// SignedInAt notes which of the servers found is the one in use, and how long texts
// may be there.
func (c *Lobby) SignedInAt(ctx context.Context, address string) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	var info account.ServerInfo
	if err := account.GetJSON(ctx, address+"/api/info", &info); err != nil {
		return
	}
	c.near.mu.Lock()
	c.near.here = info.ID
	c.near.mu.Unlock()
	c.desk.Store.Update(func(s *model.State) { s.Limits = account.Limits(info.Limits) })
	c.showNearby()
}
