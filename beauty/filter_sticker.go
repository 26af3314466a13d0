package beauty

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/framing"
	"onair/beauty/motion"
	"onair/beauty/pixel"
	"onair/beauty/sticker"
)

// stickering draws the motion template, on faces where framing has put them.
type stickering struct {
	stickers *sticker.Stickers // one's own
	guest    *sticker.Stickers
	guests   sticker.Guests
	frame    *framing.Stage
	hands    []face.Hand
}

func (*stickering) info() FilterInfo {
	return FilterInfo{ID: "stickers", LabelKey: "beauty.group.stickers"}
}

// active stays on for one frame after the template is gone: its sounds must end.
func (st *stickering) active(s *settings) bool {
	return s.motion != nil || st.stickers.Busy() || st.guest.Busy() || st.guests.Now() != nil
}

func (st *stickering) wants(s *settings) face.Want {
	return wantsOf(s.motion) | wantsOf(st.guests.Now())
}

func wantsOf(t *motion.Template) (want face.Want) {
	if t != nil {
		if t.NeedsFace() {
			want |= face.WantFaces
		}
		if t.NeedsTouch() {
			want |= onFaces
		}
		if t.NeedsGesture() {
			want |= face.WantHands
		}
	}
	return want
}

// apply draws one's own template and the guest over it, which has the face for itself.
func (st *stickering) apply(w *work, f *pixel.Frame, s *settings) {
	guest, seen := st.guests.Next(w.at)
	var shaped []face.Face
	if s.motion != nil || guest != nil {
		shaped = st.frame.Moved(w.shape.Shaped(w.faces))
	}
	over := sticker.Over{Seen: w.seen, Hands: st.moved(w)}
	own := float32(1)
	if guest != nil && guest.NeedsFace() && s.motion != nil && s.motion.NeedsFace() {
		own -= seen
	}
	st.stickers.Apply(f, w.at, s.motion, s.motionMute, own, w.faces, shaped, over)
	if guest != nil || st.guest.Busy() {
		st.guest.Apply(f, w.at, guest, s.motionMute, seen, w.faces, shaped, over)
	}
}

// moved are hands where they are in the frame now.
func (st *stickering) moved(w *work) []face.Hand {
	st.hands = append(st.hands[:0], w.hands...)
	for i := range st.hands {
		for k, p := range st.hands[i].Points {
			st.hands[i].Points[k] = st.frame.Forward(w.shape.Forward(p))
		}
	}
	return st.hands
}

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
func (c *Chain) OnMotionSound(f func(motion.SoundEvent)) {
	c.stickers.stickers.OnSound(f)
	c.stickers.guest.OnSound(f)
}

// ShowMotion wears a template for a time, up to sticker.MaxGuest, over one's own, which makes
// room on faces meanwhile and comes back. It comes and goes softly, after those shown before;
// one of the same name as the last of them has that one stay for longer. Names are the
// caller's. False: sticker.MaxGuests wait already. at is now.
func (c *Chain) ShowMotion(t *motion.Template, name string, stay time.Duration, at time.Time) bool {
	return c.stickers.guests.Add(t, name, stay, at)
}

// EndShows takes off what ShowMotion put on, and what waits.
func (c *Chain) EndShows() { c.stickers.guests.Clear() }

// NoteGesture tells the template that a gesture was seen, such as "heart".
func (c *Chain) NoteGesture(name string, at time.Time) {
	c.stickers.stickers.NoteGesture(name, at)
	c.stickers.guest.NoteGesture(name, at)
}
