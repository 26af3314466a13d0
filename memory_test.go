package main

import (
	"testing"
	"testing/synctest"
	"time"

	"onair/app/model"
)

// TestMemoryIsGivenBackWhenAScreenHasCome: twice after each, then by the minute.
func TestMemoryIsGivenBackWhenAScreenHasCome(t *testing.T) {
	t.Setenv("GOGC", "100") // the tests' own
	synctest.Test(t, func(t *testing.T) {
		store := model.NewStore(model.State{Screen: model.ScreenWelcome})
		times := 0
		stop := keepSmall(store, func() { times++ })
		after := func(d time.Duration, want int) {
			t.Helper()
			time.Sleep(d)
			synctest.Wait()
			if times != want {
				t.Errorf("%d times, want %d", times, want)
			}
		}
		synctest.Wait()
		after(settled-time.Second, 0)
		store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
		synctest.Wait()
		after(settled-time.Second, 0)
		store.Update(func(s *model.State) { s.Settings.Open = true }) // no other screen
		after(time.Second, 1)
		after(loaded-settled, 2)
		after(thriftAt-time.Second, 2)
		after(time.Second, 3)
		stop()
		after(2*thriftAt, 3)
	})
}
