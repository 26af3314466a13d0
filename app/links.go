package app

import (
	"onair/app/account"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
	"slices"
)

// OpenLink opens a room number or an onair://HOST/ROOM link.
func (a *App) OpenLink(text string) {
	a.Store.Update(func(s *model.State) { s.Lobby.Typed = text })
	link, err := address.ParseLink(text)
	if err != nil {
		a.Store.Update(func(s *model.State) {
			s.Lobby.OpenFailure = &model.Failure{Code: model.FailureRoomNumber, Subject: text}
		})
		return
	}
	a.keys.set(link.Room, liveroom.RoomKey{Invite: link.Invite})
	if !link.Server.IsZero() && !slices.Contains(a.ownAddresses(), link.Server) {
		a.openElsewhere(link.Server.Short(), link.Room)
		return
	}
	a.OpenRoom(link.Room)
}

// openElsewhere signs in to a link's server and opens its room there.
func (a *App) openElsewhere(server string, id uint32) {
	a.next.set(StartWatch, id)
	form := a.Store.State().Welcome.Form
	form.Server, form.Method = server, model.SignInGuest
	a.SignIn(form)
}

// linkOf is the address of a room for others.
func (a *App) linkOf(room uint32) string { return account.LinkTo(a.Store.State().Settings, room) }

// ownAddresses are the addresses of the server signed in to.
func (a *App) ownAddresses() []address.Server {
	s := a.Store.State().Settings
	list := []string{s.Server}
	if s.Server == model.ThisComputer {
		list = a.embedded.Addresses()
	}
	var out []address.Server
	for _, text := range list {
		if at, err := address.Parse(text); err == nil {
			out = append(out, at)
		}
	}
	return out
}

// OpenNearby signs in to a server of the local network as a guest.
func (a *App) OpenNearby(address string) {
	form := a.Store.State().Welcome.Form
	form.Server, form.Method = address, model.SignInGuest
	a.SignIn(form)
}
