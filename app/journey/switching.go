package journey

import (
	"context"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// SwitchLive watches the next live of the lobby's order, or the one before. What
// is shown changes at once; of several quick calls only the last one is entered.
func (j *Journey) SwitchLive(next, leaveStage bool) {
	bound, end := false, false
	v := j.Rooms.Join(func(s *model.State) (to model.Room, link string, ok bool) {
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
		j.desk.StartNext(func(ctx context.Context) { j.switchTo(ctx, v, next, bound) })
	case end && next:
		j.desk.Notify(model.Notice{Code: model.NoticeLastLive})
	case end:
		j.desk.Notify(model.Notice{Code: model.NoticeFirstLive})
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
func (j *Journey) switchTo(ctx context.Context, v *desk.Visit, next, bound bool) {
	for first := true; v != nil && v.Lasts(); first = false {
		j.House.NewPictures()
		err := j.Calls.SwitchRoom(ctx, v.Room)
		if bound && first {
			j.House.LetGo()
		}
		if liveroom.CodeOf(err) == liveroom.CodeNoSuchRoom {
			v = j.skip(v, next)
			continue
		}
		if err == nil {
			host := ""
			v.Update(func(s *model.State) { host = s.Watching.Room.Host.ID })
			if err = j.Calls.StartPlay(host, j.House.View(host)); err == nil {
				j.Rooms.ReadMembers(ctx, v)
				j.Rooms.Enter(ctx, v)
				return
			}
		}
		if f := failure.UnlessCancelled(ctx, err, roomText(v.Room)); f != nil {
			j.Rooms.NotEntered(v, f)
		}
		return
	}
}

// skip goes on to the room after one that has ended; nil at the end.
func (j *Journey) skip(v *desk.Visit, next bool) *desk.Visit {
	j.List.Changed(liveroom.OnRoomListChange{Removed: []uint32{v.Room}})
	after := j.Rooms.Join(func(s *model.State) (to model.Room, link string, ok bool) {
		if !v.Lasts() {
			return to, "", false
		}
		return step(s, v.Room, next)
	})
	if after == nil {
		j.Rooms.NotEntered(v, nil)
	}
	return after
}

// KeepDraft remembers a text that was not sent in a room; "" forgets it.
func (j *Journey) KeepDraft(room uint32, text string) {
	j.desk.Store.Update(func(s *model.State) { s.Drafts = model.WithDraft(s.Drafts, room, text) })
}
