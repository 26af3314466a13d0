package app

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// together is what the controller remembers of the room on screen besides the
// state: numbers that only make sense between events.
type together struct {
	lineID    atomic.Uint64
	firstLine atomic.Int64 // ID of the oldest line
	bannerID  atomic.Uint64

	mu       sync.Mutex
	likes    int   // taps not sent yet
	ownLikes int64 // sent and not seen in an event yet
	flushing bool
	givers   map[string]model.Giver
}

func (t *together) reset() {
	base := t.lineID.Load()&^(firstLineID-1) + firstLineID // above every line of the room before
	t.lineID.Store(base)
	t.firstLine.Store(int64(base))
	t.mu.Lock()
	t.likes, t.ownLikes, t.givers = 0, 0, map[string]model.Giver{}
	t.mu.Unlock()
}

// enterLive begins the shared part of a room, after it was entered: standings,
// seats, the chat so far.
func (a *App) enterLive(ctx context.Context) {
	a.together.reset()
	role, helper := a.room.Role()
	info, _, _ := a.room.Room()
	s := a.Store.State()
	a.Store.Update(func(s *model.State) {
		s.Live.Role, s.Live.Helper = roleOf(role), helper
		s.Live.CommentsOff = info.CommentsOff
		s.Live.Danmaku = model.Danmaku{On: !a.danmakuOff.Load(), Opacity: int(a.danmakuOpacity.Load())}
		s.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: s.Me}
		a.settle(s)
	})
	a.readStandings(ctx)
	a.readRank(ctx)
	history, err := a.room.HistoryPage(ctx, 0, historyPage)
	if err != nil {
		a.desk.Log.Warn("chat history", "err", err)
	}
	lines := a.oldLines(history, s.Me.ID, a.Store.State().Blocked)
	a.Store.Update(func(s *model.State) { // what was said meanwhile comes after
		s.Live.Chat.Older = len(history) >= historyPage
		now := s.Live.Chat.Lines
		s.Live.Chat.Lines = nil
		s.Live.Chat = s.Live.Chat.With(append(lines, now...)...)
	})
}

// leaveLive forgets it.
func (a *App) leaveLive() {
	a.Store.Update(func(s *model.State) { s.Live = model.Live{} })
}

func roleOf(role string) model.Role {
	switch role {
	case "anchor":
		return model.RoleAnchor
	case "coanchor":
		return model.RoleCoAnchor
	default:
		return model.RoleAudience
	}
}

// readStandings reads who differs from a plain viewer.
func (a *App) readStandings(ctx context.Context) {
	standings := map[string]model.Standing{}
	for next := uint64(0); ; {
		members, more, err := a.room.Members(ctx, next)
		if err != nil {
			return
		}
		for _, m := range members {
			st := model.Standing{Role: roleOf(m.Role), Helper: m.Admin, ChatMuted: m.Muted}
			if st != (model.Standing{}) {
				standings[m.UserID] = st
			}
		}
		if next = more; next == 0 || len(standings) > 500 {
			break
		}
	}
	a.Store.Update(func(s *model.State) {
		s.Live.Standings = standings
		a.settle(s)
	})
}

// settle works out what follows from the rest of the state: seats, and who is
// kept from what, and why.
func (a *App) settle(s *model.State) {
	l := &s.Live
	var seats []model.Seat
	free, taken := 0, 0
	places := a.room.Seats()
	for _, seat := range places {
		m := model.Seat{Number: seat.Number, SoundOnly: seat.SoundOnly, Locked: seat.Locked}
		if seat.UserID != "" {
			m.User = a.person(s, seat.UserID)
			taken++
		} else if !seat.Locked {
			free++
		}
		seats = append(seats, m)
	}
	l.CoAnchor.Seats = seats
	markBlocked(s, places)
	offline := s.Connection.Phase != model.ConnectionUp
	block := func(rules ...model.BlockReason) model.BlockReason {
		for _, r := range rules {
			if r != "" {
				return r
			}
		}
		return ""
	}
	when := func(on bool, r model.BlockReason) model.BlockReason {
		if on {
			return r
		}
		return ""
	}
	l.CoAnchor.Blocked = block(when(offline, model.BlockedOffline), when(s.Watching.Phase == model.WatchHostAway, model.BlockedHostAway),
		when(l.PK.Joined(), model.BlockedInPK), when(free == 0, model.BlockedStageFull))
	l.CoAnchor.InviteBlocked = block(when(offline, model.BlockedOffline), when(l.PK.Joined(), model.BlockedInPK), when(free == 0, model.BlockedStageFull))
	l.PK.Blocked = block(when(offline, model.BlockedOffline), when(l.PK.Asking() || l.PK.Request != nil, model.BlockedPKAsked),
		when(taken > 0, model.BlockedOnStage))
	l.PK.AddBlocked = block(when(offline, model.BlockedOffline), when(len(l.PK.Sides) >= model.MaxPKRooms, model.BlockedPKFull),
		when(l.PK.Asking() || l.PK.Request != nil, model.BlockedPKAsked))
	me := l.Standings[s.Me.ID]
	l.Chat.Blocked = ""
	switch {
	case offline:
		l.Chat.Blocked = model.ChatBlockedOffline
	case me.ChatMuted:
		l.Chat.Blocked = model.ChatBlockedMuted
	case l.CommentsOff && l.Role != model.RoleAnchor && !l.Helper:
		l.Chat.Blocked = model.ChatBlockedComments
	case l.AllMuted && l.Role != model.RoleAnchor && !l.Helper:
		l.Chat.Blocked = model.ChatBlockedAll
	}
}

// person is what is known of a user.
func (a *App) person(s *model.State, id string) model.User {
	if id == s.Me.ID {
		return s.Me
	}
	for _, list := range [][]model.Tile{s.OnAir.Tiles, s.Watching.Tiles} {
		for _, t := range list {
			if t.ID == id && t.User.ID != "" {
				return t.User
			}
		}
	}
	for _, side := range s.Live.PK.Sides {
		if side.User.ID == id {
			return side.User
		}
	}
	for _, r := range s.Live.PK.Rooms { // also after the PK has ended
		if r.Room.Host.ID == id {
			return r.Room.Host
		}
	}
	for _, list := range [][]model.User{s.OnAir.Members, s.Watching.Members} {
		for _, u := range list {
			if u.ID == id {
				return u
			}
		}
	}
	return model.User{ID: id}
}

// onTogether handles the events of what people do together. It reports whether
// the event was one of them.
func (a *App) onTogether(e liveroom.Event) bool {
	switch e := e.(type) {
	case liveroom.OnRecvRoomTextMsg, liveroom.OnLikes, liveroom.OnGift, liveroom.OnChatMute:
		a.onChat(e)
	case liveroom.OnRequestJoinAnchor, liveroom.OnInviteJoinAnchor, liveroom.OnAnchorAccepted, liveroom.OnAnchorRejected,
		liveroom.OnKickoutJoinAnchor, liveroom.OnRoleChange, liveroom.OnSeatLock:
		a.onCoAnchor(e)
	case liveroom.OnRequestRoomPK, liveroom.OnRoomPKAccepted, liveroom.OnRoomPKRejected, liveroom.OnQuitRoomPK, liveroom.OnPKState:
		a.onPK(e)
	case liveroom.OnInvitationTimeout:
		a.invitationTimeout(e)
	case liveroom.OnInvitationCancelled:
		a.invitationCancelled(e)
	case liveroom.OnKickedOut:
		a.kickedOut(e)
	case liveroom.OnAnchorMuted:
		a.guestMuted(e)
	case liveroom.OnBanned:
		u := userOf(e.User)
		a.Store.Update(func(s *model.State) {
			s.Live.Banned = slices.DeleteFunc(slices.Clone(s.Live.Banned), func(b model.User) bool { return b.ID == u.ID })
			if e.Banned {
				s.Live.Banned = append(s.Live.Banned, u)
			}
		})
	default:
		return false
	}
	return true
}

// kickedOut shows a viewer that they were taken out of the room.
func (a *App) kickedOut(e liveroom.OnKickedOut) {
	a.stopOwnStage()
	a.Store.Update(func(s *model.State) {
		s.Watching.Phase = model.WatchRemoved
		s.Watching.Removed = model.Removal{By: a.person(s, e.By), Banned: e.Banned}
		s.Watching.Tiles = offline(s.Watching.Tiles[:min(1, len(s.Watching.Tiles))])
		s.Live.CoAnchor = model.CoAnchor{}
		s.Live.PK = model.PK{}
	})
}

// stageTiles changes the tiles of the room on screen.
func stageTiles(s *model.State, change func([]model.Tile) []model.Tile) {
	if s.Screen == model.ScreenOnAir {
		s.OnAir.Tiles = change(slices.Clone(s.OnAir.Tiles))
	} else if s.Screen == model.ScreenWatching {
		s.Watching.Tiles = change(slices.Clone(s.Watching.Tiles))
	}
}

// guestCame puts a co-anchor or the other anchor of a PK on the stage and plays
// them.
func (a *App) guestCame(u model.User) {
	a.Store.Update(func(s *model.State) {
		stageTiles(s, func(tiles []model.Tile) []model.Tile {
			if slices.ContainsFunc(tiles, func(t model.Tile) bool { return t.ID == u.ID }) {
				return tiles
			}
			return append(tiles, model.Tile{ID: u.ID, User: u, Waiting: true})
		})
		a.cameUp(s, u)
	})
	if err := a.room.StartPlay(u.ID, a.hub.feed(u.ID)); err != nil {
		a.desk.Log.Warn("playing a guest", "user", u.ID, "err", err)
	}
}

// cameUp says that somebody who was given a seat is on stage: now, not when they got
// it.
func (a *App) cameUp(s *model.State, u model.User) {
	if s.Live.Standings[u.ID].Rising {
		a.standing(s, u.ID, func(st *model.Standing) { st.Rising = false })
		a.say(s, model.ChatLine{Kind: model.ChatUp, User: u})
	}
}

// guestLeft takes them off.
func (a *App) guestLeft(id string) {
	a.Store.Update(func(s *model.State) {
		stageTiles(s, func(tiles []model.Tile) []model.Tile {
			return slices.DeleteFunc(tiles, func(t model.Tile) bool { return t.ID == id })
		})
	})
	a.desk.Go(func() { a.room.StopPlay(id) })
}

// aside runs a call of the live room that waits for the network, and tells when
// it was refused. whom is for the notice.
func (a *App) aside(whom string, call func(ctx context.Context) error) {
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		if err := call(ctx); err != nil && a.desk.Context().Err() == nil {
			a.desk.Log.Info("refused", "err", err)
			a.desk.Notify(model.Notice{Code: model.NoticeNotDone, Subject: whom})
		}
	})
}
