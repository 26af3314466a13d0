package rtc_test

import (
	"fmt"
	"testing"

	"onair/internal/await"
	"onair/media/rtc"
)

func TestSoundIsCodedAnewWhileLive(t *testing.T) {
	t.Parallel()
	s := newStudio(t, rtc.PublishConfig{Audio: &rtc.AudioConfig{BitRate: 24_000}}, newCamera(320, 180, 30))
	v := s.play(rtc.PlayConfig{}, "viewer")
	rate := func(low, high int) func() string {
		return func() string {
			st := s.pub.Stats()
			return await.Unless(st.AudioBitRate > low && st.AudioBitRate < high, fmt.Sprintf("sound takes %d bit/s", st.AudioBitRate))
		}
	}
	await.Good(t, rate(10_000, 45_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 160_000, Music: true}); err != nil {
		t.Fatal(err)
	}
	await.Good(t, rate(100_000, 250_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 48_000}); err != nil {
		t.Fatal(err)
	}
	await.Good(t, rate(20_000, 75_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 1000}); err == nil {
		t.Error("1000 bit/s is no error")
	}
	await.Good(t, func() string {
		n := v.Stats().AudioPackets
		return await.Unless(n >= 20, fmt.Sprintf("%d packets of sound", n))
	})
	if n := v.Stats().AudioPacketsLost; n > 0 {
		t.Errorf("%d packets of sound were lost", n)
	}
}
