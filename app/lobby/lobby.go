// Package lobby is the list of rooms, with covers, who is followed, and the servers of
// the local network. How a list that is read and changes that are told meanwhile come
// together is a pure rule (lobbyRooms).
package lobby

import (
	"context"
	"sync"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/nearby"
)

// Calls are what the lobby asks of the live room.
type Calls interface {
	Self() liveroom.UserInfo
	Server() string
	WatchRoomList(ctx context.Context, on bool) error
	RoomList(ctx context.Context) ([]liveroom.RoomInfo, error)
	Follow(ctx context.Context, userID string) (liveroom.FollowInfo, error)
	Unfollow(ctx context.Context, userID string) (liveroom.FollowInfo, error)
	FollowInfo(ctx context.Context, userID string) (liveroom.FollowInfo, error)
	Follows(ctx context.Context) ([]liveroom.FollowedUser, error)
}

// Lobby keeps the lobby's state up to date. Its methods may be called from any
// goroutine, except within Store.Update.
type Lobby struct {
	desk  *desk.Desk
	calls Calls
	cache lobbyCache
	near  struct { // on the local network
		mu   sync.Mutex
		list []nearby.Server
		here string // ID of the server signed in to
	}
}

// New returns an empty lobby.
func New(d *desk.Desk, calls Calls) *Lobby { return &Lobby{desk: d, calls: calls} }

// Run looks for servers on the local network, until the program ends.
func (c *Lobby) Run() { c.desk.Go(c.watchNearby) }

// lobbyCache holds the rooms as the server has told them, and covers by URL.
type lobbyCache struct {
	showing sync.Mutex // held while the screens are given the rooms; before mu
	mu      sync.Mutex
	lobbyRooms
	covers map[string]*model.Picture // nil value: being fetched, or none
}

// Start subscribes to the room list and reads it once.
func (c *Lobby) Start(ctx context.Context) {
	if err := c.calls.WatchRoomList(ctx, true); err != nil {
		c.desk.Log.Warn("lobby subscription", "err", err)
	}
	c.readFollows(ctx)
	c.Read(ctx)
}

// Refresh reads the room list now.
func (c *Lobby) Refresh() {
	c.desk.Go(func() {
		ctx, cancel := context.WithTimeout(c.desk.Context(), 15*time.Second)
		defer cancel()
		c.Read(ctx)
	})
}

// Read reads the room list and waits for it.
func (c *Lobby) Read(ctx context.Context) {
	c.desk.Store.Update(func(s *model.State) { s.Lobby.Loading = true })
	c.cache.mu.Lock()
	read := c.cache.begin()
	c.cache.mu.Unlock()
	rooms, err := c.calls.RoomList(ctx)
	if err != nil {
		c.cache.mu.Lock()
		c.cache.cancel(read)
		c.cache.mu.Unlock()
		c.desk.Store.Update(func(s *model.State) {
			s.Lobby.Loading = false
			s.Lobby.Failure = &model.Failure{Code: model.FailureList, Detail: err.Error()}
		})
		return
	}
	c.cache.mu.Lock()
	c.cache.end(read, rooms)
	c.cache.mu.Unlock()
	c.desk.Store.Update(func(s *model.State) { s.Lobby.Loaded, s.Lobby.Loading, s.Lobby.Failure = true, false, nil })
	c.show()
}

// Changed applies what the server tells.
func (c *Lobby) Changed(e liveroom.OnRoomListChange) {
	c.cache.mu.Lock()
	c.cache.changed(e)
	c.cache.mu.Unlock()
	c.show()
}

// Rejoin makes up for what was told while the link was down.
func (c *Lobby) Rejoin() {
	if !c.desk.Store.State().Lobby.Loaded {
		return
	}
	c.desk.Go(func() {
		ctx, cancel := context.WithTimeout(c.desk.Context(), 15*time.Second)
		defer cancel()
		if err := c.calls.WatchRoomList(ctx, true); err != nil {
			c.desk.Log.Debug("lobby subscription", "err", err)
			return
		}
		c.Read(ctx)
	})
}

func (c *Lobby) show() {
	me := c.calls.Self().UserID
	c.cache.showing.Lock() // so that an older list is never shown after a newer one
	defer c.cache.showing.Unlock()
	c.cache.mu.Lock()
	var list []model.Room
	for _, r := range c.cache.rooms {
		list = append(list, c.roomLocked(r, me))
	}
	c.cache.mu.Unlock()
	c.desk.Store.Update(func(s *model.State) {
		s.Lobby.Rooms = list
		if outlived(s.Lobby.OpenFailure, list) {
			s.Lobby.OpenFailure = nil
		}
	})
}

// roomLocked is how the screens see a room; lobby.mu is held.
func (c *Lobby) roomLocked(r liveroom.RoomInfo, me string) model.Room {
	return model.Room{
		ID: r.RoomID, Title: r.RoomName, Viewers: viewersOf(r), Started: r.CreatedAt / 1000,
		Host: model.User{ID: r.OwnerID, Name: r.OwnerName, Avatar: r.OwnerAvatar},
		Live: r.Live && !r.HostAway, Mine: r.OwnerID == me, Private: r.Private, PKRooms: r.PKRooms, CoAnchors: r.CoAnchors,
		Cover: c.coverLocked(r.CoverURL),
	}
}

// RoomOf is how the screens see a room.
func (c *Lobby) RoomOf(r liveroom.RoomInfo) model.Room {
	c.cache.mu.Lock()
	defer c.cache.mu.Unlock()
	return c.roomLocked(r, c.calls.Self().UserID)
}

// viewersOf counts the members without the anchor.
func viewersOf(r liveroom.RoomInfo) int {
	n := r.MemberCount
	if !r.HostAway {
		n--
	}
	return max(n, 0)
}

// SetSearch filters the lobby.
func (c *Lobby) SetSearch(text string) {
	c.desk.Store.Update(func(s *model.State) { s.Lobby.Search = text })
}

// SetSort orders the lobby.
func (c *Lobby) SetSort(by model.RoomSort) {
	c.desk.Store.Update(func(s *model.State) { s.Lobby.Sort = by })
	c.desk.Do(func() { c.desk.Settings.Sort = by; c.desk.Save() })
}

func person(u liveroom.UserInfo) model.User {
	return model.User{ID: u.UserID, Name: u.UserName, Avatar: u.UserAvatar}
}
