package beauty

import (
	"onair/beauty/face"
	"onair/beauty/framing"
	"onair/beauty/pixel"
)

// framed has the picture follow the faces, after all that goes by the camera's whole
// picture, and before stickers, which are drawn on what is seen.
type framed struct{ stage *framing.Stage }

func (framed) info() FilterInfo {
	return FilterInfo{
		ID: "framing", LabelKey: "beauty.framing",
		Params: []Param{levelParam("framing", "beauty.framing", slotFraming)},
	}
}

// active stays on until the picture is the whole one again.
func (fr framed) active(s *settings) bool { return s.on(slotFraming) || fr.stage.Busy() }

func (framed) wants(*settings) face.Want { return face.WantFaces }

func (fr framed) apply(w *work, f *pixel.Frame, s *settings) {
	fr.stage.Apply(f, w.at, float64(s.level(slotFraming)), w.faces)
}

// SetFraming has the picture follow the faces in it, enlarged twice at most: how near they
// come, 0 (the whole picture) to 9. It returns the level applied.
func (c *Chain) SetFraming(level float32) float32 { return c.set(slotFraming, level) }
