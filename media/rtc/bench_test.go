package rtc_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

func hdConfig() rtc.PublishConfig {
	return rtc.PublishConfig{Video: &rtc.VideoConfig{}, Audio: &rtc.AudioConfig{}, StartBitRate: 1_600_000}
}

// BenchmarkJoin measures from the call of Play to the first picture, and to the
// connection, over loopback through the relay, 720p30.
func BenchmarkJoin(b *testing.B) {
	s := newStudio(b, hdConfig(), newCamera(1280, 720, 30))
	first := s.play(rtc.PlayConfig{}, "first")
	<-first.first
	var joins, connects []time.Duration
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		v := s.play(rtc.PlayConfig{}, "viewer"+strconv.Itoa(i))
		<-v.first
		st := v.Stats()
		joins, connects = append(joins, st.FirstPicture), append(connects, st.ConnectedTime)
		v.close()
	}
	report(b, "join", joins)
	report(b, "connect", connects)
}

func report(b *testing.B, name string, v []time.Duration) {
	slices.Sort(v)
	b.ReportMetric(float64(v[len(v)/2].Microseconds())/1000, name+"-p50-ms")
	b.ReportMetric(float64(v[len(v)*95/100].Microseconds())/1000, name+"-p95-ms")
}

// BenchmarkDelay measures from capture to OnVideo, 720p30 with sound whose
// playout adds 20 ms. An iteration is one picture.
func BenchmarkDelay(b *testing.B) {
	s := newStudio(b, hdConfig(), newCamera(1280, 720, 30))
	v := s.play(rtc.PlayConfig{}, "viewer")
	v.SetPlayoutLatency(20 * time.Millisecond)
	<-v.first
	for v.Stats().Frames < 90 {
		time.Sleep(10 * time.Millisecond)
	}
	shots, _ := v.snapshot()
	skip := len(shots)
	b.ResetTimer()
	for b.Loop() {
		before := v.Stats().Frames
		for v.Stats().Frames == before {
			time.Sleep(2 * time.Millisecond)
		}
	}
	b.StopTimer()
	shots, _ = v.snapshot()
	var delays []time.Duration
	for _, sh := range shots[skip:] {
		delays = append(delays, sh.at.Sub(sh.captured))
	}
	report(b, "delay", delays)
	st := v.Stats()
	b.ReportMetric(float64(st.AVOffset.Microseconds())/1000, "av-offset-ms")
	b.ReportMetric(float64(st.AudioDelay.Microseconds())/1000, "sound-delay-ms")
	b.ReportMetric(float64(st.Freezes), "freezes")
}

// BenchmarkLoss tells how evenly pictures come while the viewer's link loses 5 %
// of its packets. An iteration is one picture.
func BenchmarkLoss(b *testing.B) {
	n := badNet(b)
	s := newStudio(b, rtc.PublishConfig{Video: &rtc.VideoConfig{BitRate: 600_000}, Audio: &rtc.AudioConfig{}}, newCamera(320, 180, 30))
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{Net: n}}, "viewer")
	<-v.first
	n.Set(lossy.Down, lossy.Link{Loss: 0.05})
	n.Set(lossy.Up, lossy.Link{Loss: 0.05})
	begun := v.Stats()
	for b.Loop() {
		for before := v.Stats().Frames; v.Stats().Frames == before; {
			time.Sleep(2 * time.Millisecond)
		}
	}
	st := v.Stats()
	b.ReportMetric(float64(st.LongestGap.Microseconds())/1000, "longest-gap-ms")
	b.ReportMetric(float64(st.Freezes-begun.Freezes), "freezes")
}
