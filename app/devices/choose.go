package devices

import (
	"onair/app/model"
	"onair/app/settings"
	"onair/media/capture"
	"os"
	"path/filepath"
)

// SetSpeaker chooses the loudspeaker; "" follows the system's default.
func (c *Devices) SetSpeaker(spec string) {
	c.engine.SetSpeaker(spec)
	c.desk.Store.Update(func(s *model.State) { s.Devices.Speaker = spec })
	c.desk.Do(func() { c.desk.Settings.Speaker = spec; c.desk.Save() })
}

// UseFile makes a file the camera, and the microphone where it has sound.
func (c *Devices) UseFile(path string) {
	if _, err := os.Stat(path); err != nil {
		c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureFile, Subject: path, Detail: err.Error()}})
		return
	}
	spec := "file:" + path
	if standsStill(path) {
		spec = "picture:" + path
	}
	src, err := capture.OpenVideo(spec, capture.VideoOptions{})
	if err != nil {
		c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureFile, Subject: path, Detail: err.Error()}})
		return
	}
	device := model.Device{Spec: spec, Label: filepath.Base(path), Kind: model.DeviceFile}
	c.desk.Store.Update(func(s *model.State) {
		s.Devices.Cameras = withDevice(s.Devices.Cameras, device)
		if src.HasAudio() {
			s.Devices.Microphones = withDevice(s.Devices.Microphones, device)
		}
	})
	if src.HasAudio() {
		c.SetMicrophone(spec)
	}
	c.SetCamera(spec)
}

// SetCamera chooses the source of pictures, on whichever screen.
func (c *Devices) SetCamera(spec string) { c.lane.Do(func() { c.takeCamera(spec) }) }

func (c *Devices) takeCamera(spec string) {
	s, ctx := c.desk.Store.State(), c.desk.Context()
	before, wanted := s.Setup.Check(model.CheckCamera), c.cam.Uses != 0
	if before.State != model.CheckGood && spec == s.Devices.Camera { // chosen once more
		c.camera(ctx, Anew{})
	}
	if wanted {
		c.awaitPicture()
	}
	if err := c.engine.SetCamera(ctx, spec); err != nil { // the old one goes on
		d := s.Devices
		d.Camera = spec
		c.restore(before)
		c.desk.Notify(model.Notice{Failure: sourceFailure(err, d, model.CheckCamera)})
		return
	}
	c.choseCamera(spec)
	switch {
	case !wanted:
	case spec == s.Devices.Camera && c.cam.Runs:
		c.restore(before) // nothing changed
	default:
		c.tell(c.camera(ctx, Needed{}))
		c.microphoneAgain()
	}
}

// microphoneAgain: a file that is both gives its sound with its pictures.
func (c *Devices) microphoneAgain() {
	if c.mic.Uses != 0 && c.desk.Store.State().Setup.Check(model.CheckSound).State != model.CheckGood {
		c.microphone(c.desk.Context(), Failed{})
		c.microphone(c.desk.Context(), Needed{})
	}
}

// choseCamera notes the choice.
func (c *Devices) choseCamera(spec string) {
	c.desk.Store.Update(func(s *model.State) {
		s.Devices.Camera = spec
		s.Devices.Cameras = withChosen(s.Devices.Cameras, spec)
	})
	c.desk.Remember(func(s *settings.Settings) { s.Camera = spec })
}

// SwitchCamera goes to the next camera.
func (c *Devices) SwitchCamera() {
	c.lane.Do(func() {
		s := c.desk.Store.State()
		before := s.Setup.Check(model.CheckCamera)
		c.awaitPicture()
		spec, err := c.engine.SwitchCamera(c.desk.Context())
		switch {
		case err != nil:
			c.restore(before)
			c.desk.Notify(model.Notice{Failure: sourceFailure(err, s.Devices, model.CheckCamera)})
		case spec == s.Devices.Camera:
			c.restore(before)
		default:
			c.choseCamera(spec)
			c.tell(c.camera(c.desk.Context(), Needed{}))
		}
	})
}

// SetMicrophone chooses the source of sound, on whichever screen.
func (c *Devices) SetMicrophone(spec string) { c.lane.Do(func() { c.takeMicrophone(spec) }) }

func (c *Devices) takeMicrophone(spec string) {
	s, ctx := c.desk.Store.State(), c.desk.Context()
	before, wanted := s.Setup.Check(model.CheckSound), c.mic.Uses != 0
	if wanted {
		c.check(model.CheckSound, model.CheckRunning, nil)
	}
	d := s.Devices
	d.Microphone = spec
	if err := c.engine.SetMicrophone(ctx, spec); err != nil {
		f := sourceFailure(err, d, model.CheckSound)
		if f.Code == model.FailureFile || f.Code == model.FailureSource { // it never will work: the old one goes on
			c.restore(before)
			if err := c.engine.SetMicrophone(ctx, s.Devices.Microphone); err != nil {
				c.desk.Log.Warn("the microphone from before", "err", err)
			}
			c.desk.Notify(model.Notice{Failure: f})
			return
		}
		c.check(model.CheckSound, model.CheckWarn, f)
		c.tell(f)
	}
	c.desk.Store.Update(func(s *model.State) {
		s.Devices.Microphone = spec
		s.Devices.Microphones = withChosen(s.Devices.Microphones, spec)
	})
	c.desk.Remember(func(s *settings.Settings) { s.Microphone = spec })
	switch {
	case !wanted:
	case spec == s.Devices.Microphone && before.State == model.CheckGood:
		c.restore(before)
	case spec == model.SourceNone || !c.mic.Runs:
		c.microphone(ctx, Needed{})
	}
}
