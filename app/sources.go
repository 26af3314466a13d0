package app

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"onair/app/model"
)

// sourceUse is what camera and microphone are needed for.
type sourceUse int

const (
	forStage    sourceUse = iota // set-up, a live of one's own, the guest's card and seat
	forTest                      // the settings
	forGestures                  // a viewer's hands
)

// sources is the one owner of camera and microphone. Whoever needs one says what
// for: it is opened with the first use and let go with the last, and what is
// chosen meanwhile, on whichever screen, takes effect at once.
type sources struct {
	mu                 sync.Mutex // held while one is opened or let go
	cameraUses         map[sourceUse]bool
	microphoneUses     map[sourceUse]bool
	camera, microphone atomic.Bool // it runs, or is being opened again
	wanted             atomic.Bool // somebody needs the camera
}

func newSources() *sources {
	return &sources{cameraUses: map[sourceUse]bool{}, microphoneUses: map[sourceUse]bool{}}
}

// openCamera needs the camera from now on. It returns why there is no picture;
// what goes wrong later is told as an event.
func (a *App) openCamera(ctx context.Context, u sourceUse) *model.Failure {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	a.sources.cameraUses[u] = true
	a.sources.wanted.Store(true)
	return a.runCamera(ctx)
}

// openMicrophone is openCamera for sound.
func (a *App) openMicrophone(ctx context.Context, u sourceUse) *model.Failure {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	a.sources.microphoneUses[u] = true
	return a.runMicrophone(ctx)
}

// runCamera opens what is chosen; with a.sources.mu held.
func (a *App) runCamera(ctx context.Context) *model.Failure {
	d := a.Store.State().Devices
	if d.Camera == model.SourceNone {
		a.haltCamera()
		return a.noPicture(noSource(d, model.CheckCamera))
	}
	if a.sources.camera.Load() {
		return a.Store.State().Setup.Check(model.CheckCamera).Failure
	}
	a.awaitPicture()
	a.sources.camera.Store(true)
	if err := a.room.StartCameraPreview(ctx, true, a.hub.feed(model.LocalTile)); err != nil {
		a.sources.camera.Store(false)
		return a.noPicture(sourceFailure(err, d, model.CheckCamera))
	}
	return nil
}

func (a *App) runMicrophone(ctx context.Context) *model.Failure {
	d := a.Store.State().Devices
	if d.Microphone == model.SourceNone {
		a.haltMicrophone()
		f := noSource(d, model.CheckSound)
		a.check(model.CheckSound, model.CheckWarn, f)
		return f
	}
	if a.sources.microphone.Load() {
		return a.Store.State().Setup.Check(model.CheckSound).Failure
	}
	a.check(model.CheckSound, model.CheckRunning, nil)
	a.sources.microphone.Store(true)
	if err := a.room.StartMicrophone(ctx); err != nil {
		f := sourceFailure(err, d, model.CheckSound)
		a.check(model.CheckSound, model.CheckWarn, f)
		return f
	}
	return nil
}

// closeCamera ends a use.
func (a *App) closeCamera(u sourceUse) {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	delete(a.sources.cameraUses, u)
	if u == forStage {
		a.hub.feed(model.LocalTile).keepLast(false)
		a.Store.Update(func(s *model.State) { s.Setup.Preview.Live, s.Setup.CanSnapshot = false, false })
	}
	if len(a.sources.cameraUses) == 0 {
		a.sources.wanted.Store(false)
		a.haltCamera()
		a.uncheck(model.CheckCamera)
	}
}

// closeMicrophone ends a use.
func (a *App) closeMicrophone(u sourceUse) {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	delete(a.sources.microphoneUses, u)
	if len(a.sources.microphoneUses) == 0 {
		a.haltMicrophone()
		a.uncheck(model.CheckSound)
	}
}

// closeSources lets go of both.
func (a *App) closeSources(u sourceUse) {
	a.closeCamera(u)
	a.closeMicrophone(u)
}

func (a *App) haltCamera() {
	a.sources.camera.Store(false)
	a.room.StopCameraPreview()
}

func (a *App) haltMicrophone() {
	a.sources.microphone.Store(false)
	a.room.StopMicrophone()
}

// SetCamera chooses the source of pictures, on whichever screen.
func (a *App) SetCamera(spec string) { a.desk.Do(func() { a.takeCamera(spec) }) }

func (a *App) takeCamera(spec string) {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	s := a.Store.State()
	before := s.Setup.Check(model.CheckCamera)
	wanted := len(a.sources.cameraUses) > 0
	if wanted && before.State != model.CheckGood && spec == s.Devices.Camera {
		a.haltCamera() // chosen once more: it is opened anew
	}
	if wanted {
		a.awaitPicture()
	}
	if err := a.room.SetCamera(a.desk.Context(), spec); err != nil { // the old one goes on
		d := s.Devices
		d.Camera = spec
		a.restore(before)
		a.desk.Notify(model.Notice{Failure: sourceFailure(err, d, model.CheckCamera)})
		return
	}
	a.chosenCamera(spec)
	switch {
	case !wanted:
	case spec == s.Devices.Camera && a.sources.camera.Load():
		a.restore(before) // nothing changed
	default:
		a.tellSource(a.runCamera(a.desk.Context()))
		a.doMicrophoneAgain()
	}
}

// retryCamera opens the chosen camera if it is needed and was not there before.
func (a *App) retryCamera() {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	if len(a.sources.cameraUses) > 0 && !a.sources.camera.Load() && a.Store.State().Devices.Camera != model.SourceNone {
		a.runCamera(a.desk.Context())
	}
}

// doMicrophoneAgain: a file that is both gives its sound with its pictures.
func (a *App) doMicrophoneAgain() {
	if len(a.sources.microphoneUses) > 0 && a.Store.State().Setup.Check(model.CheckSound).State != model.CheckGood {
		a.sources.microphone.Store(false)
		a.runMicrophone(a.desk.Context())
	}
}

// chosenCamera notes the choice.
func (a *App) chosenCamera(spec string) {
	a.Store.Update(func(s *model.State) {
		s.Devices.Camera = spec
		s.Devices.Cameras = withChosen(s.Devices.Cameras, spec)
	})
	a.desk.Do(func() { a.desk.Settings.Camera = spec; a.desk.Save() })
}

// SetMicrophone chooses the source of sound, on whichever screen.
func (a *App) SetMicrophone(spec string) { a.desk.Do(func() { a.takeMicrophone(spec) }) }

func (a *App) takeMicrophone(spec string) {
	a.sources.mu.Lock()
	defer a.sources.mu.Unlock()
	s := a.Store.State()
	before := s.Setup.Check(model.CheckSound)
	wanted := len(a.sources.microphoneUses) > 0
	if wanted {
		a.check(model.CheckSound, model.CheckRunning, nil)
	}
	d := s.Devices
	d.Microphone = spec
	if err := a.room.SetMicrophone(a.desk.Context(), spec); err != nil {
		f := sourceFailure(err, d, model.CheckSound)
		if f.Code == model.FailureFile || f.Code == model.FailureSource { // it never will work: the old one goes on
			a.restore(before)
			if err := a.room.SetMicrophone(a.desk.Context(), s.Devices.Microphone); err != nil {
				a.desk.Log.Warn("the microphone from before", "err", err)
			}
			a.desk.Notify(model.Notice{Failure: f})
			return
		}
		a.check(model.CheckSound, model.CheckWarn, f)
		a.tellSource(f)
	}
	a.Store.Update(func(s *model.State) {
		s.Devices.Microphone = spec
		s.Devices.Microphones = withChosen(s.Devices.Microphones, spec)
	})
	a.desk.Settings.Microphone = spec
	a.desk.Save()
	switch {
	case !wanted:
	case spec == s.Devices.Microphone && before.State == model.CheckGood:
		a.restore(before)
	case spec == model.SourceNone || !a.sources.microphone.Load():
		a.runMicrophone(a.desk.Context())
	}
}

// restore puts a line of the check list back.
func (a *App) restore(c model.Check) {
	if c.State == 0 {
		return
	}
	a.check(c.Kind, c.State, c.Failure)
	if c.Kind == model.CheckCamera && c.State == model.CheckGood {
		a.Store.Update(func(s *model.State) { pictureOf(a, s, true, false) })
	}
}

// awaitPicture shows that a picture is expected.
func (a *App) awaitPicture() {
	a.check(model.CheckCamera, model.CheckRunning, nil)
	a.Store.Update(func(s *model.State) { pictureOf(a, s, false, true) })
}

// noPicture shows that none is, and why.
func (a *App) noPicture(f *model.Failure) *model.Failure {
	a.check(model.CheckCamera, model.CheckWarn, f)
	a.Store.Update(func(s *model.State) { pictureOf(a, s, false, false) })
	return f
}

// pictureOf tells every tile with the own picture whether it is there or awaited.
func pictureOf(a *App, s *model.State, live, waiting bool) {
	s.Setup.Preview.Live, s.Setup.Preview.Waiting = live, waiting
	s.Setup.CanSnapshot = live && s.Screen == model.ScreenSetup
	a.changeLocalTile(s, func(t *model.Tile) { t.Live, t.Waiting = live && !t.CamMuted, waiting })
	if s.Settings.Test.Camera {
		s.Settings.Test.CameraTile.Live, s.Settings.Test.CameraTile.Waiting = live, waiting
	}
	if s.Live.CoAnchor.Phase >= model.JoinReady {
		s.Live.CoAnchor.Preview.Live, s.Live.CoAnchor.Preview.Waiting = live, waiting && !s.Live.CoAnchor.SoundOnly
	}
}

// tellSource shows a failure of camera or microphone where the user is looking;
// the check list has it already.
func (a *App) tellSource(f *model.Failure) {
	if f == nil || f.Code == model.FailurePictureOff || f.Code == model.FailureSoundOff {
		return
	}
	told := false
	a.Store.Update(func(s *model.State) {
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
		a.desk.Notify(model.Notice{Failure: f})
	}
}

// uncheck takes a line off the check list.
func (a *App) uncheck(kind model.CheckKind) {
	a.Store.Update(func(s *model.State) {
		s.Setup.Checks = slices.DeleteFunc(slices.Clone(s.Setup.Checks), func(c model.Check) bool { return c.Kind == kind })
		s.Setup.Blocked = blockedBy(s.Setup.Checks)
	})
}
