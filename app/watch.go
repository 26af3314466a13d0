package app

import (
	"context"
	"errors"
	"slices"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// OpenRoom watches a room, or takes the user's own live up again. 0 opens the
// first live room there is.
func (a *App) OpenRoom(id uint32) {
	a.Store.Update(func(s *model.State) { s.Lobby.Opening, s.Lobby.OpenFailure = id, nil })
	a.desk.StartTask(func(ctx context.Context) {
		err := a.openRoom(ctx, id)
		var f *model.Failure
		if err != nil {
			f = failure.UnlessCancelled(ctx, err, roomText(id))
			a.fadeOut(f)
		}
		a.Store.Update(func(s *model.State) {
			s.Lobby.Opening = 0
			if err == nil {
				s.Lobby.Typed = ""
			}
			if err != nil {
				s.Lobby.OpenFailure = f
				if s.Screen == model.ScreenWatching {
					s.Screen = model.ScreenLobby
				}
			}
		})
	})
}

func (a *App) openRoom(ctx context.Context, id uint32) error {
	info, err := a.findRoom(ctx, id)
	if err != nil {
		return err
	}
	if info, err = a.unlocked(ctx, info); err != nil {
		return err
	}
	if info.OwnerID == a.room.Self().UserID {
		a.SetRoomNumber(info.RoomID)
		a.SetTitle(info.RoomName)
		a.Store.Update(func(s *model.State) { s.Setup.CommentsOff, s.Setup.Private = info.CommentsOff, info.Private })
		a.prepareLive(ctx)
		return nil
	}
	a.leaveAny(ctx)
	a.delays.reset()
	room := a.roomOf(info)
	a.Store.Update(func(s *model.State) {
		s.Lobby.Walk = nil
		a.showJoining(s, room)
	})
	// Playing may be asked for before anybody publishes.
	if err := a.room.StartPlay(info.OwnerID, a.hub.feed(info.OwnerID)); err != nil {
		return err
	}
	if err := a.room.EnterRoom(ctx, info.RoomID); err != nil {
		a.room.StopPlay(info.OwnerID)
		return err
	}
	a.refreshMembers(ctx)
	a.enterLive(ctx)
	return nil
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
	a.Store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
	a.desk.StartTask(func(ctx context.Context) {
		a.leaveAny(ctx)
		a.leaveLive()
		a.closePreview()
		now := a.Store.State()
		a.applyQuality(now.Quality, now.Settings.Hardware)
		a.Store.Update(func(s *model.State) {
			s.Watching = model.Watching{Muted: s.Watching.Muted, NoSpeaker: s.Watching.NoSpeaker}
		})
		a.refresh(ctx)
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

// refreshMembers reads the first page of viewers, again if somebody came or
// went meanwhile, and takes over what the room's data are now.
func (a *App) refreshMembers(ctx context.Context) {
	for range 5 {
		room, _, in := a.room.Room()
		if !in {
			return
		}
		before := a.live.moves.Load()
		users, _, err := a.room.RoomMemberList(ctx, 0)
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				a.desk.Log.Warn("member list", "err", err)
			}
			return
		}
		var members []model.User
		for _, u := range users {
			if u.UserID != room.OwnerID {
				members = append(members, userOf(u))
			}
		}
		slices.Reverse(members) // newest first
		fresh := true
		a.Store.Update(func(s *model.State) {
			if fresh = a.live.moves.Load() == before; fresh {
				s.Watching.Members, s.OnAir.Members = members, members
			}
		})
		if fresh {
			break
		}
	}
	if room, _, in := a.room.Room(); in {
		a.roomChanged(room)
	}
}
