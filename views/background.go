package views

import (
	"image"
	"sync/atomic"
	"time"
)

// thumb gives the picture of a colour filter to set, now or when it is drawn;
// never, if there is none.
func (w *window) thumb(filter string, set func(image.Image)) {
	if img, ok := w.thumbs[filter]; ok {
		set(img)
		return
	}
	w.drawing.Go(func() {
		img := filterThumb(filter)
		if img == nil {
			return
		}
		w.cfg.Post(func() {
			w.thumbs[filter] = img
			set(img)
		})
	})
}

// every calls do on the UI goroutine at a pace until stop is called.
func (w *window) every(pace time.Duration, do func()) (stop func()) {
	done := make(chan struct{})
	var stopped atomic.Bool
	go func() {
		ticker := time.NewTicker(pace)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				w.cfg.Post(func() {
					if !stopped.Load() {
						do()
					}
				})
			}
		}
	}()
	return func() {
		if !stopped.Swap(true) {
			close(done)
		}
	}
}
