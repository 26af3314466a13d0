package app

import (
	"io"
	"os/exec"
	"testing"

	"onair/app/model"
	"onair/internal/porttest"
)

// TestTheOwnCameraTakesAProgramsPlace: another program's live goes on with this computer's
// camera once the program has stopped, for the same viewers, and back when it streams again.
func TestTheOwnCameraTakesAProgramsPlace(t *testing.T) {
	d := newDesk(t)
	rtmp := porttest.Reserve(t)
	a, b := d.window(), d.window()
	for _, w := range []*App{a, b} {
		w.SignIn(model.SignInForm{Method: model.SignInGuest})
		until(t, w, "the lobby", func(s model.State) bool { return s.Screen == model.ScreenLobby && s.Lobby.Loaded })
	}
	a.SetDoors(model.Door{On: true, At: rtmp}, model.Door{})
	a.MakeKey()
	key := until(t, a, "a key", func(s model.State) bool { return s.Program.Made != nil }).Program.Made.Key
	stop := streams(t, "rtmp://"+rtmp+"/live/"+key)
	s := until(t, a, "the control room", func(s model.State) bool {
		return s.Screen == model.ScreenOnAir && s.OnAir.Control && s.OnAir.Tiles[0].Live
	})
	b.OpenRoom(s.OnAir.Room.ID)
	until(t, b, "the program's picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	a.TakeCamera() // of no effect: the program sends
	stop()
	until(t, b, "the last picture, dimmed", func(s model.State) bool { return s.Watching.Tiles[0].Slate })
	until(t, a, "an empty place", func(s model.State) bool { return s.OnAir.Control && !s.Program.On })
	a.TakeCamera()
	until(t, b, "the camera's picture", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying && !s.Watching.Tiles[0].Slate })
	until(t, a, "it in the own tile", func(s model.State) bool {
		return !s.OnAir.Control && !s.Program.Streaming() && s.OnAir.Tiles[0].Live && s.OnAir.Failure == nil
	})
	stop = streams(t, "rtmp://"+rtmp+"/live/"+key)
	defer stop()
	until(t, a, "the control room again", func(s model.State) bool { return s.OnAir.Control && s.OnAir.Tiles[0].Live })
}

// streams has FFmpeg send a test picture until it is stopped.
func streams(t *testing.T, to string) (stop func()) {
	t.Helper()
	c := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=15",
		"-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "15", "-pix_fmt", "yuv420p", "-f", "flv", to)
	c.Stderr = io.Discard
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}
}
