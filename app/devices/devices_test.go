package devices

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"onair/app/desk"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

// script is an engine without devices: it notes what it is told, and opens when the
// test lets it.
type script struct {
	mu    sync.Mutex
	calls []string
	open  chan error                  // nil: at once
	net   chan liveroom.NetworkReport // nil: at once
	fail  map[string]error
	sent  liveroom.VideoEncoderParam
}

func (s *script) note(call string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
	return s.fail[call]
}

func (s *script) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := strings.Join(s.calls, ", ")
	s.calls = nil
	return out
}

func (s *script) StartCameraPreview(ctx context.Context, _ bool, _ liveroom.View) error {
	err := s.note("camera on")
	if s.open != nil {
		return <-s.open
	}
	return err
}
func (s *script) StopCameraPreview()                             { s.note("camera off") }
func (s *script) SetCamera(_ context.Context, spec string) error { return s.note("camera " + spec) }
func (s *script) SwitchCamera(context.Context) (string, error) {
	return "camera:Two", s.note("next camera")
}
func (s *script) StartMicrophone(context.Context) error { return s.note("microphone on") }
func (s *script) StopMicrophone()                       { s.note("microphone off") }
func (s *script) SetMicrophone(_ context.Context, spec string) error {
	return s.note("microphone " + spec)
}
func (s *script) SetSpeaker(string)    {}
func (s *script) PlayTestTone() func() { s.note("tone"); return func() { s.note("no tone") } }
func (s *script) SetVideoEncoderParam(p liveroom.VideoEncoderParam) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = p
	return nil
}
func (s *script) SetMirror(bool)        {}
func (s *script) SetEncoderMirror(bool) {}
func (s *script) MuteLocalAudio(bool)   {}
func (s *script) MuteLocalVideo(bool)   {}
func (s *script) Server() string        { return "" }
func (s *script) View() liveroom.View   { return nil }
func (s *script) KeepLast(bool)         {}
func (s *script) NetworkTest(context.Context, string) (liveroom.NetworkReport, error) {
	if s.net != nil {
		return <-s.net, nil
	}
	return liveroom.NetworkReport{}, nil
}

func newDevices(t *testing.T) (*Devices, *script) {
	t.Helper()
	p, err := settings.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Unlock)
	d := desk.New(p, slog.New(slog.DiscardHandler))
	d.Store.Update(func(s *model.State) {
		s.Screen = model.ScreenSetup
		s.Devices = model.Devices{Camera: "camera:One", Microphone: "mic:One"}
	})
	d.Run()
	t.Cleanup(func() { d.Stop(); d.Wait() })
	s := &script{fail: map[string]error{}}
	return New(d, s, s), s
}

// TestOneEncoding: the engine is told, and so it is when something else of the picture changes.
func TestOneEncoding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		for _, on := range []bool{true, false} {
			c.SetOneEncoding(on)
			c.SetFrameRate(25)
			synctest.Wait()
			if p := engine.sent; p.OneLayer != on || p.FPS != 25 {
				t.Errorf("the engine is told %+v", p)
			}
		}
	})
}

// TestAnotherCameraTakesEffectAtOnce where one is needed, and only then.
func TestAnotherCameraTakesEffectAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		told := func(want string) {
			t.Helper()
			synctest.Wait()
			if got := engine.take(); got != want {
				t.Errorf("the engine is told %q, want %q", got, want)
			}
		}
		check := func(want model.CheckState) {
			t.Helper()
			if got := c.desk.Store.State().Setup.Check(model.CheckCamera); got.State != want {
				t.Errorf("the check list says %+v, want %d", got, want)
			}
		}
		c.SetCamera("camera:Zero")
		told("camera camera:Zero")
		c.Open(t.Context(), ForStage, false)
		told("camera on, microphone on")
		check(model.CheckRunning)
		c.CameraReady()
		check(model.CheckGood)
		c.SetCamera("camera:Two")
		told("camera camera:Two, microphone on") // a file may be both
		c.CameraReady()
		c.SetCamera("camera:Two")
		told("camera camera:Two") // nothing changed
		check(model.CheckGood)
		engine.fail["camera camera:Three"] = errors.New("no")
		c.SetCamera("camera:Three")
		told("camera camera:Three")
		check(model.CheckGood) // the old one goes on
		if s := c.desk.Store.State(); s.Devices.Camera != "camera:Two" || len(s.Notices) != 1 {
			t.Errorf("%q, %+v", s.Devices.Camera, s.Notices)
		}
		c.SetCamera(model.SourceNone)
		told("camera none, camera off, microphone on")
		check(model.CheckWarn)
		c.SwitchCamera()
		told("next camera, camera on")
		c.Close(ForStage)
		told("camera off, microphone off")
		check(0)
		c.CameraReady() // comes late
		check(0)
	})
}

// TestNobodyWaitsForACameraThatOpens: the choice of a speaker, a mute, a tone and the
// end of the need are taken meanwhile, and what was left before its turn opens nothing.
func TestNobodyWaitsForACameraThatOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		engine.open = make(chan error)
		first, cancel := context.WithCancel(t.Context())
		v := c.desk.Begin(func(*model.State) uint32 { return 1 })
		opened := make(chan *model.Failure, 1)
		go func() { opened <- c.Open(first, ForTest, false) }()
		synctest.Wait()
		c.Prepare(v, false) // in its turn
		c.MuteMicrophone(true)
		c.SetSpeaker("Headset")
		c.Close(ForTest)
		c.desk.Leave(func(*model.State) {})
		cancel()
		synctest.Wait()
		if f := <-opened; f != nil {
			t.Errorf("given up: %+v", f)
		}
		if s := c.desk.Store.State(); !s.Setup.MicMuted || s.Devices.Speaker != "Headset" {
			t.Error("something waits for the camera")
		}
		engine.open <- nil
		synctest.Wait()
		if got := engine.take(); got != "camera on, microphone on, camera off, microphone off" {
			t.Errorf("the engine is told %q", got)
		}
		if c.CameraRuns(t.Context()) {
			t.Error("the camera is on for a room that was left")
		}
	})
}

// TestACameraThatComesBackIsOpened if it is needed.
func TestACameraThatComesBackIsOpened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		engine.fail["camera on"] = errors.New("gone")
		if f := c.Open(t.Context(), ForStage, false); f == nil {
			t.Fatal("no failure")
		}
		engine.take()
		delete(engine.fail, "camera on")
		back := func() { c.lane.Wait(t.Context(), func() { c.camera(t.Context(), Back{}) }) }
		back()
		back()
		if got := engine.take(); got != "camera on" {
			t.Errorf("the engine is told %q", got)
		}
		c.CloseCamera(t.Context(), ForStage)
		engine.take()
		back()
		if got := engine.take(); got != "" {
			t.Errorf("nobody needs it, and the engine is told %q", got)
		}
	})
}

// TestTheTestsOfTheSettings begin and end, also where nothing works.
func TestTheTestsOfTheSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, engine := newDevices(t)
		test := func() model.DeviceTest { synctest.Wait(); return c.desk.Store.State().Settings.Test }
		c.TestCamera(true)
		c.TestMicrophone(true)
		c.TestSpeaker(true)
		if s := test(); !s.Camera || !s.Microphone || !s.Speaker || !s.CameraTile.Waiting {
			t.Errorf("%+v", s)
		}
		c.CameraReady()
		if s := test(); !s.CameraTile.Live {
			t.Errorf("%+v", s)
		}
		c.TestCamera(false)
		c.TestMicrophone(false)
		c.TestSpeaker(false)
		if s := test(); s.Camera || s.Microphone || s.Speaker {
			t.Errorf("%+v", s)
		}
		got := strings.Split(engine.take(), ", ")
		if want := []string{"camera on", "microphone on", "tone", "camera off", "microphone off", "no tone"}; !slices.Equal(got, want) {
			t.Errorf("the engine is told %q", got)
		}
		engine.fail["camera on"] = errors.New("busy")
		c.TestCamera(true)
		if s := test(); s.Camera || s.Failure == nil {
			t.Errorf("%+v", s)
		}
	})
}
