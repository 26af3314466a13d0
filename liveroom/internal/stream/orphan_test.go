package stream

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onair/media/rtc"
)

// A stream that was lost on its way to the server while the viewer connected, and is back,
// is played anew at once: the server could not tell that it had ended the connection.
func TestWhatWasLostWhileConnectingIsPlayedAnew(t *testing.T) {
	for name, c := range map[string]struct {
		state rtc.State
		want  int32
	}{"connecting": {rtc.Connecting, 2}, "connected": {rtc.Connected, 1}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := waiting(&shows{})
				var lost atomic.Bool
				var opened atomic.Int32
				cfg.Stage = func() (on, video, isLost bool) { return true, !lost.Load(), lost.Load() }
				cfg.Taken = func(Way) {}
				p, run := newPlaying(t.Context(), cfg)
				p.opens = func(context.Context, Way) (*running, error) {
					opened.Add(1)
					return &running{way: Near, player: &fakePlayer{state: c.state, done: make(chan struct{})}}, nil
				}
				go run()
				time.Sleep(time.Second)
				for _, now := range []bool{true, false} {
					lost.Store(now)
					p.Wake()
					synctest.Wait()
					if n := opened.Load(); now && n != 1 {
						t.Errorf("played %d times while nothing comes", n)
					}
				}
				if n := opened.Load(); n != c.want {
					t.Errorf("played %d times, not %d", n, c.want)
				}
				p.Stop()
			})
		})
	}
}
