// Package lobby is the list of rooms, with covers, who is followed, and the servers of
// the local network. What is shown of it, and how a list that is read and changes that
// are told meanwhile come together, are pure rules (reduce). All of it is of the server
// signed in to, and answers that come after its session show nothing.
package lobby

import (
	"context"
	"sync/atomic"
	"time"

	"onair/app/account"
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

// Lobby carries the rules out. Its methods may be called from any goroutine, except
// within Store.Update.
type Lobby struct {
	desk   *desk.Desk
	calls  Calls
	memo   Memo                                      // changed within Store.Update alone
	covers atomic.Pointer[map[string]*model.Picture] // Memo.Covers, for RoomOf
}

// New returns an empty lobby.
func New(d *desk.Desk, calls Calls) *Lobby {
	c := &Lobby{desk: d, calls: calls}
	c.covers.Store(new(map[string]*model.Picture))
	return c
}

// Run looks for servers on the local network, until the program ends.
func (c *Lobby) Run() {
	c.desk.Go(func() {
		nearby.Watch(c.desk.Context(), func(list []nearby.Server) {
			c.desk.Store.Update(func(s *model.State) { c.apply(s, Found{list}) })
		})
	})
}

// apply changes a state by the rules; within Store.Update.
func (c *Lobby) apply(s *model.State, e Event) []Effect {
	next, effects := reduce(State{State: *s, Memo: c.memo}, e)
	*s, c.memo = next.State, next.Memo
	covers := c.memo.Covers
	c.covers.Store(&covers)
	return effects
}

// post gives an event of a session to the rules and carries out what follows. After
// the session nothing happens.
func (c *Lobby) post(session *desk.Stay, e Event) bool {
	var effects []Effect
	done := session.Update(func(s *model.State) { effects = c.apply(s, e) })
	for _, e := range effects {
		switch e := e.(type) {
		case FetchCover:
			c.fetch(session, e.Address)
		case Tell:
			session.Notify(e.Notice)
		}
	}
	return done
}

// Start asks the server signed in to what it is, subscribes to the room list and reads
// it once.
func (c *Lobby) Start(ctx context.Context) {
	session, server := c.desk.Session(), c.calls.Server()
	if !c.post(session, Began{server}) {
		return
	}
	session.Within(3*time.Second, func(ctx context.Context) {
		var info account.ServerInfo
		if err := account.GetJSON(ctx, server+"/api/info", &info); err == nil {
			c.post(session, ServerIs{info})
		}
	})
	if err := c.calls.WatchRoomList(ctx, true); err != nil {
		c.desk.Log.Warn("lobby subscription", "err", err)
	}
	c.readFollows(ctx, session)
	c.read(ctx, session)
}

// Refresh reads the room list now.
func (c *Lobby) Refresh() {
	session := c.desk.Session()
	session.Go(func(ctx context.Context) { c.read(ctx, session) })
}

// Read reads the room list and waits for it.
func (c *Lobby) Read(ctx context.Context) { c.read(ctx, c.desk.Session()) }

func (c *Lobby) read(ctx context.Context, session *desk.Stay) {
	number := uint64(0)
	if !session.Update(func(s *model.State) {
		c.apply(s, Reading{})
		number = c.memo.Lives.Asked
	}) {
		return
	}
	rooms, err := c.calls.RoomList(ctx)
	c.post(session, Read{Number: number, Rooms: rooms, GivenUp: ctx.Err() == context.Canceled, Err: err})
}

// Changed applies what the server tells.
func (c *Lobby) Changed(e liveroom.OnRoomListChange) { c.post(c.desk.Session(), e) }

// Rejoin makes up for what was told while the link was down.
func (c *Lobby) Rejoin() {
	if !c.desk.Store.State().Lobby.Loaded {
		return
	}
	session := c.desk.Session()
	session.Go(func(ctx context.Context) {
		if err := c.calls.WatchRoomList(ctx, true); err != nil {
			c.desk.Log.Debug("lobby subscription", "err", err)
			return
		}
		c.read(ctx, session)
	})
}

// RoomOf is how the screens see a room.
func (c *Lobby) RoomOf(r liveroom.RoomInfo) model.Room {
	cover, known := (*c.covers.Load())[r.CoverURL]
	if !known && r.CoverURL != "" {
		c.post(c.desk.Session(), CoverWanted{r.CoverURL})
	}
	return roomOf(r, c.calls.Self().UserID, cover)
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
