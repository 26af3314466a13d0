package app

import (
	"context"
	"errors"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// checkNetwork fills the network's line of the check list. Media that did not get
// through before is a warning: it may by now.
func (a *App) checkNetwork() {
	ctx, cancel := context.WithTimeout(a.desk.Context(), 10*time.Second)
	defer cancel()
	report, err := a.room.NetworkTest(ctx, "")
	if errors.Is(a.desk.Context().Err(), context.Canceled) {
		return
	}
	state, f := networkState(report, err)
	if f != nil {
		f.Subject = a.room.Server()
		a.desk.Log.Warn("network test", "cause", report.Cause, "desc", report.Desc, "err", err)
	}
	a.check(model.CheckNetwork, state, f)
}

// networkState is what a report means for going live.
func networkState(r liveroom.NetworkReport, err error) (model.CheckState, *model.Failure) {
	switch {
	case err != nil:
		return model.CheckBad, &model.Failure{Code: failure.Unreached(err), Detail: err.Error()}
	case r.Cause == liveroom.NetworkGood:
		return model.CheckGood, nil
	case r.Cause == liveroom.NetworkUDPBlocked, r.Cause == liveroom.NetworkMediaAddress, r.Cause == liveroom.NetworkMediaRefused,
		r.Cause == liveroom.NetworkMediaBlocked:
		return model.CheckWarn, &model.Failure{Code: model.FailureMediaBlocked, Detail: r.Desc}
	default:
		return model.CheckBad, &model.Failure{Code: failure.UnreachedBy(r), Detail: r.Desc}
	}
}
