package audio

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestAStuckDeviceIsToldOfWhenItStaysSo: the silent clock takes over after two seconds;
// a device that goes on within five is nothing to tell people of.
func TestAStuckDeviceIsToldOfWhenItStaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		stuck time.Duration
		want  []Outlet
	}{
		"a moment": {time.Second, nil},
		"a while":  {4 * time.Second, nil},
		"long":     {7 * time.Second, []Outlet{OutletNone, OutletWanted}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []Outlet
				var warned []int
				p, err := OpenPlayout(NewMixer(), PlayoutOptions{
					NoDevice: true, Logger: slog.New(slog.DiscardHandler),
					OnOutlet:  func(_ string, o Outlet) { told = append(told, o) },
					OnWarning: func(code int, _ string) { warned = append(warned, code) },
				})
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				ctx, cancel := context.WithCancel(t.Context())
				guarded := make(chan struct{})
				go func() {
					defer close(guarded)
					p.guard(ctx, func() error { return nil }, "")
				}()
				pull := func(d time.Duration) {
					for range d / blockTime {
						p.reads.Add(1)
						time.Sleep(blockTime)
					}
				}
				pull(time.Second)
				if !p.Playing() {
					t.Fatal("a device that pulls has not its turn")
				}
				time.Sleep(c.stuck)
				if stuck := c.stuck > 2*time.Second; p.Playing() == stuck {
					t.Errorf("playing is %v after %v", p.Playing(), c.stuck)
				}
				pull(time.Second)
				if !p.Playing() {
					t.Error("it goes on and has not its turn")
				}
				cancel()
				<-guarded
				if !slices.Equal(told, c.want) || len(warned) != len(c.want)/2 {
					t.Errorf("told %v and warned %v, not %v", told, warned, c.want)
				}
			})
		})
	}
}
