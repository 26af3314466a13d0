package live

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestFoldingIsRemembered where it was done by hand.
func TestFoldingIsRemembered(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Memory.Folded = true }))
	s := h.Screen().(*watching)
	if !s.folded {
		t.Fatal("the panel is not folded as it was")
	}
	h.Press("L")
	h.Want("RememberFolded[false]")
	s.fold(true) // not by hand
	h.Want()
}
