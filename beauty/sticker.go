package beauty

import (
	"time"

	"onair/beauty/motion"
)

// SetMotion shows a motion template from the next frame on (setMotionTmpl); nil
// takes it away. One template may serve several chains.
func (c *Chain) SetMotion(t *motion.Template) {
	c.change(func(s *settings) { s.motion = t })
}

// SetMotionMute keeps the template's sounds off (setMotionMute).
func (c *Chain) SetMotionMute(on bool) {
	c.change(func(s *settings) { s.motionMute = on })
}

// OnMotionSound has f called with what the template's sounds should do, on the
// goroutine of Process: it must return at once and call nothing of the chain's
// Process. nil takes it away.
func (c *Chain) OnMotionSound(f func(motion.SoundEvent)) { c.stickers.onSound.Store(&f) }

// NoteGesture tells the template that a gesture was seen, such as "heart".
func (c *Chain) NoteGesture(name string, at time.Time) { c.stickers.gestures.note(name, at) }
