package live

import (
	"fyne.io/fyne/v2"

	"onair/views/desk"
)

// DropPlace implements dropping while on air.
func (s *onAir) DropPlace(pos fyne.Position) desk.DropPlace {
	if s.state.OnAir.Summary != nil {
		return desk.DropElsewhere
	}
	if !s.folded && desk.Within(s.panel.Page, pos) {
		return s.pagePlace()
	}
	if desk.Within(s.stage, pos) && (s.folded || !desk.Within(s.panel.Box, pos)) {
		return desk.DropPicture
	}
	return desk.DropElsewhere
}

// DropPlace implements dropping while watching: a guest has beauty and sound.
func (s *watching) DropPlace(pos fyne.Position) desk.DropPlace {
	if !s.folded && desk.Within(s.panel.Page, pos) {
		return s.pagePlace()
	}
	return desk.DropElsewhere
}

// pagePlace is the place that the open page of the panel is.
func (t *together) pagePlace() desk.DropPlace {
	switch {
	case t.panel.Current == t.pageBeauty:
		return t.beauty.DropPlace()
	case t.sound != nil && t.panel.Current == t.pageSound:
		return t.sound.DropPlace()
	}
	return desk.DropElsewhere
}
