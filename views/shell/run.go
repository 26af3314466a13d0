package shell

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"onair/views/internal/drawclock"
	"onair/views/kit"
)

// Run opens the window and blocks until it is closed. Call it from main's
// goroutine. Closing the window calls Actions.Quit and waits for its done.
func Run(cfg Config, screens Screens) error {
	cfg = cfg.withDefaults()
	door := &door{post: cfg.Post}
	cfg.Post = door.do
	drawclock.Keep()
	a := app.NewWithID(AppID)
	a.SetIcon(kit.AppIcon())
	w, err := New(cfg, screens, a)
	if err != nil {
		return err
	}
	w.win.SetOnClosed(door.shut)
	a.Lifecycle().SetOnEnteredForeground(func() { cfg.Post(func() { w.notes.away = false }) })
	a.Lifecycle().SetOnExitedForeground(func() { cfg.Post(func() { w.notes.away = true }) })
	a.Lifecycle().SetOnStarted(func() { cfg.Post(w.fitScreen) })
	stop := door.shutOnSignal(func() { fyne.Do(a.Quit) })
	w.start()
	at := &keeper{w: w}
	defer at.stop()
	w.glance.changed = func() {
		w.Video.Board.SetHidden(w.glance.minimized())
		at.changed()
	}
	if cfg.ControlMap != "" {
		defer w.mapControls()()
	}
	w.win.ShowAndRun()
	stop()
	w.Close()
	return nil
}

// door is the way into the UI goroutine. Once the window is closed nothing
// comes in any more: Fyne would run it on the caller's goroutine then.
type door struct {
	post   func(func())
	closed atomic.Bool
}

func (d *door) do(f func()) {
	if d.closed.Load() {
		return
	}
	d.post(func() {
		if !d.closed.Load() {
			f()
		}
	})
}

// shutOnSignal shuts the door when the process is told to end: Fyne ends its
// loop then without closing the window first, but for a loop that has not begun, which
// quit is to end. stop ends the watch.
func (d *door) shutOnSignal(quit func()) (stop func()) {
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer close(done)
		if _, ok := <-signals; ok {
			d.shut()
			quit()
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
		<-done
		d.shut()
	}
}

func (d *door) shut() { d.closed.Store(true) }
