package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestTabReachesOnlyWhatIsSeen(t *testing.T) {
	check := func(t *testing.T, h *viewtest.Harness) {
		c := h.Canvas()
		c.Focus(nil)
		reached := map[fyne.Focusable]bool{}
		for {
			c.FocusNext()
			f := c.Focused()
			if f == nil || reached[f] {
				break
			}
			reached[f] = true
			part, whole, found := viewtest.Seen(h.Root(), f.(fyne.CanvasObject))
			switch {
			case !found:
				t.Errorf("%s has the focus and is not shown", viewtest.Describe(f))
			case part.Width < whole.Width-1 || part.Height < min(whole.Height-1, 200):
				t.Errorf("%s has the focus, of %v only %v can be seen", viewtest.Describe(f), whole, part)
			}
		}
		if len(reached) == 0 {
			t.Error("Tab reaches nothing")
		}
		viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
			if f, ok := o.(fyne.Focusable); ok && !reached[f] {
				if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
					t.Errorf("Tab does not reach %s", viewtest.Describe(o))
				}
			}
		})
	}
	viewtest.EveryScene(t, check)
	viewtest.EachScreen(t, check)
}

// TestSettingsGiveTheFocusBack: what is behind the settings gets no key while
// they are open, and nothing of theirs once they are closed.
func TestSettingsGiveTheFocusBack(t *testing.T) {
	viewtest.EachScreen(t, func(t *testing.T, h *viewtest.Harness) {
		c := h.Canvas()
		c.FocusNext()
		first := c.Focused()
		h.Set(func(s *model.State) { s.Settings.Open = true })
		if c.Focused() != nil {
			t.Errorf("%s has the focus behind the settings", viewtest.Describe(c.Focused()))
		}
		seenSelect := false
		for range 12 { // any of the first controls
			c.FocusNext()
			if _, ok := c.Focused().(*kit.Select); ok {
				seenSelect = true
				break
			}
		}
		if !seenSelect {
			t.Fatal("no chooser in the settings")
		}
		h.Set(func(s *model.State) { s.Settings.Open = false })
		if c.Focused() != first {
			t.Errorf("the focus is with %s, it was with %s", viewtest.Describe(c.Focused()), viewtest.Describe(first))
		}
	})
}
