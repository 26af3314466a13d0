package desk

import (
	"image"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/media"
	"onair/views/kit"
	"onair/views/tile"
)

// Desk is what the window lends to the screens. It belongs to the UI goroutine.
type Desk struct {
	Actions model.Actions
	Can     Can
	Env     *kit.Env    // of the content that is shown
	State   model.State // shown last
	Video   Video
	Post    func(func()) // runs a function on the UI goroutine
	Now     func() time.Time
	// SettingsPage is the title of the page that the settings open at next; "" the first.
	SettingsPage string

	app     fyne.App
	Win     fyne.Window
	full    func(on bool)
	isFull  bool
	dialog  *Card
	closing bool

	pictures map[string]image.Image // of Picture
	drawing  sync.WaitGroup
}

// Video is where the pictures of tiles come from.
type Video struct {
	Board        *tile.Board
	Attach       func(tile string, sink Sink) (detach func()) // see views.Config.AttachVideo
	NewConverter func() tile.Converter                        // may be nil
}

// Sink takes the frames of one tile. Render takes over one reference and
// returns at once; Clear says that no frame follows for now. Both may be
// called from any goroutine. It has the methods of liveroom.View.
type Sink interface {
	Render(f *media.Frame)
	Clear()
}

// Parts are what a desk is made of.
type Parts struct {
	App     fyne.App
	Window  fyne.Window
	Actions model.Actions
	Video   Video
	Post    func(func())
	Now     func() time.Time
	// FullScreen gives the stage the whole display, or takes it back.
	FullScreen func(on bool)
}

// NewDesk makes the desk of a window. Whoever has it sets Env and State.
func NewDesk(p Parts) *Desk {
	return &Desk{
		Actions: p.Actions, Can: abilities(p.Actions), Video: p.Video, Post: p.Post, Now: p.Now,
		app: p.App, Win: p.Window, full: p.FullScreen, pictures: map[string]image.Image{},
	}
}

// Canvas is the window's.
func (w *Desk) Canvas() fyne.Canvas { return w.Win.Canvas() }

// Window is what dialogs of the toolkit belong to.
func (w *Desk) Window() fyne.Window { return w.Win }

// NewWindow makes a further window.
func (w *Desk) NewWindow(title string) fyne.Window { return w.app.NewWindow(title) }

// Copy puts text on the clipboard.
func (w *Desk) Copy(text string) { w.app.Clipboard().SetContent(text) }

// FullScreen tells whether the stage has the whole display.
func (w *Desk) FullScreen() bool { return w.isFull }

// SetFullScreen gives the stage the whole display, or takes it back.
func (w *Desk) SetFullScreen(on bool) {
	if w.isFull != on {
		w.isFull = on
		w.full(on)
	}
}

// Closing tells whether Close was called: Fyne's loop has ended then.
func (w *Desk) Closing() bool { return w.closing }

// Close says that the window goes.
func (w *Desk) Close() { w.closing = true }

// Wait returns when nothing is drawn in the background any more.
func (w *Desk) Wait() { w.drawing.Wait() }

// Picture gives the picture of a name to set, now or when draw has drawn it in
// the background, once for all; never, if that is nil.
func (w *Desk) Picture(name string, draw func() image.Image, set func(image.Image)) {
	if img, ok := w.pictures[name]; ok {
		set(img)
		return
	}
	w.drawing.Go(func() {
		img := draw()
		if img == nil {
			return
		}
		w.Post(func() {
			w.pictures[name] = img
			set(img)
		})
	})
}

// Every calls do on the UI goroutine at a pace until stop is called.
func (w *Desk) Every(pace time.Duration, do func()) (stop func()) {
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
				w.Post(func() {
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
