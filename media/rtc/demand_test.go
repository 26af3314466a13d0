package rtc_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"onair/internal/await"
	"onair/media/rtc"
	"onair/server/sfu"
)

// sends waits until the encodings of so many lines are sent, and the others rest because nobody takes them.
func (s *studio) sends(lines ...int) {
	s.t.Helper()
	await.Good(s.t, func() string {
		st := s.pub.Stats()
		var got []int
		for _, l := range st.Layers {
			got = append(got, l.Height)
		}
		for _, r := range st.Resting {
			if r.Why != "viewers" {
				return fmt.Sprintf("%d lines rest because of %q", r.Height, r.Why)
			}
		}
		return await.Unless(slices.Equal(got, lines) && len(got)+len(st.Resting) == 3, fmt.Sprintf("sent %v, resting %v", got, st.Resting))
	})
}

// TestWhatNobodyTakesRests: a publisher without viewers sends the smallest encoding, and each viewer gets the size it
// shows, at first the smallest.
func TestWhatNobodyTakesRests(t *testing.T) {
	t.Parallel()
	s := newStudio(t, hdLayers(3), newCamera(960, 540, 10))
	s.sends(136)
	began := time.Now()
	v := s.play(rtc.PlayConfig{}, "v")
	<-v.first
	t.Logf("first picture after %v", time.Since(began))
	await.Good(t, func() string {
		return await.Unless(v.Stats().Height == 540, fmt.Sprint(v.Stats().Height, " lines come"))
	})
	t.Logf("the largest after %v", time.Since(began))
	s.sfu.Show("stream", "v", sfu.View{Width: 480, Height: 270})
	await.Good(t, func() string {
		return await.Unless(v.Stats().Height == 270, fmt.Sprint(v.Stats().Height, " lines come"))
	})
	s.sends(270, 136)
}
