package views

import (
	"fyne.io/fyne/v2"

	"onair/views/kit"
)

// The stage can be reached by Tab where its tiles have buttons: the arrows go
// from tile to tile, Enter or Tab go on to the buttons of the marked one.

// withTools are the tiles that have buttons.
func (s *stage) withTools() []*videoTile {
	var out []*videoTile
	for _, t := range s.tiles {
		if len(s.tiles) > 1 && len(t.tools.allowed()) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// Disabled implements fyne.Disableable: there is nothing to reach.
func (s *stage) Disabled() bool { return len(s.withTools()) == 0 }

// Enable implements fyne.Disableable and does nothing.
func (s *stage) Enable() {}

// Disable implements fyne.Disableable and does nothing.
func (s *stage) Disable() {}

// FocusGained implements fyne.Focusable.
func (s *stage) FocusGained() { s.focused = true; s.mark(0) }

// FocusLost implements fyne.Focusable.
func (s *stage) FocusLost() {
	s.focused = false
	for _, t := range s.tiles {
		t.mark.Hide()
	}
	s.pointer.later()
}

// mark marks another of the tiles with buttons and shows these.
func (s *stage) mark(step int) {
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
	for _, t := range s.tiles {
		show(t.mark, t == chosen)
		t.tools.set(t == chosen)
	}
}

// TypedRune implements fyne.Focusable.
func (s *stage) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *stage) TypedKey(e *fyne.KeyEvent) {
	if s.w.env.Guard(s, e) {
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
				s.w.win.Canvas().Focus(t.tools.allowed()[0].(*kit.Button))
				return
			}
		}
	default:
		s.w.env.Key(e)
	}
}
