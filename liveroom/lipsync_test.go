package liveroom_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"onair/liveroom"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

// apart gives, for each flash seen, how much later than its beep it came, in
// milliseconds.
func apart(flashes, beeps []time.Time) (all []float64) {
	for _, f := range flashes {
		best := time.Hour
		for _, b := range beeps {
			if d := f.Sub(b); d.Abs() < best.Abs() {
				best = d
			}
		}
		if best.Abs() < 500*time.Millisecond {
			all = append(all, float64(best.Microseconds())/1000)
		}
	}
	return all
}

// pairs waits for n flashes with their beeps, from now on.
func (s *spectator) pairs(t *testing.T, n int) (offsets, delays []float64) {
	t.Helper()
	s.mu.Lock()
	s.flashes, s.beeps, s.delays = nil, nil, nil
	s.mu.Unlock()
	eventually(t, func() string {
		return s.get(func(s *spectator) string {
			if offsets = apart(s.flashes, s.beeps); len(offsets) < n {
				return "too few flashes and beeps that belong together"
			}
			delays = nil
			for _, d := range s.delays {
				delays = append(delays, float64(d.Microseconds())/1000)
			}
			return ""
		})
	})
	return offsets, delays
}

// measureSync fails if picture and sound are more than 40 ms apart. On a machine
// that is too busy to show pictures when they are due the flashes scatter, and
// nothing can be said; then it looks again, a few times.
func measureSync(t *testing.T, s *spectator, phase string) {
	t.Helper()
	for range 4 {
		offsets, delays := s.pairs(t, 7)
		m := median(offsets)
		slices.Sort(offsets)
		scatter := offsets[len(offsets)*3/4] - offsets[len(offsets)/4]
		t.Logf("%s: picture after sound by %.1f ms (median of %.0f); capture to view %.0f ms", phase, m, offsets, median(delays))
		if math.Abs(m) <= 40 {
			return
		}
		if scatter < 20 {
			t.Errorf("%s: picture and sound are %.1f ms apart, want 40 at most", phase, m)
			return
		}
	}
	t.Logf("%s: not measured: the machine is too busy to show pictures in time", phase)
}

// TestPictureAndSoundAreInSync measures flash and beep of the test source where
// a viewer sees and hears them: on a good network, on one that loses and
// delays, where the jitter buffers grow, and while they shrink again.
func TestPictureAndSoundAreInSync(t *testing.T) {
	h := startHouse(t)
	anchor := h.login("anna", func(o *liveroom.Options) { o.Camera, o.Microphone = "test:640x360@30", "test:640x360@30" })
	anchor.goLive(7)
	net, err := lossy.New(3)
	if err != nil {
		t.Fatal(err)
	}
	v, s := h.login("bob", func(o *liveroom.Options) { o.TuneMedia = func(c *rtc.Connection) { c.Net = net } }), &spectator{}
	v.TapPlayout(s.hear)
	v.must(v.StartPlay("anna", liveroom.ViewFunc(s.see)))
	v.must(v.EnterRoom(v.ctx(), 7))
	s.pairs(t, 2) // by then it is even
	for _, phase := range []struct {
		name   string
		link   lossy.Link
		settle int
	}{
		{"a good network", lossy.Link{}, 0},
		{"10 % loss, 40 ms of jitter", lossy.Link{Loss: 0.1, Jitter: 40 * time.Millisecond}, 3},
		{"shrinking again", lossy.Link{}, 0},
		{"shrunk", lossy.Link{}, 0},
	} {
		net.Set(lossy.Down, phase.link)
		if phase.settle > 0 {
			s.pairs(t, phase.settle)
		}
		measureSync(t, s, phase.name)
	}
}
