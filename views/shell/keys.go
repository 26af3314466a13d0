package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/views/desk"
	"onair/views/kit"
)

// bindKeys connects the window's hot keys. Which key does what is decided by
// the screen; see hotKeys for the list that Settings shows.
func (w *Window) bindKeys() {
	c := w.Canvas()
	c.SetOnTypedKey(w.typedKey)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyComma, fyne.KeyQ} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, w.typedShortcut)
	}
}

// typedKey handles a key that no widget wanted.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	w.TidyFocus(nil)
	_, typing := w.Canvas().Focused().(*kit.Entry)
	switch {
	case e.Name == fyne.KeyF1:
		w.showKeys()
	case w.Dialog() != nil && !w.Dialog().Covered():
		w.Dialog().Key(e.Name)
	case w.Dialog() == nil && typing && e.Name == fyne.KeyEscape:
		w.DropFocus() // the first Esc leaves the field, not the screen
	case w.Overlaid():
		w.overlayKey(e.Name)
	case w.settings != nil:
		w.settings.Key(e.Name)
	case w.screen != nil:
		if !w.screen.Key(e.Name) && e.Name == fyne.KeyEscape && w.FullScreen() {
			w.SetFullScreen(false)
		}
	}
}

// overlayKey handles a key while a menu or a chooser lies over the screen.
func (w *Window) overlayKey(name fyne.KeyName) {
	switch c := w.Canvas(); name {
	case fyne.KeyEscape:
		c.Overlays().Remove(c.Overlays().Top())
	case fyne.KeyUp:
		c.FocusPrevious()
	case fyne.KeyDown:
		c.FocusNext()
	}
}

func (w *Window) typedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return
	}
	switch c.KeyName {
	case fyne.KeyComma:
		if w.State.Settings.Open {
			w.Actions.CloseSettings()
		} else {
			w.Actions.OpenSettings()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if w.settings == nil && w.Dialog() == nil && !w.Overlaid() {
			w.screen.Key(desk.KeyGoLive)
		}
	case fyne.KeyQ:
		w.quit()
	}
}
