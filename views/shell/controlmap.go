package shell

import (
	"encoding/json"
	"os"
	"time"

	"fyne.io/fyne/v2"
)

// mapControls writes Config.ControlMap four times a second, when it changed,
// until stop is called.
func (w *Window) mapControls() (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(250 * time.Millisecond)
		defer t.Stop()
		last := ""
		for {
			select {
			case <-quit:
				return
			case <-t.C:
			}
			got := make(chan []byte, 1)
			w.Post(func() {
				data, err := json.MarshalIndent(w.Env.Controls.Visible(w.Canvas()), "", " ")
				if err != nil {
					fyne.LogError("control map", err)
				}
				got <- data
			})
			select {
			case <-quit:
				return
			case data := <-got: // late where the window is busy, but never lost
				if string(data) == last {
					continue
				}
				last = string(data)
				next := w.cfg.ControlMap + ".new"
				err := os.WriteFile(next, data, 0o600)
				if err == nil {
					err = os.Rename(next, w.cfg.ControlMap)
				}
				if err != nil {
					fyne.LogError("control map", err)
				}
			}
		}
	}()
	return func() { close(quit); <-done }
}
