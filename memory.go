package main

import (
	"os"
	"runtime/debug"
	"time"

	"onair/app/model"
)

// gcPercent is GOGC where the user sets none. What lives is large (pictures, tables), what
// is made anew is little: half the room costs next to nothing.
const gcPercent = 50

// A screen that comes needs memory for a moment only: networks that are read, clips that are
// looked into, pictures of other sizes. It is given back when that is over.
const (
	settled  = 5 * time.Second  // after a screen has come
	loaded   = 20 * time.Second // and what it begins has begun
	thriftAt = time.Minute      // later on
)

// keepSmall gives memory back to the system, now and then, until stop is called.
func keepSmall(store *model.Store, giveBack func()) (stop func()) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	screens, end, ended := make(chan model.Screen, 1), make(chan struct{}), make(chan struct{})
	cancel := store.Subscribe(func(s model.State) {
		select {
		case <-screens: // the one before, which nobody has seen
		default:
		}
		screens <- s.Screen
	})
	go func() {
		defer close(ended)
		now, waits := model.Screen(0), []time.Duration{settled}
		timer := time.NewTimer(settled)
		defer timer.Stop()
		for {
			select {
			case <-end:
				return
			case s := <-screens:
				if s == now {
					continue
				}
				now, waits = s, []time.Duration{loaded - settled}
				timer.Reset(settled)
			case <-timer.C:
				giveBack()
				next := thriftAt
				if len(waits) > 0 {
					next, waits = waits[0], nil
				}
				timer.Reset(next)
			}
		}
	}()
	return func() {
		cancel()
		close(end)
		<-ended
	}
}

// giveBack returns what is free on both heaps.
func giveBack() {
	debug.FreeOSMemory()
	trim()
}
