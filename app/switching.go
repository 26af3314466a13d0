package app

import (
	"context"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

var _ model.SwitchActions = (*App)(nil)

// SwitchLive watches the next live of the lobby's order, or the one before. What
// is shown changes at once; of several quick calls only the last one is entered.
func (a *App) SwitchLive(next, leaveStage bool) {
	var to model.Room
	bound, moved, end := false, false, false
	a.Store.Update(func(s *model.State) {
		bound = s.Live.CoAnchor.Bound()
		if s.Screen != model.ScreenWatching || bound && !leaveStage {
			return
		}
		to, moved = a.step(s, s.Watching.Room.ID, next)
		end = !moved
	})
	switch {
	case moved:
		a.desk.StartNext(func(ctx context.Context) { a.switchTo(ctx, to, next, bound) })
	case end && next:
		a.desk.Notify(model.Notice{Code: model.NoticeLastLive})
	case end:
		a.desk.Notify(model.Notice{Code: model.NoticeFirstLive})
	}
}

// step shows that the neighbour of a room is being joined; false at the end.
func (a *App) step(s *model.State, from uint32, next bool) (model.Room, bool) {
	to, ok := s.Lobby.Neighbour(from, next)
	if !ok {
		return to, false
	}
	s.Lobby.Walk = s.Lobby.WalkOrder(from)
	a.showJoining(s, to)
	return to, true
}

// showJoining shows the way into a room.
func (a *App) showJoining(s *model.State, to model.Room) {
	a.visits.Add(1)
	s.Screen = model.ScreenWatching
	s.Live = model.Live{}
	s.Watching = model.Watching{
		Room: to, Link: linkTo(s.Settings, to.ID), Phase: model.WatchJoining,
		Volume: s.Settings.Volume, Muted: s.Watching.Muted, NoSpeaker: s.Watching.NoSpeaker,
		Tiles: []model.Tile{{ID: to.Host.ID, User: to.Host, Waiting: true}},
	}
}

// switchTo enters a room that is shown as being joined. Rooms that have ended
// since are skipped.
func (a *App) switchTo(ctx context.Context, to model.Room, next, bound bool) {
	for first := true; a.joining(to.ID); first = false {
		a.delays.reset()
		err := a.room.SwitchRoom(ctx, to.ID)
		if bound && first {
			a.closePreview()
			now := a.Store.State()
			a.applyQuality(now.Quality, now.Settings.Hardware)
		}
		switch {
		case err == nil:
			if err = a.room.StartPlay(to.Host.ID, a.hub.feed(to.Host.ID)); err == nil {
				a.refreshMembers(ctx)
				a.enterLive(ctx)
				return
			}
		case liveroom.CodeOf(err) == liveroom.CodeNoSuchRoom:
			a.forgetRoom(to.ID)
			ended := to.ID
			moved := false
			a.Store.Update(func(s *model.State) {
				if s.Screen == model.ScreenWatching && s.Watching.Room.ID == ended {
					if to, moved = a.step(s, ended, next); !moved {
						s.Watching.Phase, s.Watching.Tiles = model.WatchEnded, offline(s.Watching.Tiles)
					}
				}
			})
			if moved {
				continue
			}
			return
		}
		if f := failure.UnlessCancelled(ctx, err, roomText(to.ID)); f != nil {
			a.Store.Update(func(s *model.State) {
				if s.Watching.Room.ID == to.ID {
					s.Watching.Phase, s.Watching.Failure, s.Watching.Tiles = model.WatchFailed, f, offline(s.Watching.Tiles)
				}
			})
		}
		return
	}
}

// joining reports whether a room is still the one that is shown as being joined.
func (a *App) joining(id uint32) bool {
	s := a.Store.State()
	return s.Screen == model.ScreenWatching && s.Watching.Room.ID == id && s.Watching.Phase == model.WatchJoining
}

// forgetRoom takes a room that is not there off the lobby.
func (a *App) forgetRoom(id uint32) {
	a.roomListChanged(liveroom.OnRoomListChange{Removed: []uint32{id}})
}

// KeepDraft remembers a text that was not sent in a room; "" forgets it.
func (a *App) KeepDraft(room uint32, text string) {
	a.Store.Update(func(s *model.State) { s.Drafts = model.WithDraft(s.Drafts, room, text) })
}

// draftSent forgets a text that was taken after its room was left.
func draftSent(s *model.State, room uint32, text string) {
	if s.Drafts[room] == text {
		s.Drafts = model.WithDraft(s.Drafts, room, "")
	}
}

// roomOnScreen is the room that is watched or on air.
func roomOnScreen(s model.State) uint32 {
	if s.Screen == model.ScreenOnAir {
		return s.OnAir.Room.ID
	}
	return s.Watching.Room.ID
}
