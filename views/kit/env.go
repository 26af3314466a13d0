package kit

import (
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Env is what the widgets of one window share.
type Env struct {
	Tips *Tips
	// OnKey gets the keys that a focused widget has no use for, so hot keys
	// work wherever the focus is.
	OnKey func(*fyne.KeyEvent)
	// OnShortcut gets the shortcuts that a text field has no use for.
	OnShortcut func(fyne.Shortcut)
	// OnStrayed takes the focus from a widget that has it and cannot be seen, and
	// reports whether it did; nil: there is no window.
	OnStrayed func(fyne.CanvasObject) bool
	// Controls, if not nil, keeps where the controls are.
	Controls *Controls

	spinners map[*Spinner]bool // those started
	scrolls  []weak.Pointer[container.Scroll]
}

// Key passes a key on to the window.
func (e *Env) Key(k *fyne.KeyEvent) {
	if e.OnKey != nil {
		e.OnKey(k)
	}
}

// Shortcut passes a shortcut on to the window.
func (e *Env) Shortcut(s fyne.Shortcut) {
	if e.OnShortcut != nil {
		e.OnShortcut(s)
	}
}
