package app

import (
	"context"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/stage"
	"onair/liveroom"
)

var _ model.SwitchActions = (*App)(nil)

// SwitchLive watches the next live of the lobby's order, or the one before. What
// is shown changes at once; of several quick calls only the last one is entered.
func (a *App) SwitchLive(next, leaveStage bool) {
	bound, end := false, false
	v := a.stage.Join(func(s *model.State) (to model.Room, link string, ok bool) {
		bound = s.Live.CoAnchor.Bound()
		if s.Screen != model.ScreenWatching || bound && !leaveStage {
			return to, "", false
		}
		to, link, ok = step(s, s.Watching.Room.ID, next)
		end = !ok
		return to, link, ok
	})
	switch {
	case v != nil:
		a.desk.StartNext(func(ctx context.Context) { a.switchTo(ctx, v, next, bound) })
	case end && next:
		a.desk.Notify(model.Notice{Code: model.NoticeLastLive})
	case end:
		a.desk.Notify(model.Notice{Code: model.NoticeFirstLive})
	}
}

// step is the neighbour of a room; false at the end.
func step(s *model.State, from uint32, next bool) (to model.Room, link string, ok bool) {
	if to, ok = s.Lobby.Neighbour(from, next); ok {
		s.Lobby.Walk = s.Lobby.WalkOrder(from)
		link = account.LinkTo(s.Settings, to.ID)
	}
	return to, link, ok
}

// switchTo enters the room of a visit. Rooms that have ended since are skipped.
func (a *App) switchTo(ctx context.Context, v *desk.Visit, next, bound bool) {
	for first := true; v != nil && v.Lasts(); first = false {
		a.delays.reset()
		err := a.room.SwitchRoom(ctx, v.Room)
		if bound && first {
			a.letGo()
		}
		if liveroom.CodeOf(err) == liveroom.CodeNoSuchRoom {
			v = a.skip(v, next)
			continue
		}
		if err == nil {
			host := ""
			v.Update(func(s *model.State) { host = s.Watching.Room.Host.ID })
			if err = a.room.StartPlay(host, a.hub.feed(host)); err == nil {
				a.stage.ReadMembers(ctx, v)
				a.enterLive(ctx, v)
				return
			}
		}
		if f := failure.UnlessCancelled(ctx, err, roomText(v.Room)); f != nil {
			v.Update(func(s *model.State) {
				s.Watching.Phase, s.Watching.Failure, s.Watching.Tiles = model.WatchFailed, f, stage.Offline(s.Watching.Tiles)
			})
		}
		return
	}
}

// skip goes on to the room after one that has ended; nil at the end.
func (a *App) skip(v *desk.Visit, next bool) *desk.Visit {
	a.forgetRoom(v.Room)
	after := a.stage.Join(func(s *model.State) (to model.Room, link string, ok bool) {
		if !v.Lasts() {
			return to, "", false
		}
		return step(s, v.Room, next)
	})
	if after == nil {
		v.Update(func(s *model.State) {
			s.Watching.Phase, s.Watching.Tiles = model.WatchEnded, stage.Offline(s.Watching.Tiles)
		})
	}
	return after
}

// forgetRoom takes a room that is not there off the lobby.
func (a *App) forgetRoom(id uint32) {
	a.lobby.Changed(liveroom.OnRoomListChange{Removed: []uint32{id}})
}

// KeepDraft remembers a text that was not sent in a room; "" forgets it.
func (a *App) KeepDraft(room uint32, text string) {
	a.Store.Update(func(s *model.State) { s.Drafts = model.WithDraft(s.Drafts, room, text) })
}
