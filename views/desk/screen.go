package desk

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
)

// Screen is what the window shows on a desk: built once when it is entered, updated
// with each new state, closed when it is left. All is called on the UI goroutine.
type Screen interface {
	Object() fyne.CanvasObject
	Update(s model.State)
	// Key handles a hot key and reports whether it did.
	Key(k fyne.KeyName) bool
	// FullScreen tells whether the stage has the whole display.
	FullScreen(on bool)
	Close()
}

// DropTarget is a screen on which files can be dropped.
type DropTarget interface {
	// DropPlace is what stands at a position of the window.
	DropPlace(at fyne.Position) DropPlace
}

// OpenSettings opens the settings at the page with a title, or turns to it.
func (w *Desk) OpenSettings(page string) {
	w.SettingsPage = page
	if !w.State.Settings.Open {
		w.Actions.OpenSettings()
	}
}
