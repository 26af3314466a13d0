package looks

import "onair/app/model"

// BindGesture says what a gesture does.
func (c *Looks) BindGesture(id string, action model.GestureAction) { c.post(Bind{id, action}) }

// keepBinding remembers it; on the command goroutine.
func (c *Looks) keepBinding(e KeepBinding) {
	if c.desk.Settings.Looks.Gestures == nil {
		c.desk.Settings.Looks.Gestures = map[string]string{}
	}
	c.desk.Settings.Looks.Gestures[e.ID] = string(e.Action)
	c.desk.Save()
}
