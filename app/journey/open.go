package journey

import (
	"context"
	"errors"
	"strings"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// OpenRoom watches a room, or takes the user's own live up again. 0 opens the
// first live room there is.
func (j *Journey) OpenRoom(id uint32) { j.post(always, WantRoom{id}) }

// OpenLink opens a room number or an onair://HOST/ROOM link.
func (j *Journey) OpenLink(text string) { j.post(always, WantLink{text, j.ownAddresses()}) }

// TakeLink opens what a program that was started later was given, where that takes
// nothing from the user.
func (j *Journey) TakeLink(text string) { j.post(always, TakeLink{text, j.ownAddresses()}) }

// OpenWithPasscode opens a private room.
func (j *Journey) OpenWithPasscode(room uint32, passcode string) {
	j.post(always, HaveKey{room, liveroom.RoomKey{Passcode: strings.TrimSpace(passcode)}})
	j.OpenRoom(room)
}

// RetryWatch tries again after WatchFailed.
func (j *Journey) RetryWatch() { j.OpenRoom(j.desk.Store.State().Watching.Room.ID) }

// LeaveRoom stops watching and goes to the lobby.
func (j *Journey) LeaveRoom() { j.post(always, LeaveRoom{}) }

func (j *Journey) open(ctx context.Context, session *desk.Stay, e Open) {
	at := j.desk.Visit()
	v, err := j.enter(ctx, session, e)
	if err == nil {
		j.post(session.Lasts, Opened{e.Number})
		return
	}
	if v != nil {
		at = v
	}
	f := failure.UnlessCancelled(ctx, err, roomText(e.ID))
	j.postOf(session.Lasts, func() Event { return NotOpened{e.Number, f, j.desk.Still(at)} })
}

// enter enters a room. The visit is nil where there was none to begin.
func (j *Journey) enter(ctx context.Context, session *desk.Stay, e Open) (*desk.Visit, error) {
	info, err := j.find(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	if info, err = j.unlocked(ctx, info); err != nil {
		return nil, err
	}
	if p := j.desk.Store.State().Program; info.OwnerID == j.Calls.Self().UserID && p.Streaming() && p.Room == info.RoomID {
		return j.control(ctx, session, e, info)
	}
	if info.OwnerID == j.Calls.Self().UserID {
		wanted := func() bool { return session.Lasts() && e.Number == j.memo.Opens }
		if j.post(wanted, OwnFound{info}) {
			j.prepare(ctx, session)
		}
		return nil, nil
	}
	j.leaveAny(ctx)
	j.House.NewPictures()
	room := j.List.RoomOf(info)
	v := j.Rooms.Join(func(s *model.State) (model.Room, string, bool) {
		if ctx.Err() != nil || !session.Lasts() || e.Number != j.memo.Opens {
			return model.Room{}, "", false
		}
		s.Lobby.Walk = nil
		return room, account.LinkTo(s.Settings, room.ID), true
	})
	if v == nil {
		return nil, context.Canceled
	}
	// Playing may be asked for before anybody publishes.
	if err := j.Calls.StartPlay(info.OwnerID, j.House.View(info.OwnerID)); err != nil {
		return v, err
	}
	if err := j.Calls.EnterRoom(ctx, info.RoomID); err != nil {
		j.Calls.StopPlay(info.OwnerID)
		return v, err
	}
	j.Rooms.ReadMembers(ctx, v)
	j.Rooms.Enter(ctx, v)
	return v, nil
}

func (j *Journey) find(ctx context.Context, id uint32) (liveroom.RoomInfo, error) {
	if id != 0 {
		rooms, err := j.Calls.RoomInfos(ctx, []string{roomText(id)})
		if err != nil {
			return liveroom.RoomInfo{}, err
		}
		if len(rooms) > 0 {
			return rooms[0], nil
		}
		return liveroom.RoomInfo{}, &liveroom.Error{Code: liveroom.CodeNoSuchRoom, Op: "OpenRoom", Desc: "no room has the number " + roomText(id)}
	}
	rooms, err := j.Calls.RoomList(ctx)
	if err != nil {
		return liveroom.RoomInfo{}, err
	}
	for _, r := range rooms {
		if r.Live {
			return r, nil
		}
	}
	j.desk.Log.Warn("nobody is live on this server; lives appear in the lobby as soon as they begin")
	return liveroom.RoomInfo{}, &failure.Coded{Code: model.FailureNobodyLive, Err: errors.New("nobody is live")}
}

// unlocked opens a private room that does not let the user in yet with the key
// that was given, if any. A key is tried once.
func (j *Journey) unlocked(ctx context.Context, info liveroom.RoomInfo) (liveroom.RoomInfo, error) {
	var key liveroom.RoomKey
	j.postOf(always, func() Event {
		if j.memo.KeyOf == info.RoomID {
			key = j.memo.Key
		}
		return KeyUsed{}
	})
	if !info.Private || info.OwnerID != "" {
		return info, nil
	}
	return j.Calls.UnlockRoom(ctx, info.RoomID, key)
}

// leaveAny leaves the room the user is in, if any.
func (j *Journey) leaveAny(ctx context.Context) {
	if _, _, in := j.Calls.Room(); in {
		if err := j.Calls.ExitRoom(ctx); err != nil {
			j.desk.Log.Warn("leaving", "err", err)
		}
	}
}
