package doors

import (
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/filmtest"
)

// x264 is how FFmpeg encodes here; sound is AAC in mono.
func x264(args ...string) []string {
	return append([]string{"-c:v", "libx264", "-preset", "veryfast", "-b:v", "1500k", "-g", "60", "-c:a", "aac", "-ac", "1"}, args...)
}

// delay prints how long pictures took.
func (s *stand) delay(what string, l *filmtest.Live) {
	all := l.Delays(s.eye.Seen())
	if len(all) == 0 {
		s.t.Errorf("%s: no delay was measured", what)
		return
	}
	ms := func(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
	s.t.Logf("%s: camera to viewer %v median, %v p95 over %d pictures", what, ms(all[len(all)/2]), ms(all[len(all)*95/100]), len(all))
}

// ascending fails if a picture came after one that follows it.
func (s *stand) ascending() {
	s.t.Helper()
	if why := s.eye.Back(1 << 16); why != "" {
		s.t.Error(why)
	}
}

// TestFFmpegByRTMP: B-frames and sound in mono at 44.1 kHz; the program fails and comes
// back after ten seconds, and who watches has nothing to do for it.
func TestFFmpegByRTMP(t *testing.T) {
	s := open(t)
	to := append(x264("-bf", "2", "-f", "flv"), s.key.Addresses.RTMP+"/"+s.key.Key)
	first := s.film.Live(t, 0, 44100, to...)
	s.watch()
	s.sees()
	s.ascending()
	s.delay("RTMP with B-frames", first)
	await.True(t, "word of the B-frames", func() bool { return s.hinted("bFrames") })
	room := s.onAir()

	first.Stop()
	s.lost()
	time.Sleep(gap)
	s.eye.Forget()
	second := s.film.Live(t, first.Next(), 44100, to...)
	s.sees()
	s.ascending()
	s.delay("RTMP after the gap", second)
	if now := s.onAir(); now != room {
		t.Errorf("the room was %d and is %d", room, now)
	}
}

// gap is how long a program is away: what is tried, not waited for.
const gap = 10 * time.Second

// TestFFmpegBySRT: B-frames and sound in mono at 44.1 kHz.
func TestFFmpegBySRT(t *testing.T) {
	s := open(t)
	l := s.film.Live(t, 0, 44100, append(x264("-bf", "2", "-f", "mpegts"), s.key.Addresses.SRT+s.key.Key)...)
	s.watch()
	s.sees()
	s.ascending()
	s.delay("SRT with B-frames", l)
	await.True(t, "word of the B-frames", func() bool { return s.hinted("bFrames") })
}
