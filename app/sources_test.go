package app

import (
	"os"
	"path/filepath"
	"testing"

	"onair/app/model"
)

// TestALiveNeedsWhatWasChosen: on the way of the command line nothing goes live
// that was asked for and does not work; the user sees why and may go on without.
func TestALiveNeedsWhatWasChosen(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.mp4")
	if err := os.WriteFile(broken, []byte("not a film"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		camera, microphone string
		want               model.FailureCode
		anyway             bool // a second press goes live
	}{
		{"file:/nope.mp4", "none", model.FailureFile, false},
		{"none", "none", model.FailureNothing, false},
		{"rubbish", "none", model.FailureSource, false},
		{"test:wide", "silence:", model.FailureSource, true},
		{"file:" + broken, "silence:", model.FailureFile, true},
		{"camera:Nobody has this", "silence:", model.FailureCamera, true},
		{"test:", "file:/nope.wav", model.FailureFile, true},
		{"test:", "none", "", false},
		{"none", "silence:", "", false},
	} {
		t.Run(c.camera+" "+c.microphone, func(t *testing.T) {
			a := newDesk(t).window(func(o *Options) {
				o.Start, o.User, o.Camera, o.Microphone = StartLive, "anna", c.camera, c.microphone
			})
			if c.want == "" {
				until(t, a, "being on air", onScreen(model.ScreenOnAir))
				return
			}
			s := until(t, a, "the failure", func(s model.State) bool { return !s.Setup.Going && s.Setup.Failure != nil })
			if s.Screen != model.ScreenSetup || s.Setup.Failure.Code != c.want {
				t.Errorf("screen %d, %+v; want %s", s.Screen, s.Setup.Failure, c.want)
			}
			a.GoLive()
			s = until(t, a, "the second press", func(s model.State) bool {
				return !s.Setup.Going && (s.Screen == model.ScreenOnAir || s.Setup.Failure != nil)
			})
			if (s.Screen == model.ScreenOnAir) != c.anyway {
				t.Errorf("after the second press: screen %d, %+v", s.Screen, s.Setup.Failure)
			}
		})
	}
}

// TestACameraComesLater: a live begun without a picture gets one from any screen
// that chooses it, and the settings show it meanwhile.
func TestACameraComesLater(t *testing.T) {
	d := newDesk(t)
	a := d.window(func(o *Options) {
		o.Start, o.User, o.RoomNumber, o.Camera, o.Microphone = StartLive, "anna", 7, "none", "silence:"
	})
	s := until(t, a, "being on air", onScreen(model.ScreenOnAir))
	if s.OnAir.Tiles[0].Live || s.OnAir.Tiles[0].Waiting {
		t.Errorf("a picture is expected of none: %+v", s.OnAir.Tiles[0])
	}
	b := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, "bob", 7 })
	until(t, b, "the room", func(s model.State) bool { return s.Screen == model.ScreenWatching && s.Watching.Phase.InRoom() })

	a.SetCamera("test:320x180@15")
	until(t, a, "the own picture", func(s model.State) bool { return s.OnAir.Tiles[0].Live })
	until(t, b, "the picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })

	sink := countingSink{frames: make(chan struct{}, 1)}
	defer a.AttachVideo(model.CameraTestTile, sink)()
	a.OpenSettings()
	a.TestCamera(true)
	until(t, a, "the test's picture", func(s model.State) bool { return s.Settings.Test.Camera && s.Settings.Test.CameraTile.Live })
	<-sink.frames
	a.CloseSettings()
	until(t, a, "the test's end", func(s model.State) bool { return !s.Settings.Test.Camera })
	waitCommands(a)
	if s := a.Store.State(); !s.OnAir.Tiles[0].Live {
		t.Error("the end of the test took the live's picture")
	}

	a.SetCamera("file:/nope.mp4")
	until(t, a, "why the file is not taken", func(s model.State) bool {
		return len(s.Notices) > 0 && s.Notices[len(s.Notices)-1].Failure != nil && s.Notices[len(s.Notices)-1].Failure.Code == model.FailureFile
	})
	if s := a.Store.State(); !s.OnAir.Tiles[0].Live || s.Devices.Camera != "test:320x180@15" {
		t.Errorf("the old camera does not go on: %+v", s.OnAir.Tiles[0])
	}
	a.SetCamera("none")
	until(t, b, "the camera off", func(s model.State) bool { return s.Watching.Phase == model.WatchCamOff })
	a.SetCamera("test:320x180@15")
	until(t, b, "the camera on", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
}

// TestNoLoudspeakerHasNothingToStop: where nothing can play, the test says so.
func TestNoLoudspeakerHasNothingToStop(t *testing.T) {
	a := newDesk(t).window()
	a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = true })
	a.TestSpeaker(true)
	s := until(t, a, "the words", func(s model.State) bool { return s.Settings.Test.Failure != nil })
	if s.Settings.Test.Speaker || s.Settings.Test.Failure.Code != model.FailureSpeaker {
		t.Errorf("%+v", s.Settings.Test)
	}
}
