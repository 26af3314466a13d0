package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/views/kit"
)

// bindKeys connects the window's hot keys. Which key does what is decided by
// the screen; see hotKeys for the list that Settings shows.
func (w *window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.typedKey)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyComma, fyne.KeyQ} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, w.typedShortcut)
	}
}

// typedKey handles a key that no widget wanted.
func (w *window) typedKey(e *fyne.KeyEvent) {
	w.tidyFocus(nil)
	_, typing := w.win.Canvas().Focused().(*kit.Entry)
	switch {
	case e.Name == fyne.KeyF1:
		w.showKeys()
	case w.dialog != nil && !w.dialog.covered():
		w.dialog.key(e.Name)
	case w.dialog == nil && typing && e.Name == fyne.KeyEscape:
		w.dropFocus() // the first Esc leaves the field, not the screen
	case w.overlaid():
		if overlays := w.win.Canvas().Overlays(); e.Name == fyne.KeyEscape {
			overlays.Remove(overlays.Top())
		}
	case w.settings != nil:
		w.settings.key(e.Name)
	case w.screen != nil:
		if !w.screen.key(e.Name) && e.Name == fyne.KeyEscape && w.full {
			w.setFullScreen(false)
		}
	}
}

// overlaid reports whether a file chooser, a colour picker or a menu lies over
// the screen, whose keys then do nothing.
func (w *window) overlaid() bool { return w.win.Canvas().Overlays().Top() != nil }

// keyGoLive is the name that screens get for Ctrl+Enter.
const keyGoLive fyne.KeyName = "go-live"

func (w *window) typedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return
	}
	switch c.KeyName {
	case fyne.KeyComma:
		if w.state.Settings.Open {
			w.cfg.Actions.CloseSettings()
		} else {
			w.cfg.Actions.OpenSettings()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if w.settings == nil && w.dialog == nil && !w.overlaid() {
			w.screen.key(keyGoLive)
		}
	case fyne.KeyQ:
		w.quit()
	}
}

// hotKey is one line of the list in Settings.
type hotKey struct {
	key  string // as on the keyboard
	what string // key of the text
}

func hotKeys() []hotKey {
	return []hotKey{
		{"M", "key.mic"}, {"V", "key.camera"}, {"B", "key.beauty"}, {"S", "key.stats"}, {"L", "key.panel"},
		{"Enter", "key.chat"}, {"J", "key.join"}, {"K", "key.pk"}, {"Y N", "key.answer"}, {"O", "key.layout"},
		{"H", "key.like"}, {"G", "key.gifts"}, {"D", "key.danmaku"},
		{"A", "key.sound"}, {"1–9", "key.pads"}, {"Space . X ← →", "key.music"}, {"[ ] - = ; '", "key.musicLevels"}, {"T U", "key.musicModes"},
		{"R C E Z", "key.voice"}, {"PgUp PgDn F7 F8", "key.voiceLevels"},
		{"Ctrl+Enter", "key.live"}, {"F11", "key.full"}, {"Esc", "key.escape"}, {"P", "key.pip"}, {"PgUp PgDn", "key.switchLive"},
		{"↑ ↓", "key.volume"}, {"F5", "key.refresh"}, {"F1", "key.keys"}, {"Ctrl+,", "key.settings"}, {"Ctrl+Q", "key.quit"},
	}
}

func newKeysPage(*window) settingsPage {
	var rows []fyne.CanvasObject
	for _, k := range hotKeys() {
		cap := kit.Sheet(kit.ColorRaised, 6, kit.Pad(3, 10, kit.NewLine(k.key, kit.TextStyle{Size: kit.SizeCaption, Bold: true})))
		rows = append(rows, kit.Frame(nil, nil, nil, cap, kit.NewCutLine(kit.T(k.what), kit.Body)))
	}
	return settingsPage{name: kit.T("settings.keys"), icon: "keyboard", object: group(kit.T("settings.keys"), rows...)}
}
