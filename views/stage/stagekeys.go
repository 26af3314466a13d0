package stage

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
)

// The stage can be reached by Tab where its tiles have buttons: the arrows go
// from tile to tile, Enter or Tab go on to the buttons of the marked one.

// withTools are the tiles that have buttons.
func (s *Stage) withTools() []*Tile {
	var out []*Tile
	for _, t := range s.Tiles {
		if len(s.Tiles) > 1 && len(t.Tools.Allowed()) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// Disabled implements fyne.Disableable: there is nothing to reach.
func (s *Stage) Disabled() bool { return len(s.withTools()) == 0 }

// Enable implements fyne.Disableable and does nothing.
func (s *Stage) Enable() {}

// Disable implements fyne.Disableable and does nothing.
func (s *Stage) Disable() {}

// FocusGained implements fyne.Focusable.
func (s *Stage) FocusGained() { s.focused = true; s.mark(0) }

// FocusLost implements fyne.Focusable.
func (s *Stage) FocusLost() {
	s.focused = false
	for _, t := range s.Tiles {
		t.mark.Hide()
	}
	s.Pointer.later()
}

// mark marks another of the tiles with buttons and shows these.
func (s *Stage) mark(step int) {
	all := s.withTools()
	if len(all) == 0 {
		return
	}
	at := 0
	for i, t := range all {
		if t.mark.Visible() {
			at = i
		}
	}
	chosen := all[(at+step+len(all))%len(all)]
	for _, t := range s.Tiles {
		kit.Show(t.mark, t == chosen)
		t.Tools.Set(t == chosen)
	}
}

// TypedRune implements fyne.Focusable.
func (s *Stage) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Stage) TypedKey(e *fyne.KeyEvent) {
	if s.w.Env.Guard(s, e) {
		return
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.mark(-1)
	case fyne.KeyRight, fyne.KeyDown:
		s.mark(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		for _, t := range s.withTools() {
			if t.mark.Visible() {
				s.w.Canvas().Focus(t.Tools.Allowed()[0].(*kit.Button))
				return
			}
		}
	default:
		s.w.Env.Key(e)
	}
}
