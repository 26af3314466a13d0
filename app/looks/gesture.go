package looks

import (
	"slices"

	"onair/app/model"
)

// BindGesture says what a gesture does.
func (c *Looks) BindGesture(id string, action model.GestureAction) {
	c.desk.Store.Update(func(s *model.State) {
		s.Beauty.Gestures = slices.Clone(s.Beauty.Gestures)
		for i := range s.Beauty.Gestures {
			if s.Beauty.Gestures[i].ID == id {
				s.Beauty.Gestures[i].Action = action
			}
		}
	})
	c.applyGestures(c.desk.Store.State().Beauty)
	c.desk.Do(func() {
		if c.desk.Settings.Looks.Gestures == nil {
			c.desk.Settings.Looks.Gestures = map[string]string{}
		}
		c.desk.Settings.Looks.Gestures[id] = string(action)
		c.desk.Save()
	})
}

// applyGestures looks for gestures while one of them does something. Those that
// only work the sticker are looked for by the sticker itself.
func (c *Looks) applyGestures(b model.Beauty) {
	c.filters.EnableGestures(slices.ContainsFunc(b.Gestures, func(g model.GestureBinding) bool {
		return g.Action != model.GestureNothing && g.Action != model.GestureSticker
	}))
}
