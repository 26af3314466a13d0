package rtc_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

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
			case <-time.After(patience):
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
	eventually(t, func() (bool, string) {
		st := v.Stats()
		return st.AudioBitRate > 20_000 && st.FPS > 5, fmt.Sprintf("%+v", st)
	})
	cut(1)
	wait(rtc.Ended)
	if !errors.Is(v.Err(), rtc.ErrLost) {
		t.Errorf("ended with %v", v.Err())
	}
}
