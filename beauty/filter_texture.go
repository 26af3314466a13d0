package beauty

import (
	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/sticker"
)

// draping lays a makeup picture of the user's own on every face.
type draping struct{}

func (draping) info() FilterInfo { return FilterInfo{ID: "texture", LabelKey: "beauty.group.texture"} }

func (draping) active(s *settings) bool { return s.texture != nil }

func (draping) wants(*settings) face.Want { return onFaces }

func (draping) apply(w *work, f *pixel.Frame, s *settings) {
	var lights [outline.MaxFaces]sticker.Light
	for i := range lights {
		cb, cr, skin := w.makeup.Lamp(i)
		lights[i] = sticker.Light{Cb: cb, Cr: cr, Skin: skin}
	}
	w.drape.Apply(f, s.texture, w.shown, w.seen, &lights)
}

// SetTexture lays a picture (see motion.ReadTexture) on every face from the next frame on, over other
// makeup and as far as the face is seen; nil takes it away.
func (c *Chain) SetTexture(p *motion.Picture) { c.change(func(s *settings) { s.texture = p }) }
