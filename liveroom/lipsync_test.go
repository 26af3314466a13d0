package liveroom_test

import (
	"slices"
	"testing"
	"time"

	"onair/internal/await"
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
func (s *spectator) pairs(t testing.TB, n int) (offsets, delays []float64) {
	t.Helper()
	s.mu.Lock()
	s.flashes, s.beeps, s.delays = nil, nil, nil
	s.mu.Unlock()
	await.Good(t, func() string {
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

// BenchmarkLipSync measures flash and beep of the test source where a viewer
// sees and hears them, through a real server: on a good network, on one that
// loses and delays, and when that has passed. The figures are medians of seven,
// in milliseconds: how much later than its sound a picture came, and how long it
// took from capture to view. Scatter is the middle half's; on a machine that is
// too busy to show pictures when they are due it is large, and the figure says
// nothing. What decides is tested in package rtc, by a clock of its own.
func BenchmarkLipSync(b *testing.B) {
	for _, phase := range []struct {
		name  string
		links []lossy.Link
	}{
		{"good", []lossy.Link{{}}},
		{"lossy", []lossy.Link{{Loss: 0.1, Jitter: 40 * time.Millisecond}}},
		{"good again", []lossy.Link{{Loss: 0.1, Jitter: 40 * time.Millisecond}, {}}},
	} {
		b.Run(phase.name, func(b *testing.B) {
			h := startHouse(b)
			anchor := h.login("anna", func(o *liveroom.Options) { o.Camera, o.Microphone = "test:640x360@30", "test:640x360@30" })
			anchor.goLive(7)
			net, err := lossy.New(3)
			if err != nil {
				b.Fatal(err)
			}
			v, s := h.login("bob", func(o *liveroom.Options) { o.TuneMedia = func(c *rtc.Connection) { c.Net = net } }), &spectator{}
			v.TapPlayout(s.hear)
			v.must(v.StartPlay("anna", liveroom.ViewFunc(s.see)))
			v.must(v.EnterRoom(v.ctx(), 7))
			for _, link := range phase.links {
				net.Set(lossy.Down, link)
				s.pairs(b, 4) // by then it is even
			}
			for b.Loop() {
				offsets, delays := s.pairs(b, 7)
				slices.Sort(offsets)
				n := len(offsets)
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(offsets[n/2], "after-sound-ms")
				b.ReportMetric(offsets[n*3/4]-offsets[n/4], "scatter-ms")
				b.ReportMetric(median(delays), "delay-ms")
			}
			anchor.Close()
			v.Close()
		})
	}
}
