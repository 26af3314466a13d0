package devices

import (
	"onair/app/model"
	"slices"
)

// restore puts a line of the check list back.
func (c *Devices) restore(line model.Check) {
	if line.State == 0 {
		return
	}
	c.check(line.Kind, line.State, line.Failure)
	if line.Kind == model.CheckCamera && line.State == model.CheckGood {
		c.desk.Store.Update(func(s *model.State) { pictureOf(s, true, false) })
	}
}

// awaitPicture shows that a picture is expected.
func (c *Devices) awaitPicture() {
	c.check(model.CheckCamera, model.CheckRunning, nil)
	c.desk.Store.Update(func(s *model.State) { pictureOf(s, false, true) })
}

// noPicture shows that none is, and why.
func (c *Devices) noPicture(f *model.Failure) *model.Failure {
	c.check(model.CheckCamera, model.CheckWarn, f)
	c.desk.Store.Update(func(s *model.State) { pictureOf(s, false, false) })
	return f
}

// pictureOf tells every tile with the own picture whether it is there or awaited.
func pictureOf(s *model.State, live, waiting bool) {
	s.Setup.Preview.Live, s.Setup.Preview.Waiting = live, waiting
	s.Setup.CanSnapshot = live && s.Screen == model.ScreenSetup
	ChangeOwnTile(s, func(t *model.Tile) { t.Live, t.Waiting = live && !t.CamMuted, waiting })
	if s.Settings.Test.Camera {
		s.Settings.Test.CameraTile.Live, s.Settings.Test.CameraTile.Waiting = live, waiting
	}
	if s.Live.CoAnchor.Phase >= model.JoinReady {
		s.Live.CoAnchor.Preview.Live, s.Live.CoAnchor.Preview.Waiting = live, waiting && !s.Live.CoAnchor.SoundOnly
	}
}

// tell shows a failure of camera or microphone where the user is looking;
// the check list has it already.
func (c *Devices) tell(f *model.Failure) {
	if f == nil || f.Code == model.FailurePictureOff || f.Code == model.FailureSoundOff {
		return
	}
	told := false
	c.desk.Store.Update(func(s *model.State) {
		switch {
		case s.Settings.Test.Camera || s.Settings.Test.Microphone:
			s.Settings.Test.Failure, told = f, true
		case s.Screen == model.ScreenSetup:
			told = true
		case s.Screen == model.ScreenOnAir:
			s.OnAir.Failure, told = f, !s.Settings.Open
		case s.Live.CoAnchor.Phase == model.JoinReady || s.Live.CoAnchor.Phase == model.JoinGoing:
			s.Live.CoAnchor.Failure, told = f, true
		}
	})
	if !told {
		c.desk.Notify(model.Notice{Failure: f})
	}
}

// uncheck takes a line off the check list.
func (c *Devices) uncheck(kind model.CheckKind) {
	c.desk.Store.Update(func(s *model.State) {
		s.Setup.Checks = slices.DeleteFunc(slices.Clone(s.Setup.Checks), func(c model.Check) bool { return c.Kind == kind })
		s.Setup.Blocked = blockedBy(s.Setup.Checks)
	})
}
