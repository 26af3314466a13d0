package desk

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
)

// KeyGoLive is the name that screens get for Ctrl+Enter.
const KeyGoLive fyne.KeyName = "go-live"

// Fyne leaves the focus with a widget that was hidden or taken out of the
// window, and goes on giving it the keys. The window takes it away: what is not
// to be seen gets no key.

// DropFocus takes the focus from whatever has it.
func (w *Desk) DropFocus() { w.Canvas().Focus(nil) }

// Strayed reports whether a widget has the focus though it is not to be seen, and
// takes it away then.
func (w *Desk) Strayed(o fyne.CanvasObject) bool {
	if has, ok := w.Canvas().Focused().(fyne.CanvasObject); !ok || has != o || kit.Shown(o) {
		return false
	}
	w.DropFocus()
	return true
}

// TidyFocus takes the focus from what cannot be seen any more and gives it to
// another widget, if that can be seen.
func (w *Desk) TidyFocus(to fyne.Focusable) {
	if w.closing {
		return
	}
	has, ok := w.Canvas().Focused().(fyne.CanvasObject)
	if !ok || kit.Shown(has) || fyne.CurrentApp().Driver().CanvasForObject(has) == nil { // not drawn yet
		return
	}
	w.GiveFocus(to)
}

// GiveFocus gives a widget the focus, if it can be seen, and else nothing.
func (w *Desk) GiveFocus(to fyne.Focusable) {
	if o, ok := to.(fyne.CanvasObject); !ok || !kit.Shown(o) {
		to = nil
	}
	w.Canvas().Focus(to)
}

// CloseMenus takes away menus and choosers that belong to what is left. A
// dialog stays: it has to be answered.
func (w *Desk) CloseMenus() {
	if w.dialog == nil {
		w.CloseOverlays()
	} else if list := w.Canvas().Overlays().List(); len(list) > w.dialog.level {
		w.Canvas().Overlays().Remove(list[w.dialog.level])
	}
}

// CloseOverlays takes away all that lies over the content.
func (w *Desk) CloseOverlays() {
	if list := w.Canvas().Overlays().List(); len(list) > 0 {
		w.Canvas().Overlays().Remove(list[0])
	}
}

// Overlaid reports whether a file chooser, a colour picker or a menu lies over
// the screen, whose keys then do nothing.
func (w *Desk) Overlaid() bool { return w.Canvas().Overlays().Top() != nil }
