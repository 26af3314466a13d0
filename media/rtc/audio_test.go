package rtc_test

import (
	"fmt"
	"testing"
	"time"

	"onair/media/rtc"
)

func TestSoundIsCodedAnewWhileLive(t *testing.T) {
	t.Parallel()
	s := newStudio(t, rtc.PublishConfig{Audio: &rtc.AudioConfig{BitRate: 24_000}}, newCamera(320, 180, 30))
	v := s.play(rtc.PlayConfig{}, "viewer")
	rate := func(low, high int) func() (bool, string) {
		return func() (bool, string) {
			st := s.pub.Stats()
			return st.AudioBitRate > low && st.AudioBitRate < high, fmt.Sprintf("sound takes %d bit/s", st.AudioBitRate)
		}
	}
	eventually(t, 15*time.Second, rate(10_000, 45_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 160_000, Music: true}); err != nil {
		t.Fatal(err)
	}
	eventually(t, 15*time.Second, rate(100_000, 250_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 48_000}); err != nil {
		t.Fatal(err)
	}
	eventually(t, 15*time.Second, rate(20_000, 75_000))
	if err := s.pub.SetAudio(rtc.AudioConfig{BitRate: 1000}); err == nil {
		t.Error("1000 bit/s is no error")
	}
	st := v.Stats()
	if st.AudioPackets < 20 || st.AudioPacketsLost > 0 {
		t.Errorf("%d packets of sound, %d lost", st.AudioPackets, st.AudioPacketsLost)
	}
}
