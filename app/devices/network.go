package devices

import (
	"context"
	"errors"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

// CheckNetwork fills the network's line of the check list, which runs from now on.
// Media that did not get through before is a warning: it may by now.
func (c *Devices) CheckNetwork() {
	c.check(model.CheckNetwork, model.CheckRunning, nil)
	c.desk.Go(c.testNetwork)
}

func (c *Devices) testNetwork() {
	ctx, cancel := context.WithTimeout(c.desk.Context(), 10*time.Second)
	defer cancel()
	report, err := c.engine.NetworkTest(ctx, "")
	if errors.Is(c.desk.Context().Err(), context.Canceled) {
		return
	}
	state, f := networkState(report, err)
	if f != nil {
		f.Subject = c.engine.Server()
		c.desk.Log.Warn("network test", "cause", report.Cause, "desc", report.Desc, "err", err)
	}
	c.check(model.CheckNetwork, state, f)
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
