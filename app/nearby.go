package app

import (
	"context"
	"strings"
	"time"

	"onair/app/model"
	"onair/signaling/nearby"
)

var _ model.NearbyActions = (*App)(nil)

// watchNearby shows the servers of the local network.
func (a *App) watchNearby() {
	nearby.Watch(a.desk.Context(), func(list []nearby.Server) {
		a.found.mu.Lock()
		a.found.list = list
		a.found.mu.Unlock()
		a.showNearby()
	})
}

// showNearby puts what was found into the state; the server in use is marked.
func (a *App) showNearby() {
	a.found.mu.Lock()
	var out []model.NearbyServer
	for _, s := range a.found.list {
		out = append(out, model.NearbyServer{Address: strings.TrimPrefix(s.URL, "http://"), Name: s.Name, Here: s.ID == a.found.here})
	}
	a.found.mu.Unlock()
	a.Store.Update(func(s *model.State) { s.Lobby.Nearby = out })
}

// signedInAt notes which of the servers found is the one in use, and how long texts
// may be there.
func (a *App) signedInAt(ctx context.Context, address string) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	var info serverInfo
	if err := getJSON(ctx, address+"/api/info", &info); err != nil {
		return
	}
	a.found.mu.Lock()
	a.found.here = info.ID
	a.found.mu.Unlock()
	a.Store.Update(func(s *model.State) { s.Limits = limitsOf(info.Limits) })
	a.showNearby()
}

// OpenNearby signs in to a server of the local network as a guest.
func (a *App) OpenNearby(address string) {
	form := a.Store.State().Welcome.Form
	form.Server, form.Method = address, model.SignInGuest
	a.SignIn(form)
}
