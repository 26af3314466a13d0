package beauty

import (
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/denoise"
	"onair/beauty/face"
	"onair/beauty/light"
	"onair/beauty/makeup"
	"onair/beauty/pixel"
	"onair/beauty/retouch"
	"onair/beauty/shape"
	"onair/beauty/skin"
	"onair/beauty/sticker"
	"onair/beauty/visible"
)

// work is what a chain's filters work with, and what is known about the frame in
// the works.
type work struct {
	cells     pixel.Cells
	denoise   *denoise.Stage
	light     light.Stage
	skin      *skin.Skin
	shape     *shape.Shaper
	retouch   *retouch.Retoucher
	makeup    *makeup.Painter
	drape     *sticker.Drape
	back      *backdrop.Stage
	grading   gradeRows
	gradePart pixel.Part
	seen      *visible.Faces
	halves    *pixel.Halves // nil: one processor
	masks     masks

	at time.Time // when the frame was taken

	faces      []face.Face // in the camera's picture, largest first, 6 at most; those of the one before to early filters
	shown      []face.Face // the same, and those that have just gone: what fades by what is seen of it
	hands      []face.Hand
	person     face.Mask
	looking    bool // somebody looks for faces and people
	personSeen bool // person holds a mask for what goes behind
	bodySeen   bool // person holds one, perhaps of some pictures ago
	touches    bool // it matters what is before faces
}

func newWork(halves *pixel.Halves) *work {
	w := &work{halves: halves}
	w.gradePart = w.grading.part
	w.denoise = denoise.New()
	w.skin = skin.New(&w.cells, halves)
	w.shape = shape.New(halves)
	w.retouch = retouch.New(&w.cells, w.skin)
	w.makeup = makeup.New()
	w.drape = sticker.NewDrape()
	w.back = backdrop.New(&w.cells, halves)
	w.seen = visible.New()
	return w
}

// begin prepares for f and forgets the frame before it.
func (w *work) begin(f *pixel.Frame) {
	w.cells.Begin(f)
	var body *face.Mask
	if w.bodySeen {
		body = &w.person
	}
	w.skin.Begin(w.faces, body)
	w.shown = w.faces
	if w.touches {
		w.shown = w.seen.Look(f, w.at, w.faces, w.hands, body)
	} else {
		w.seen.Forget()
	}
	w.makeup.Light(f, w.shown, w.seen)
	w.shape.Begin(f.Y.W, f.Y.H)
}

// repainted forgets what was found out about the frame's pixels.
func (w *work) repainted() {
	w.cells.Repainted()
	w.skin.Repainted()
}
