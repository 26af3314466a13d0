package devices

import (
	"errors"
	"testing"
	"testing/synctest"

	"onair/app/model"
	"onair/liveroom"
)

func TestWhatANetworkTestMeansForGoingLive(t *testing.T) {
	for cause, want := range map[liveroom.NetworkCause]struct {
		state model.CheckState
		code  model.FailureCode
	}{
		liveroom.NetworkGood:         {model.CheckGood, ""},
		liveroom.NetworkRefused:      {model.CheckBad, model.FailureRefused},
		liveroom.NetworkNoAnswer:     {model.CheckBad, model.FailureNoAnswer},
		liveroom.NetworkUDPBlocked:   {model.CheckWarn, model.FailureMediaBlocked},
		liveroom.NetworkMediaAddress: {model.CheckWarn, model.FailureMediaBlocked},
		liveroom.NetworkMediaRefused: {model.CheckWarn, model.FailureMediaBlocked},
	} {
		state, f := networkState(liveroom.NetworkReport{Cause: cause, Desc: "why"}, nil)
		if state != want.state || (f == nil) != (want.code == "") || f != nil && (f.Code != want.code || f.Detail != "why") {
			t.Errorf("%q: %v, %+v", cause, state, f)
		}
	}
	if state, f := networkState(liveroom.NetworkReport{}, errors.New("no address")); state != model.CheckBad || f == nil {
		t.Errorf("an error: %v, %+v", state, f)
	}
}

// TestTheNetworkIsWaitedFor by who goes live at once, also before its test has begun.
func TestTheNetworkIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		engine.net = make(chan liveroom.NetworkReport)
		c.desk.Store.Update(func(s *model.State) { s.Devices = model.Devices{Camera: "none", Microphone: "none"} })
		c.CheckNetwork()
		if got := c.desk.Store.State().Setup.Check(model.CheckNetwork).State; got != model.CheckRunning {
			t.Errorf("asked for: %v", got)
		}
		c.Open(t.Context(), ForStage, false)
		verdict := make(chan *model.Failure, 1)
		go func() { verdict <- c.Verdict(t.Context(), nil) }()
		synctest.Wait()
		select {
		case f := <-verdict:
			t.Errorf("before the network's test is through: %+v", f)
		default:
		}
		engine.net <- liveroom.NetworkReport{Cause: liveroom.NetworkGood}
		if f := <-verdict; f == nil || f.Code != model.FailureNothing {
			t.Errorf("with nothing chosen: %+v", f)
		}
	})
}
