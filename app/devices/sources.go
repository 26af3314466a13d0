package devices

import (
	"context"

	"onair/app/desk"
	"onair/app/model"
)

// Open needs the camera, unless soundOnly, and the microphone from now on, and waits
// until they are open. It returns why one of them gives nothing; what goes wrong later
// is told as an event. A ctx that has ended when its turn comes opens nothing.
func (c *Devices) Open(ctx context.Context, u Use, soundOnly bool) (f *model.Failure) {
	var failure *model.Failure
	if !c.lane.Wait(ctx, func() {
		if ctx.Err() != nil {
			return
		}
		if !soundOnly {
			failure = c.camera(ctx, Needed{u})
		}
		if noSound := c.microphone(ctx, Needed{u}); failure == nil {
			failure = noSound
		}
	}) {
		return nil
	}
	return failure
}

// OpenLive is Open for a live that goes on, and shows there what does not work.
func (c *Devices) OpenLive(ctx context.Context) {
	if f := c.Open(ctx, ForStage, false); f != nil {
		c.tell(f)
	}
}

// Close lets go of both, in its turn.
func (c *Devices) Close(u Use) {
	c.lane.Do(func() {
		c.dropCamera(u)
		c.microphone(c.desk.Context(), Dropped{u})
	})
}

// OpenCamera needs the camera alone, in its turn, if still says so then.
func (c *Devices) OpenCamera(u Use, still func() bool) {
	c.lane.Do(func() {
		if !still() {
			return
		}
		if f := c.camera(c.desk.Context(), Needed{u}); f != nil {
			c.desk.Log.Warn("no camera", "code", f.Code, "detail", f.Detail)
		}
	})
}

// DropCamera lets go of the camera alone, in its turn.
func (c *Devices) DropCamera(u Use) { c.lane.Do(func() { c.dropCamera(u) }) }

// CloseCamera lets go of the camera alone and waits until that is done.
func (c *Devices) CloseCamera(ctx context.Context, u Use) {
	c.lane.Wait(ctx, func() { c.dropCamera(u) })
}

func (c *Devices) dropCamera(u Use) {
	if u&ForStage != 0 {
		c.preview.KeepLast(false)
		c.desk.Store.Update(func(s *model.State) { s.Setup.Preview.Live, s.Setup.CanSnapshot = false, false })
	}
	c.camera(c.desk.Context(), Dropped{u})
}

// Prepare opens both for the card before the stage, as long as the visit lasts, and
// shows where the user looks what does not work.
func (c *Devices) Prepare(v *desk.Visit, soundOnly bool) {
	c.lane.Do(func() {
		if !v.Lasts() {
			return
		}
		c.List(v.Context())
		var f *model.Failure
		if !soundOnly {
			f = c.camera(v.Context(), Needed{ForStage})
		}
		if noSound := c.microphone(v.Context(), Needed{ForStage}); f == nil {
			f = noSound
		}
		if v.Lasts() {
			c.tell(f)
		}
	})
}

// CameraRuns reports whether the camera is open, after what was asked for before.
func (c *Devices) CameraRuns(ctx context.Context) (runs bool) {
	c.lane.Wait(ctx, func() { runs = c.cam.Runs })
	return runs
}

// Idle waits until what was asked for before is done.
func (c *Devices) Idle(ctx context.Context) { c.lane.Wait(ctx, func() {}) }

// camera gives an event to the rules and does what follows; on the lane. It returns
// why there is no picture.
func (c *Devices) camera(ctx context.Context, e Event) (f *model.Failure) {
	d := c.desk.Store.State().Devices
	c.cam.Chosen = d.Camera
	next, effects := reduce(c.cam, e)
	c.cam = next
	c.wanted.Store(next.Uses != 0)
	for _, todo := range effects {
		switch todo {
		case Open:
			c.awaitPicture()
			if err := c.engine.StartCameraPreview(ctx, true, c.preview.View()); err != nil {
				c.cam, _ = reduce(c.cam, Failed{})
				f = c.noPicture(sourceFailure(err, d, model.CheckCamera))
			}
		case Halt:
			c.engine.StopCameraPreview()
		case TellOff:
			f = c.noPicture(noSource(d, model.CheckCamera))
		case Uncheck:
			c.uncheck(model.CheckCamera)
		}
	}
	if len(effects) == 0 {
		f = c.desk.Store.State().Setup.Check(model.CheckCamera).Failure
	}
	return f
}

// microphone is camera for sound. What does not open is opened again by the engine.
func (c *Devices) microphone(ctx context.Context, e Event) (f *model.Failure) {
	d := c.desk.Store.State().Devices
	c.mic.Chosen = d.Microphone
	next, effects := reduce(c.mic, e)
	c.mic = next
	c.hearing.Store(next.Runs)
	for _, todo := range effects {
		switch todo {
		case Open:
			c.check(model.CheckSound, model.CheckRunning, nil)
			if err := c.engine.StartMicrophone(ctx); err != nil {
				f = sourceFailure(err, d, model.CheckSound)
				c.check(model.CheckSound, model.CheckWarn, f)
			}
		case Halt:
			c.engine.StopMicrophone()
		case TellOff:
			f = noSource(d, model.CheckSound)
			c.check(model.CheckSound, model.CheckWarn, f)
		case Uncheck:
			c.uncheck(model.CheckSound)
		}
	}
	if len(effects) == 0 {
		f = c.desk.Store.State().Setup.Check(model.CheckSound).Failure
	}
	return f
}
