package devices

import (
	"errors"
	"testing"

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
