package devices

import "onair/app/model"

// TestCamera shows the camera in the settings, also while it is used for
// something else.
func (c *Devices) TestCamera(on bool) {
	c.lane.Do(func() {
		if !on {
			c.desk.Store.Update(func(s *model.State) { s.Settings.Test.Camera = false })
			c.dropCamera(ForTest)
			return
		}
		c.desk.Store.Update(func(s *model.State) {
			live := s.Setup.Check(model.CheckCamera).State == model.CheckGood
			s.Settings.Test.Camera, s.Settings.Test.Failure = true, nil
			s.Settings.Test.CameraTile = model.Tile{ID: model.CameraTestTile, User: s.Me, Live: live, Waiting: !live}
		})
		if f := c.camera(c.desk.Context(), Needed{ForTest}); f != nil {
			c.desk.Store.Update(func(s *model.State) { s.Settings.Test.Camera, s.Settings.Test.Failure = false, f })
			c.dropCamera(ForTest)
		}
	})
}

// TestMicrophone moves the meter in the settings.
func (c *Devices) TestMicrophone(on bool) {
	c.lane.Do(func() {
		if !on {
			c.desk.Store.Update(func(s *model.State) { s.Settings.Test.Microphone = false })
			c.microphone(c.desk.Context(), Dropped{ForTest})
			return
		}
		c.desk.Store.Update(func(s *model.State) { s.Settings.Test.Microphone, s.Settings.Test.Failure = true, nil })
		if f := c.microphone(c.desk.Context(), Needed{ForTest}); f != nil {
			c.desk.Store.Update(func(s *model.State) { s.Settings.Test.Microphone, s.Settings.Test.Failure = false, f })
			c.microphone(c.desk.Context(), Dropped{ForTest})
		}
	})
}

// TestSpeaker plays a tone, or says that nothing can play it.
func (c *Devices) TestSpeaker(on bool) {
	c.lane.Do(func() {
		if c.speaker != nil {
			c.speaker()
			c.speaker = nil
		}
		var f *model.Failure
		if on && c.desk.Store.State().Watching.NoSpeaker {
			on, f = false, &model.Failure{Code: model.FailureSpeaker}
		}
		if on {
			c.speaker = c.engine.PlayTestTone()
		}
		c.desk.Store.Update(func(s *model.State) {
			s.Settings.Test.Speaker = on
			if on || f != nil {
				s.Settings.Test.Failure = f
			}
		})
	})
}
