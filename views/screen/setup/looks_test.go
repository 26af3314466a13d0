package setup

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/beauty"
)

// TestLooksAreWorn taps a complete look; those of one's own can be renamed, exported and
// deleted, and only those.
func TestLooksAreWorn(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Beauty.Looks = []model.Choice{{}, {ID: "daily"}, {ID: "own:Friday", Name: "Friday"}}
	}))
	h.Screen().(*setup).panel.Choose(2)
	p := h.Screen().(*setup).beauty
	p.Choose(model.TabLooks)
	var grid *beauty.LookGrid
	for _, part := range p.Parts {
		if g, ok := part.(*beauty.LookGrid); ok {
			grid = g
		}
	}
	if grid == nil {
		t.Fatal("there are no looks")
	}
	h.Tap(grid.Items[1])
	h.Want("WearLook[daily]")
	h.Set(func(s *model.State) { s.Beauty.Look = "daily" })
	if !grid.Items[1].On || grid.Own.Visible() {
		t.Error("a look that came with the program is not marked, or can be renamed")
	}
	h.Set(func(s *model.State) { s.Beauty.Look = "own:Friday" })
	if !grid.Own.Visible() {
		t.Error("a look of one's own cannot be renamed")
	}
	h.Tap(grid.Save)
	name := h.Canvas().Focused().(*kit.Entry)
	if name.Text != "Friday" {
		t.Errorf("the name begins as %q", name.Text)
	}
	name.SetText("Sunday")
	name.OnSubmitted("")
	h.Want("SaveLook[Sunday]")
	h.Set(func(s *model.State) { s.Beauty.Looks[2] = model.Choice{ID: "own:Sunday", Name: "Sunday"} })
}
