package app

import (
	"context"
	"errors"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// OpenRoom watches a room, or takes the user's own live up again. 0 opens the
// first live room there is.
func (a *App) OpenRoom(id uint32) {
	number := a.opens.Ask()
	a.Store.Update(func(s *model.State) { s.Lobby.Opening, s.Lobby.OpenFailure = id, nil })
	a.desk.StartTask(func(ctx context.Context) {
		at := a.desk.Visit()
		v, err := a.openRoom(ctx, id)
		if v != nil {
			at = v
		}
		var f *model.Failure
		if err != nil {
			f = failure.UnlessCancelled(ctx, err, roomText(id))
			a.fadeOut(f)
		}
		a.desk.LeaveIf(func(s *model.State) bool {
			if !a.opens.Newest(number) {
				return false // another was asked for meanwhile
			}
			s.Lobby.Opening = 0
			if err == nil {
				s.Lobby.Typed = ""
				return false
			}
			s.Lobby.OpenFailure = f
			if s.Screen != model.ScreenWatching || !a.desk.Still(at) {
				return false
			}
			s.Screen = model.ScreenLobby
			return true
		})
	})
}

// openRoom enters a room. The visit is nil where there was none to begin.
func (a *App) openRoom(ctx context.Context, id uint32) (*desk.Visit, error) {
	info, err := a.findRoom(ctx, id)
	if err != nil {
		return nil, err
	}
	if info, err = a.unlocked(ctx, info); err != nil {
		return nil, err
	}
	if info.OwnerID == a.room.Self().UserID {
		a.SetRoomNumber(info.RoomID)
		a.SetTitle(info.RoomName)
		a.Store.Update(func(s *model.State) { s.Setup.CommentsOff, s.Setup.Private = info.CommentsOff, info.Private })
		a.prepareLive(ctx)
		return nil, nil
	}
	a.leaveAny(ctx)
	a.delays.reset()
	room := a.lobby.RoomOf(info)
	v := a.stage.Join(func(s *model.State) (model.Room, string, bool) {
		s.Lobby.Walk = nil
		return room, account.LinkTo(s.Settings, room.ID), true
	})
	// Playing may be asked for before anybody publishes.
	if err := a.room.StartPlay(info.OwnerID, a.hub.feed(info.OwnerID)); err != nil {
		return v, err
	}
	if err := a.room.EnterRoom(ctx, info.RoomID); err != nil {
		a.room.StopPlay(info.OwnerID)
		return v, err
	}
	a.stage.ReadMembers(ctx, v)
	a.enterLive(ctx, v)
	return v, nil
}

func (a *App) findRoom(ctx context.Context, id uint32) (liveroom.RoomInfo, error) {
	if id != 0 {
		rooms, err := a.room.RoomInfos(ctx, []string{roomText(id)})
		if err != nil {
			return liveroom.RoomInfo{}, err
		}
		if len(rooms) > 0 {
			return rooms[0], nil
		}
		return liveroom.RoomInfo{}, &liveroom.Error{Code: liveroom.CodeNoSuchRoom, Op: "OpenRoom", Desc: "no room has the number " + roomText(id)}
	}
	rooms, err := a.room.RoomList(ctx)
	if err != nil {
		return liveroom.RoomInfo{}, err
	}
	for _, r := range rooms {
		if r.Live {
			return r, nil
		}
	}
	a.desk.Log.Warn("nobody is live on this server; lives appear in the lobby as soon as they begin")
	return liveroom.RoomInfo{}, &failure.Coded{Code: model.FailureNobodyLive, Err: errors.New("nobody is live")}
}

// leaveAny leaves the room the user is in, if any.
func (a *App) leaveAny(ctx context.Context) {
	if _, _, in := a.room.Room(); in {
		if err := a.room.ExitRoom(ctx); err != nil {
			a.desk.Log.Warn("leaving", "err", err)
		}
	}
}

// RetryWatch tries again after WatchFailed.
func (a *App) RetryWatch() { a.OpenRoom(a.Store.State().Watching.Room.ID) }

// LeaveRoom stops watching and goes to the lobby.
func (a *App) LeaveRoom() {
	a.desk.Leave(func(s *model.State) { s.Screen, s.Live = model.ScreenLobby, model.Live{} })
	a.desk.StartTask(func(ctx context.Context) {
		a.leaveAny(ctx)
		a.letGo()
		a.Store.Update(func(s *model.State) {
			if s.Screen != model.ScreenWatching {
				s.Watching = model.Watching{Muted: s.Watching.Muted, NoSpeaker: s.Watching.NoSpeaker}
			}
		})
		a.lobby.Read(ctx)
	})
}

// SetVolume sets the loudness of what is played.
func (a *App) SetVolume(percent int) {
	percent = min(max(percent, 0), 100)
	a.room.SetPlayoutVolume(percent)
	a.Store.Update(func(s *model.State) { s.Settings.Volume, s.Watching.Volume = percent, percent })
	a.desk.Do(func() { a.desk.Settings.Volume = percent })
}

// MuteSound silences what is played.
func (a *App) MuteSound(muted bool) {
	a.room.MuteAllRemoteAudio(muted)
	a.Store.Update(func(s *model.State) { s.Watching.Muted = muted })
}
