package shell

import (
	"fyne.io/fyne/v2"
)

// What the tests of the whole window look at.

func (w *Window) Start()                      { w.start() }
func (w *Window) Quit()                       { w.quit() }
func (w *Window) Raised() int                 { return w.raised }
func (w *Window) Hidden() bool                { return w.hidden }
func (w *Window) Toasts() []fyne.CanvasObject { return w.toasts.layer.Objects }
