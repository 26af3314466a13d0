package views

import (
	"fyne.io/fyne/v2/app"

	"onair/views/kit"
)

// Run opens the window and blocks until it is closed. Call it from main's
// goroutine. Closing the window calls Actions.Quit and waits for its done.
func Run(cfg Config) error {
	cfg = cfg.withDefaults()
	a := app.NewWithID(AppID)
	a.SetIcon(kit.AppIcon())
	w, err := newWindow(cfg, a)
	if err != nil {
		return err
	}
	w.start()
	if cfg.ControlMap != "" {
		stop := w.mapControls()
		defer stop()
	}
	w.win.ShowAndRun()
	w.close()
	return nil
}
