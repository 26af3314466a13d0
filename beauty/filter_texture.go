package beauty

import (
	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/pixel"
)

// draping lays a makeup picture of the user's own on every face.
type draping struct{}

func (draping) info() FilterInfo { return FilterInfo{ID: "texture", LabelKey: "beauty.group.texture"} }

func (draping) active(s *settings) bool { return s.texture != nil }

func (draping) wants(*settings) face.Want { return onFaces }

func (draping) apply(w *work, f *pixel.Frame, s *settings) {
	w.drape.Apply(f, s.texture, w.shown, w.seen)
}

// SetTexture lays a picture (see motion.ReadTexture) on every face from the next frame on, over other
// makeup and as far as the face is seen; nil takes it away.
func (c *Chain) SetTexture(p *motion.Picture) { c.change(func(s *settings) { s.texture = p }) }
