package app

import (
	"slices"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// onEvent changes the state after an event of the live room. It runs on the
// live room's event goroutine.
func (a *App) onEvent(e liveroom.Event) {
	if a.onTogether(e) {
		return
	}
	switch e := e.(type) {
	case liveroom.OnConnectionState:
		a.connectionChanged(e)
	case liveroom.OnKickedOffline:
		a.hub.feed(model.LocalTile).keepLast(false)
		a.backToWelcome(&model.Failure{Code: model.FailureKicked})
	case liveroom.OnFollowLive:
		a.followLive(e)
	case liveroom.OnRoomListChange:
		a.roomListChanged(e)
	case liveroom.OnRoomInfoChange:
		a.roomChanged(e.Room)
	case liveroom.OnRoomDestroy:
		a.roomDestroyed(e)
	case liveroom.OnAnchorEnter:
		if a.isHost(e.User.UserID) {
			a.watchTile(e.User.UserID, func(t *model.Tile) { t.User, t.Waiting = userOf(e.User), true })
		} else {
			a.guestCame(userOf(e.User))
		}
	case liveroom.OnAnchorExit:
		if a.isHost(e.User.UserID) {
			a.watchTile(e.User.UserID, func(t *model.Tile) { t.Live, t.Waiting = false, false })
		} else {
			a.guestLeft(e.User.UserID)
		}
	case liveroom.OnUserVideoAvailable:
		a.watchTile(e.UserID, func(t *model.Tile) {
			t.CamMuted, t.Waiting = !e.Available, e.Available
			if !e.Available {
				t.Live = false
			}
		})
	case liveroom.OnUserAudioAvailable:
		a.watchTile(e.UserID, func(t *model.Tile) { t.MicMuted = !e.Available })
	case liveroom.OnUserProfileChange:
		a.Store.Update(func(s *model.State) { s.Renamed(userOf(e.User)) })
	case liveroom.OnAudienceEnter:
		a.member(userOf(e.User), true)
	case liveroom.OnAudienceExit:
		a.member(userOf(e.User), false)
	case liveroom.OnFirstVideoFrame:
		a.watchTile(e.UserID, func(t *model.Tile) { t.Live, t.Waiting = true, false })
	case liveroom.OnCameraDidReady:
		a.cameraReady()
	case liveroom.OnMicDidReady:
		a.microphoneReady()
	case liveroom.OnDeviceFallback:
		a.deviceFallback(e)
	case liveroom.OnError:
		a.engineError(e)
	case liveroom.OnWarning:
		a.engineWarning(e)
	case liveroom.OnGesture:
		a.gestured(e)
	case liveroom.OnDeviceChange:
		a.desk.Do(func() { a.listDevices(a.desk.Context()) })
	}
}

func (a *App) connectionChanged(e liveroom.OnConnectionState) {
	was := a.Store.State().Connection
	before := was.Phase
	c := model.Connection{ServerGone: e.ShutDown || was.ServerGone}
	switch e.State {
	case liveroom.ConnectionConnected:
		c.Phase, c.ServerGone = model.ConnectionUp, false
	case liveroom.ConnectionLost:
		a.takeOverServer()
		c.Phase, c.RetryIn = model.ConnectionLost, int((e.RetryIn+time.Second-1)/time.Second)
	case liveroom.ConnectionReconnecting:
		c.Phase = model.ConnectionRetrying
	default:
		return
	}
	a.Store.Update(func(s *model.State) {
		if s.Screen != model.ScreenWelcome {
			s.Connection = c
		}
		a.settle(s)
	})
	if c.Phase == model.ConnectionUp && (before == model.ConnectionLost || before == model.ConnectionRetrying) {
		a.desk.Notify(model.Notice{Code: model.NoticeReconnected})
		a.rejoinLobby()
	}
}

// roomChanged takes over title, counts and whether the host is away.
func (a *App) roomChanged(info liveroom.RoomInfo) {
	room := a.roomOf(info)
	a.live.viewers(room.Viewers)
	a.Store.Update(func(s *model.State) {
		if s.OnAir.Room.ID == room.ID || s.Watching.Room.ID == room.ID {
			s.Live.CommentsOff = info.CommentsOff
			a.settle(s)
		}
		if s.OnAir.Room.ID == room.ID {
			s.OnAir.Room = room
			s.Setup.CommentsOff = info.CommentsOff
		}
		if s.Watching.Room.ID != room.ID {
			return
		}
		s.Watching.Room = room
		switch {
		case s.Watching.Phase == model.WatchEnded || s.Watching.Phase == model.WatchFailed:
		case info.HostAway:
			s.Watching.Phase = model.WatchHostAway
		case !info.Live:
			s.Watching.Phase = model.WatchWaiting
		case s.Watching.Phase == model.WatchHostAway:
			s.Watching.Phase = model.WatchWaiting
		}
	})
}

func (a *App) roomDestroyed(e liveroom.OnRoomDestroy) {
	if a.Store.State().Live.CoAnchor.Phase != model.JoinNone {
		a.stopOwnStage() // with the room the seat is gone
	}
	a.Store.Update(func(s *model.State) {
		switch s.Screen {
		case model.ScreenWatching:
			s.Watching.Phase, s.Watching.Length = model.WatchEnded, e.Summary.Length
			s.Watching.Tiles = offline(s.Watching.Tiles)
			s.Watching.Stats, s.Watching.Health = model.Stats{}, model.HealthUnknown
		case model.ScreenOnAir:
			s.OnAir.Failure = &model.Failure{Code: model.FailurePublish, Detail: "the server closed the room: " + e.Reason}
		}
	})
}

func offline(tiles []model.Tile) []model.Tile {
	tiles = slices.Clone(tiles)
	for i := range tiles {
		tiles[i].Live, tiles[i].Waiting, tiles[i].MicMuted, tiles[i].Level = false, false, false, 0
	}
	return tiles
}

// watchTile changes a publisher's tile and the phase that follows from it.
func (a *App) watchTile(userID string, change func(*model.Tile)) {
	a.Store.Update(func(s *model.State) {
		if s.Screen == model.ScreenOnAir {
			stageTiles(s, func(tiles []model.Tile) []model.Tile {
				for i := range tiles {
					if tiles[i].ID == userID {
						change(&tiles[i])
					}
				}
				return tiles
			})
			return
		}
		i := slices.IndexFunc(s.Watching.Tiles, func(t model.Tile) bool { return t.ID == userID })
		if i < 0 {
			return
		}
		s.Watching.Tiles = slices.Clone(s.Watching.Tiles)
		t := &s.Watching.Tiles[i]
		change(t)
		if i == 0 {
			s.Watching.Phase = phaseAfter(s.Watching.Phase, *t)
		}
	})
}

func phaseAfter(now model.WatchPhase, t model.Tile) model.WatchPhase {
	switch {
	case now == model.WatchEnded || now == model.WatchFailed || now == model.WatchHostAway:
		return now
	case t.Live:
		return model.WatchPlaying
	case t.CamMuted:
		return model.WatchCamOff
	default:
		return model.WatchWaiting
	}
}

// cameraReady follows the first picture of the user's own camera.
func (a *App) cameraReady() {
	if !a.sources.wanted.Load() {
		return // let go meanwhile
	}
	a.check(model.CheckCamera, model.CheckGood, nil)
	a.Store.Update(func(s *model.State) {
		pictureOf(a, s, true, false)
		forgetFailures(s, isCameraFailure)
	})
}

// forgetFailures takes those away whose cause has gone.
func forgetFailures(s *model.State, gone func(model.FailureCode) bool) {
	for _, f := range []**model.Failure{&s.OnAir.Failure, &s.Watching.Failure, &s.Setup.Failure, &s.Live.CoAnchor.Failure, &s.Settings.Test.Failure} {
		if *f != nil && gone((*f).Code) {
			*f = nil
		}
	}
}

func isCameraFailure(c model.FailureCode) bool {
	switch c {
	case model.FailureCamera, model.FailureCameraBusy, model.FailureCameraDenied, model.FailureCameraGone, model.FailureNoCamera,
		model.FailureNoPicture, model.FailurePictureOff, model.FailureFile, model.FailureSource:
		return true
	}
	return false
}

// isHost reports whether a user is the anchor of the room that is watched.
func (a *App) isHost(userID string) bool {
	s := a.Store.State()
	return s.Screen == model.ScreenWatching && len(s.Watching.Tiles) > 0 && s.Watching.Tiles[0].ID == userID
}

// member keeps the list of viewers, newest first.
func (a *App) member(u model.User, came bool) {
	if came {
		a.live.came()
	}
	a.Store.Update(func(s *model.State) {
		a.live.moves.Add(1)
		kind := model.ChatLeft
		if came {
			kind = model.ChatCame
		} else {
			s.Live.CoAnchor.Requests = withoutRequest(slices.Clone(s.Live.CoAnchor.Requests), u.ID)
			s.Live.CoAnchor.Invited = withoutInvited(s.Live.CoAnchor.Invited, u.ID)
			a.standing(s, u.ID, func(st *model.Standing) { *st = model.Standing{ChatMuted: st.ChatMuted} })
		}
		a.say(s, model.ChatLine{Kind: kind, User: u})
		for _, list := range []*[]model.User{&s.OnAir.Members, &s.Watching.Members} {
			next := slices.DeleteFunc(slices.Clone(*list), func(m model.User) bool { return m.ID == u.ID })
			if came {
				next = slices.Insert(next, 0, u)
			}
			*list = next[:min(len(next), 200)]
		}
	})
}

// engineError shows what the engine cannot go on without, where it belongs.
func (a *App) engineError(e liveroom.OnError) {
	err := &liveroom.Error{Code: e.Code, Desc: e.Msg, Err: e.Err}
	d := a.Store.State().Devices
	switch e.Code {
	case liveroom.CodeCamera, liveroom.CodeCameraBusy, liveroom.CodeCameraDenied, liveroom.CodeCameraSetting, liveroom.CodeScreen:
		if !a.sources.wanted.Load() {
			return
		}
		f := sourceFailure(err, d, model.CheckCamera)
		if e.Gone && f.Code != model.FailureFile {
			f.Code = model.FailureCameraGone
		}
		a.tellSource(a.noPicture(f))
		return
	case liveroom.CodeMicrophone, liveroom.CodeMicrophoneBusy, liveroom.CodeMicrophoneDenied:
		f := sourceFailure(err, d, model.CheckSound)
		if e.Gone && f.Code != model.FailureFile {
			f.Code = model.FailureMicrophoneGone
		}
		a.check(model.CheckSound, model.CheckWarn, f)
		a.tellSource(f)
		return
	}
	f := failure.Of(err, "")
	a.Store.Update(func(s *model.State) {
		switch s.Screen {
		case model.ScreenOnAir:
			s.OnAir.Failure = f
		case model.ScreenWatching:
			s.Watching.Failure = f
		case model.ScreenWelcome:
			s.Welcome.Failure = f
		}
	})
	if a.Store.State().Screen == model.ScreenLobby {
		a.desk.Notify(model.Notice{Failure: f})
	}
}

func (a *App) engineWarning(e liveroom.OnWarning) {
	switch e.Code {
	case liveroom.WarnNoSpeaker:
		a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = true }) // OnDeviceFallback tells
	case liveroom.WarnSpeakerLost: // OnDeviceFallback tells
	case liveroom.WarnNoMicrophone, liveroom.WarnMicrophoneDenied:
		// Who opened it tells.
		a.desk.Log.Info("no microphone", "msg", e.Msg)
	default:
		a.desk.Log.Warn("engine", "code", e.Code, "msg", e.Msg)
	}
}
