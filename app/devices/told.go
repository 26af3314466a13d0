package devices

import (
	"onair/app/model"
	"onair/liveroom"
)

// Fallback tells that another device took the place of the chosen one, or
// that this one is back. The choice stays.
func (c *Devices) Fallback(e liveroom.OnDeviceFallback) {
	n := model.Notice{Code: model.NoticeMicFallback, Subject: e.Chosen}
	speaker := e.Kind == liveroom.DeviceSpeaker
	if e.Chosen == "" {
		n.Subject = e.InUse
	}
	switch {
	case e.InUse == "" && !speaker:
		return // OnError tells
	case e.InUse == "":
		testing := c.desk.Store.State().Settings.Test.Speaker
		c.desk.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = true })
		if testing { // nothing plays: there is nothing to stop
			c.TestSpeaker(true)
			return
		}
		c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureSpeaker, Detail: e.Chosen}})
		return
	case speaker:
		c.desk.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = false })
		n.Code = model.NoticeSpeakerFallback
		switch {
		case e.Chosen == "":
			n.Code, n.Subject = model.NoticeSpeakerHere, ""
		case e.Back():
			n.Code = model.NoticeSpeakerBack
		}
	case e.Back():
		n.Code = model.NoticeMicBack
	}
	c.desk.Notify(n)
}

// MicrophoneReady follows the first sound of the user's own microphone.
func (c *Devices) MicrophoneReady() {
	if !c.hearing.Load() {
		return // let go meanwhile
	}
	c.check(model.CheckSound, model.CheckGood, nil)
	c.desk.Store.Update(func(s *model.State) { forgetFailures(s, isMicrophoneFailure) })
}

func isMicrophoneFailure(c model.FailureCode) bool {
	switch c {
	case model.FailureMicrophone, model.FailureMicrophoneBusy, model.FailureMicrophoneDeny, model.FailureMicrophoneGone, model.FailureNoMicrophone,
		model.FailureNoSound, model.FailureSoundOff:
		return true
	}
	return false
}

// CameraReady follows the first picture of the user's own camera.
func (c *Devices) CameraReady() {
	if !c.wanted.Load() {
		return // let go meanwhile
	}
	c.check(model.CheckCamera, model.CheckGood, nil)
	c.desk.Store.Update(func(s *model.State) {
		pictureOf(s, true, false)
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

// Broken shows what of camera or microphone does not go on, and reports whether the
// error was about them.
func (c *Devices) Broken(e liveroom.OnError) bool {
	err := &liveroom.Error{Code: e.Code, Desc: e.Msg, Err: e.Err}
	d := c.desk.Store.State().Devices
	switch e.Code {
	case liveroom.CodeCamera, liveroom.CodeCameraBusy, liveroom.CodeCameraDenied, liveroom.CodeCameraSetting, liveroom.CodeScreen:
		if !c.wanted.Load() {
			return true
		}
		f := sourceFailure(err, d, model.CheckCamera)
		if e.Gone && f.Code != model.FailureFile {
			f.Code = model.FailureCameraGone
		}
		c.tell(c.noPicture(f))
	case liveroom.CodeMicrophone, liveroom.CodeMicrophoneBusy, liveroom.CodeMicrophoneDenied:
		f := sourceFailure(err, d, model.CheckSound)
		if e.Gone && f.Code != model.FailureFile {
			f.Code = model.FailureMicrophoneGone
		}
		c.check(model.CheckSound, model.CheckWarn, f)
		c.tell(f)
	default:
		return false
	}
	return true
}
