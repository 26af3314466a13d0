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
	case liveroom.OnRecvRoomTextMsg, liveroom.OnLikes, liveroom.OnGift, liveroom.OnChatMute:
		a.onChat(e)
	case liveroom.OnConnectionState:
		a.connectionChanged(e)
	case liveroom.OnKickedOffline:
		a.hub.feed(model.LocalTile).keepLast(false)
		a.backToWelcome(&model.Failure{Code: model.FailureKicked})
	case liveroom.OnFollowLive:
		a.followLive(e)
	case liveroom.OnRoomListChange:
		a.roomListChanged(e)
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
	default:
		return
	}
	a.stage.TellLink(c)
	if c.Phase == model.ConnectionUp && (before == model.ConnectionLost || before == model.ConnectionRetrying) {
		a.desk.Notify(model.Notice{Code: model.NoticeReconnected})
		a.rejoinLobby()
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
