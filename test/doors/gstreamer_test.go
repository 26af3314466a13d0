package doors

import (
	"os/exec"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/filmtest"
)

// TestGStreamer sends by RTMP and, when that has failed, by SRT; who watches has nothing
// to do for it.
func TestGStreamer(t *testing.T) {
	path := need(t, "gst-launch-1.0")
	for _, element := range []string{"x264enc", "avenc_aac", "avdec_h264", "rtmp2sink", "srtsink", "mpegtsmux"} {
		if exec.Command("gst-inspect-1.0", "--exists", element).Run() != nil {
			t.Skipf("GStreamer has no %s; scripts/deps.sh installs it", element)
		}
	}
	s := open(t)
	film := s.film.File(t, 9)
	send := func(mux string) *program {
		line := "-q filesrc location=" + film + " ! matroskademux name=file" +
			" file. ! queue ! h264parse ! avdec_h264 ! x264enc tune=zerolatency speed-preset=ultrafast bitrate=1500 key-int-max=60 ! h264parse config-interval=-1 ! queue ! mux." +
			" file. ! queue ! flacparse ! flacdec ! audioconvert ! audioresample ! avenc_aac ! aacparse ! queue ! mux. " + mux + " sync=true"
		return run(t, exec.Command(path, strings.Fields(line)...))
	}
	first := send("flvmux name=mux streamable=true ! rtmp2sink location=" + s.key.Addresses.RTMP + "/" + s.key.Key)
	s.watch()
	s.sees()
	ascending := func() {
		t.Helper()
		if why := s.eye.Back(filmtest.Length * filmtest.FPS); why != "" {
			t.Error(why)
		}
	}
	ascending()
	first.stop()
	s.lost()
	await.True(t, "word that the program is gone", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return !s.own.On
	})
	send("mpegtsmux name=mux alignment=7 ! srtsink wait-for-connection=false uri=" + s.key.Addresses.SRT + s.key.Key)
	s.onAir()
	s.eye.Forget() // what was shown until then
	s.sees()
	ascending()
	if s.hinted("bFrames") || s.hinted("keyframes") {
		t.Error("told of what is set as it should be")
	}
}
