package app

import (
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// onEvent changes the state after an event of the live room. It runs on the
// live room's event goroutine.
func (a *App) onEvent(e liveroom.Event) {
	switch e := e.(type) {
	case liveroom.OnConnectionState:
		a.connectionChanged(e)
	case liveroom.OnKickedOffline:
		a.hub.feed(model.LocalTile).keepLast(false)
		a.journey.KickedOut()
	case liveroom.OnFollowLive:
		a.lobby.FollowLive(e)
	case liveroom.OnRoomListChange:
		a.lobby.Changed(e)
	case liveroom.OnOwnStream:
		begins := e.On && !a.Store.State().Program.Streaming()
		a.program.Streams(e)
		a.stage.Tell(e)
		if begins && a.Store.State().Screen == model.ScreenLobby {
			a.OpenRoom(e.RoomID) // into the live that runs already, as its host
		}
	case liveroom.OnStreamHint:
		a.program.Hint(e)
	case liveroom.OnCameraDidReady:
		a.devices.CameraReady()
	case liveroom.OnMicDidReady:
		a.devices.MicrophoneReady()
	case liveroom.OnDeviceFallback:
		a.devices.Fallback(e)
	case liveroom.OnError:
		a.engineError(e)
	case liveroom.OnWarning:
		a.engineWarning(e)
	case liveroom.OnGift:
		a.looks.Gifted(e)
		a.stage.Tell(e)
	case liveroom.OnGesture:
		a.gestured(e)
	case liveroom.OnDeviceChange:
		a.desk.Do(func() { a.devices.List(a.desk.Context()) })
	default:
		a.stage.Tell(e)
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
	case liveroom.ConnectionSeeking:
		c.Phase = model.ConnectionSeeking
	default:
		return
	}
	a.stage.TellLink(c)
	if c.Phase == model.ConnectionUp && (before == model.ConnectionLost || before == model.ConnectionRetrying || before == model.ConnectionSeeking) {
		a.desk.Notify(model.Notice{Code: model.NoticeReconnected})
		a.lobby.Rejoin()
	}
}

// engineError shows what the engine cannot go on without, where it belongs.
func (a *App) engineError(e liveroom.OnError) {
	if a.devices.Broken(e) {
		return
	}
	f := failure.Of(&liveroom.Error{Code: e.Code, Desc: e.Msg, Err: e.Err}, "")
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
