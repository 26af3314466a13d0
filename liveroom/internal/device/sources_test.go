package device

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"onair/beauty/gesture"
	"onair/beauty/motion"
	"onair/liveroom/internal/callback"
	"onair/media/audio"
	"onair/media/capture"
)

// desk is sources with nobody around them; ready gets each source that starts.
func desk(t *testing.T, camera, microphone string) (s *Sources, ready chan bool) {
	ready = make(chan bool, 10)
	silent := audio.SourceFunc(func([]float32) int { return 0 })
	voice := NewVoice(silent, func() time.Duration { return 0 }, slog.New(slog.DiscardHandler))
	s = NewSources(Config{
		Camera: camera, Microphone: microphone, Callers: new(callback.Callers), Voice: voice,
		Log:  slog.New(slog.DiscardHandler),
		Size: func() capture.VideoOptions { return capture.VideoOptions{Width: 64, Height: 64, FrameRate: 30} },
		State: func(microphone bool, err error, ended bool) {
			if err == nil && !ended {
				ready <- microphone
			}
		},
		NoMicrophone: func(error) {}, Fallback: func(string, string) {}, Changed: func() {},
		Gesture: func(gesture.Event) {}, NoFaces: func(error) {}, StickerSound: func(motion.SoundEvent) {},
	})
	t.Cleanup(func() {
		s.Halt()
		voice.Close()
		s.Close()
	})
	return s, ready
}

func TestWhatIsSentFollowsWhatIsPluggedIn(t *testing.T) {
	s, ready := desk(t, "test:", "silence:")
	if err := s.StartCamera(); err != nil {
		t.Fatal(err)
	}
	if err := s.StartSound(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for range 2 { // what the test sources tell comes before what the test tells
		select {
		case <-ready:
		case <-ctx.Done():
			t.Fatal("the sources do not start")
		}
	}
	for _, c := range []struct {
		microphone   bool
		err          error
		video, audio bool
	}{
		{false, &capture.Error{Code: capture.Unplugged}, false, true},
		{true, &capture.Error{Code: capture.Unplugged}, false, false},
		{false, nil, true, false},
		{true, nil, true, true},
	} {
		s.sourceChanged(c.microphone, c.err)
		if video, audio := s.Sends(); video != c.video || audio != c.audio {
			t.Errorf("microphone %v, %v: picture %v, sound %v", c.microphone, c.err, video, audio)
		}
	}
}

func TestACameraThatCannotBeOpenedLeavesTheOldOne(t *testing.T) {
	s, _ := desk(t, "test:", "none")
	if err := s.StartCamera(); err != nil {
		t.Fatal(err)
	}
	if err := s.SetCamera("file:/no/such/film.mp4"); err == nil {
		t.Error("a film that is not there was opened")
	}
	if got := s.CameraSpec(); got != "test:" || !s.Camera.Running() {
		t.Errorf("then %q is chosen, running %v", got, s.Camera.Running())
	}
	if err := s.SetCamera("none"); err != nil {
		t.Error(err)
	}
	if video, _ := s.Sends(); video {
		t.Error("no camera gives a picture")
	}
}
