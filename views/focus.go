package views

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
)

// Fyne leaves the focus with a widget that was hidden or taken out of the
// window, and goes on giving it the keys. The window takes it away: what is not
// to be seen gets no key.

func (w *window) dropFocus() { w.win.Canvas().Focus(nil) }

// strayed reports whether a widget has the focus though it is not to be seen, and
// takes it away then.
func (w *window) strayed(o fyne.CanvasObject) bool {
	if has, ok := w.win.Canvas().Focused().(fyne.CanvasObject); !ok || has != o || kit.Shown(o) {
		return false
	}
	w.dropFocus()
	return true
}

// tidyFocus takes the focus from what cannot be seen any more and gives it to
// another widget, if that can be seen.
func (w *window) tidyFocus(to fyne.Focusable) {
	if w.closing {
		return
	}
	has, ok := w.win.Canvas().Focused().(fyne.CanvasObject)
	if !ok || kit.Shown(has) || fyne.CurrentApp().Driver().CanvasForObject(has) == nil { // not drawn yet
		return
	}
	w.giveFocus(to)
}

// giveFocus gives a widget the focus, if it can be seen, and else nothing.
func (w *window) giveFocus(to fyne.Focusable) {
	if o, ok := to.(fyne.CanvasObject); !ok || !kit.Shown(o) {
		to = nil
	}
	w.win.Canvas().Focus(to)
}

// closeMenus takes away menus and choosers that belong to what is left. A
// dialog stays: it has to be answered.
func (w *window) closeMenus() {
	if w.dialog == nil {
		w.closeOverlays()
	} else if list := w.win.Canvas().Overlays().List(); len(list) > w.dialog.level {
		w.win.Canvas().Overlays().Remove(list[w.dialog.level])
	}
}

func (w *window) closeOverlays() {
	if list := w.win.Canvas().Overlays().List(); len(list) > 0 {
		w.win.Canvas().Overlays().Remove(list[0])
	}
}
