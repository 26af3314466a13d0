package app

import (
	"onair/app/model"
	"onair/liveroom"
)

// deviceFallback tells that another device took the place of the chosen one, or
// that this one is back. The choice stays.
func (a *App) deviceFallback(e liveroom.OnDeviceFallback) {
	n := model.Notice{Code: model.NoticeMicFallback, Subject: e.Chosen}
	speaker := e.Kind == liveroom.DeviceSpeaker
	if e.Chosen == "" {
		n.Subject = e.InUse
	}
	switch {
	case e.InUse == "" && !speaker:
		return // OnError tells
	case e.InUse == "":
		testing := a.Store.State().Settings.Test.Speaker
		a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = true })
		if testing { // nothing plays: there is nothing to stop
			a.TestSpeaker(true)
			return
		}
		a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureSpeaker, Detail: e.Chosen}})
		return
	case speaker:
		a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = false })
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
	a.desk.Notify(n)
}

// microphoneReady follows the first sound of the user's own microphone.
func (a *App) microphoneReady() {
	if !a.sources.microphone.Load() {
		return // let go meanwhile
	}
	a.check(model.CheckSound, model.CheckGood, nil)
	a.Store.Update(func(s *model.State) { forgetFailures(s, isMicrophoneFailure) })
}

func isMicrophoneFailure(c model.FailureCode) bool {
	switch c {
	case model.FailureMicrophone, model.FailureMicrophoneBusy, model.FailureMicrophoneDeny, model.FailureMicrophoneGone, model.FailureNoMicrophone,
		model.FailureNoSound, model.FailureSoundOff:
		return true
	}
	return false
}
