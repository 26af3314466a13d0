package devices

import (
	"context"
	"slices"
	"time"

	"onair/app/failure"
	"onair/app/model"
)

// check sets one line of the check list.
func (c *Devices) check(kind model.CheckKind, state model.CheckState, f *model.Failure) {
	c.desk.Store.Update(func(s *model.State) {
		checks := slices.Clone(s.Setup.Checks)
		i := slices.IndexFunc(checks, func(c model.Check) bool { return c.Kind == kind })
		if i < 0 {
			checks = append(checks, model.Check{Kind: kind})
			i = len(checks) - 1
		}
		checks[i].State, checks[i].Failure = state, f
		slices.SortFunc(checks, func(x, y model.Check) int { return checkOrder[x.Kind] - checkOrder[y.Kind] })
		s.Setup.Checks = checks
		s.Setup.Blocked = blockedBy(checks)
	})
}

var checkOrder = map[model.CheckKind]int{model.CheckCamera: 1, model.CheckSound: 2, model.CheckNetwork: 3}

func blockedBy(checks []model.Check) model.BlockReason {
	good, running := 0, false
	for _, c := range checks {
		switch {
		case c.Kind == model.CheckNetwork && c.State == model.CheckBad:
			return model.BlockedNoNetwork
		case c.State == model.CheckRunning:
			running = true
		case c.Kind != model.CheckNetwork && c.State == model.CheckGood:
			good++
		}
	}
	switch {
	case good > 0:
		return ""
	case running:
		return model.BlockedChecking
	default:
		return model.BlockedNoSource
	}
}

// sourceWait is how long the first picture and the first sound may take; some
// cameras need seconds.
const sourceWait = 20 * time.Second

// Verdict waits until the check list is through and says what keeps the live from
// beginning. It is the same on every way to go live. What was chosen and does not
// work stops it once: the user who has seen that in the list may go on without.
func (c *Devices) Verdict(ctx context.Context, seen []model.Check) *model.Failure {
	list, through := c.settled(ctx)
	if !through {
		if ctx.Err() != nil {
			return failure.UnlessCancelled(ctx, ctx.Err(), "")
		}
		for _, line := range c.desk.Store.State().Setup.Checks {
			if line.State == model.CheckRunning {
				c.nothingCame(line.Kind)
			}
		}
		list = c.desk.Store.State().Setup
	}
	return judgeChecks(list, seen)
}

// settled waits until no line of the check list runs any more and returns the list of
// that moment: the next may run again. false: not in time.
func (c *Devices) settled(ctx context.Context) (model.Setup, bool) {
	ctx, cancel := context.WithTimeout(ctx, sourceWait)
	defer cancel()
	done := make(chan model.Setup, 1)
	stop := c.desk.Store.Subscribe(func(s model.State) {
		if !slices.ContainsFunc(s.Setup.Checks, func(c model.Check) bool { return c.State == model.CheckRunning }) {
			select {
			case done <- s.Setup:
			default:
			}
		}
	})
	defer stop()
	select {
	case list := <-done:
		return list, true
	case <-ctx.Done():
		return model.Setup{}, false
	}
}

// nothingCame: a source opened and gave nothing.
func (c *Devices) nothingCame(kind model.CheckKind) {
	d := c.desk.Store.State().Devices
	switch kind {
	case model.CheckCamera:
		c.noPicture(&model.Failure{Code: model.FailureNoPicture, Subject: sourceName(d, d.Camera)})
	case model.CheckSound:
		c.check(kind, model.CheckWarn, &model.Failure{Code: model.FailureNoSound, Subject: sourceName(d, d.Microphone)})
	default:
		c.check(kind, model.CheckBad, &model.Failure{Code: model.FailureTimeout})
	}
}

// judgeChecks is what a finished check list means for going live.
func judgeChecks(s model.Setup, seen []model.Check) *model.Failure {
	camera, sound := s.Check(model.CheckCamera), s.Check(model.CheckSound)
	switch s.Blocked {
	case "":
	case model.BlockedNoSource:
		for _, c := range []model.Check{camera, sound} {
			if c.Failure != nil && !harmless(c.Failure.Code) {
				return c.Failure
			}
		}
		return &model.Failure{Code: model.FailureNothing}
	default:
		if f := s.Check(model.CheckNetwork).Failure; f != nil {
			return f
		}
		return &model.Failure{Code: model.FailureUnreachable}
	}
	for _, c := range []model.Check{camera, sound} {
		if c.Failure != nil && !harmless(c.Failure.Code) && !slices.ContainsFunc(seen, func(o model.Check) bool {
			return o.Kind == c.Kind && o.Failure != nil && o.Failure.Code == c.Failure.Code
		}) {
			return c.Failure
		}
	}
	return nil
}

// harmless reports whether a part is missing because none was chosen or found:
// the other goes alone.
func harmless(c model.FailureCode) bool {
	switch c {
	case model.FailurePictureOff, model.FailureSoundOff, model.FailureNoCamera, model.FailureNoMicrophone:
		return true
	}
	return false
}
