package shell

import (
	"onair/app/model"
	"onair/views/kit"
)

// liveMark stands before the window's name while the user is live. It is the same
// in every language, so that taskbars and scripts know it.
const liveMark = "LIVE - "

// titleOf is the window's title.
func titleOf(name string, s model.State) string {
	if s.Screen == model.ScreenOnAir && !s.OnAir.Since.IsZero() && s.OnAir.Summary == nil {
		return liveMark + name
	}
	return name
}

// setTitle shows in the window's title whether the user is live.
func (w *Window) setTitle(s model.State) {
	if title := titleOf(w.cfg.Title, s); title != w.win.Title() {
		w.win.SetTitle(title)
	}
}

// showKeys opens the list of hot keys.
func (w *Window) showKeys() {
	if w.Dialog() != nil || w.Overlaid() {
		return
	}
	w.OpenSettings(kit.T("settings.keys"))
	if w.settings != nil {
		w.settings.Update(w.State)
	}
}
