package app

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"onair/app/model"
	"onair/liveroom"
	"onair/media/picture"
	"onair/signaling/address"
)

// lobbyCache holds the rooms as the server has told them, and covers by URL.
type lobbyCache struct {
	showing sync.Mutex // held while the screens are given the rooms; before mu
	mu      sync.Mutex
	lobbyRooms
	covers map[string]*model.Picture // nil value: being fetched, or none
}

// startLobby subscribes to the room list and reads it once.
func (a *App) startLobby(ctx context.Context) {
	if err := a.room.WatchRoomList(ctx, true); err != nil {
		a.desk.Log.Warn("lobby subscription", "err", err)
	}
	a.readFollows(ctx)
	a.refresh(ctx)
}

// Refresh reads the room list now.
func (a *App) Refresh() {
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		a.refresh(ctx)
	})
}

func (a *App) refresh(ctx context.Context) {
	a.Store.Update(func(s *model.State) { s.Lobby.Loading = true })
	a.lobby.mu.Lock()
	read := a.lobby.begin()
	a.lobby.mu.Unlock()
	rooms, err := a.room.RoomList(ctx)
	if err != nil {
		a.lobby.mu.Lock()
		a.lobby.cancel(read)
		a.lobby.mu.Unlock()
		a.Store.Update(func(s *model.State) {
			s.Lobby.Loading = false
			s.Lobby.Failure = &model.Failure{Code: model.FailureList, Detail: err.Error()}
		})
		return
	}
	a.lobby.mu.Lock()
	a.lobby.end(read, rooms)
	a.lobby.mu.Unlock()
	a.Store.Update(func(s *model.State) { s.Lobby.Loaded, s.Lobby.Loading, s.Lobby.Failure = true, false, nil })
	a.showLobby()
}

// roomListChanged applies what the server tells.
func (a *App) roomListChanged(e liveroom.OnRoomListChange) {
	a.lobby.mu.Lock()
	a.lobby.changed(e)
	a.lobby.mu.Unlock()
	a.showLobby()
}

// rejoinLobby makes up for what was told while the link was down.
func (a *App) rejoinLobby() {
	if !a.Store.State().Lobby.Loaded {
		return
	}
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		if err := a.room.WatchRoomList(ctx, true); err != nil {
			a.desk.Log.Debug("lobby subscription", "err", err)
			return
		}
		a.refresh(ctx)
	})
}

func (a *App) showLobby() {
	me := a.room.Self().UserID
	a.lobby.showing.Lock() // so that an older list is never shown after a newer one
	defer a.lobby.showing.Unlock()
	a.lobby.mu.Lock()
	var list []model.Room
	for _, r := range a.lobby.rooms {
		list = append(list, a.roomLocked(r, me))
	}
	a.lobby.mu.Unlock()
	a.Store.Update(func(s *model.State) {
		s.Lobby.Rooms = list
		if outlived(s.Lobby.OpenFailure, list) {
			s.Lobby.OpenFailure = nil
		}
	})
}

// roomLocked is how the screens see a room; lobby.mu is held.
func (a *App) roomLocked(r liveroom.RoomInfo, me string) model.Room {
	return model.Room{
		ID: r.RoomID, Title: r.RoomName, Viewers: viewersOf(r), Started: r.CreatedAt / 1000,
		Host: model.User{ID: r.OwnerID, Name: r.OwnerName, Avatar: r.OwnerAvatar},
		Live: r.Live && !r.HostAway, Mine: r.OwnerID == me, Private: r.Private, PKRooms: r.PKRooms, CoAnchors: r.CoAnchors,
		Cover: a.coverLocked(r.CoverURL),
	}
}

func (a *App) roomOf(r liveroom.RoomInfo) model.Room {
	a.lobby.mu.Lock()
	defer a.lobby.mu.Unlock()
	return a.roomLocked(r, a.room.Self().UserID)
}

// viewersOf counts the members without the anchor.
func viewersOf(r liveroom.RoomInfo) int {
	n := r.MemberCount
	if !r.HostAway {
		n--
	}
	return max(n, 0)
}

// coverLocked returns a cover that is here, and starts to fetch one that is not.
func (a *App) coverLocked(address string) *model.Picture {
	if address == "" || !a.ownPicture(address) {
		return nil
	}
	if p, ok := a.lobby.covers[address]; ok {
		return p
	}
	if a.lobby.covers == nil || len(a.lobby.covers) > 500 {
		a.lobby.covers = map[string]*model.Picture{}
	}
	a.lobby.covers[address] = nil
	a.desk.Go(func() {
		data, err := fetchPicture(a.desk.Context(), address)
		if err != nil {
			a.desk.Log.Debug("cover", "err", err)
			return
		}
		if data, err = picture.Shareable(data, maxCover); err != nil { // upright, and no bomb for the window
			a.desk.Log.Debug("cover", "err", err)
			return
		}
		a.lobby.mu.Lock()
		a.lobby.covers[address] = &model.Picture{Data: data}
		a.lobby.mu.Unlock()
		a.showLobby()
	})
	return nil
}

// ownPicture reports whether a cover is on the server signed in to. Others are
// not fetched: a host must not learn the addresses of viewers.
func (a *App) ownPicture(address string) bool {
	server := a.room.Server()
	return strings.HasPrefix(address, "data:image/") || server != "" && strings.HasPrefix(address, server+"/")
}

// maxCover is the largest cover that is fetched, in bytes.
const maxCover = 1 << 20

func fetchPicture(ctx context.Context, address string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(address, "data:"); ok {
		_, b64, ok := strings.Cut(rest, ";base64,")
		if !ok {
			return nil, fmt.Errorf("cover: not base64")
		}
		return base64.StdEncoding.DecodeString(b64)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := httpClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("cover: %s", res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxCover))
}

// SetSearch filters the lobby.
func (a *App) SetSearch(text string) {
	a.Store.Update(func(s *model.State) { s.Lobby.Search = text })
}

// SetSort orders the lobby.
func (a *App) SetSort(by model.RoomSort) {
	a.Store.Update(func(s *model.State) { s.Lobby.Sort = by })
	a.desk.Do(func() { a.desk.Settings.Sort = by; a.desk.Save() })
}

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
func (a *App) linkOf(room uint32) string { return linkTo(a.Store.State().Settings, room) }

func linkTo(s model.Settings, room uint32) string {
	host := s.Server
	if host == model.ThisComputer {
		host = s.ServerURL
	}
	at, _ := address.Parse(host)
	return address.Link{Server: at, Room: room}.String()
}

// ownAddresses are the addresses of the server signed in to.
func (a *App) ownAddresses() []address.Server {
	s := a.Store.State().Settings
	list := []string{s.Server}
	if s.Server == model.ThisComputer {
		list = a.embedded.addresses()
	}
	var out []address.Server
	for _, text := range list {
		if at, err := address.Parse(text); err == nil {
			out = append(out, at)
		}
	}
	return out
}
