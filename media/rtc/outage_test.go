package rtc_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/await"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

func TestAnOutageEndsOrIsReported(t *testing.T) {
	t.Parallel()
	n := badNet(t)
	states := make(chan rtc.State, 16)
	cam := newCamera(320, 180, 30)
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{}, Audio: &rtc.AudioConfig{}}, cam)
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{
		Net: n, OnState: func(s rtc.State, err error) { states <- s },
	}}, "viewer")
	wait := func(want rtc.State) {
		t.Helper()
		for {
			select {
			case got := <-states:
				if got == want {
					return
				}
			case <-time.After(await.Patience):
				t.Fatalf("never %v; now %+v", want, v.Stats())
			}
		}
	}
	wait(rtc.Connected)
	v.watch(t, 10)
	cut := func(loss float64) {
		n.Set(lossy.Up, lossy.Link{Loss: loss})
		n.Set(lossy.Down, lossy.Link{Loss: loss})
	}
	cut(1)
	wait(rtc.Disconnected)
	cut(0)
	wait(rtc.Connected)
	v.watch(t, 30)
	await.Good(t, func() string {
		st := v.Stats()
		return await.Unless(st.AudioBitRate > 20_000 && st.FPS > 5, fmt.Sprintf("%+v", st))
	})
	cut(1)
	wait(rtc.Ended)
	if !errors.Is(v.Err(), rtc.ErrLost) {
		t.Errorf("ended with %v", v.Err())
	}
}

// TestAStandstillEndsAtOnce: who was suspended is not to look at the last picture
// until the silence is long enough.
func TestAStandstillEndsAtOnce(t *testing.T) {
	var ahead atomic.Int64
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{}}, newCamera(320, 180, 30))
	ended := make(chan error, 1)
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{
		Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
		OnState: func(s rtc.State, err error) {
			if s == rtc.Disconnected {
				t.Error("the silence was waited for")
			}
			if s == rtc.Ended {
				ended <- err
			}
		},
	}}, "viewer")
	v.watch(t, 10)
	ahead.Store(int64(35 * time.Second))
	if err := <-ended; !errors.Is(err, rtc.ErrLost) {
		t.Errorf("ended with %v", err)
	}
}
