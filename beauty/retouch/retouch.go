// Package retouch works on small regions of faces: eyes, teeth, wrinkles, pouches
// under the eyes, smile lines.
package retouch

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Skin tells what of a frame is skin: for each cell 0 (none) to 256 (skin).
type Skin interface {
	Weights(f *pixel.Frame) []int16
}

// Retoucher works on small regions of each face: eyes, teeth and lines.
type Retoucher struct {
	k     kernels
	cells *pixel.Cells
	skin  Skin

	r    outline.Rasters
	mask outline.Coverage
	line []outline.Point
	fine []outline.Point
	even evening
	spot *blemishes // nil until they are asked for

	at     time.Time     // of the frame
	levels Levels        // of the face in the works
	seen   *visible.Face // what of it is
}

// New goes by the cells and the skin of the frame in the works.
func New(c *pixel.Cells, s Skin) *Retoucher {
	return &Retoucher{k: defaultKernels(), cells: c, skin: s}
}

// What retouch does, in the order of the panel.
const (
	eyeLighten = iota
	toothWhiten
	wrinkleRemove
	pouchRemove
	smileLinesRemove
	blemishRemove
	Count
)

// IDs names them.
var IDs = [Count]string{"eyeLighten", "toothWhiten", "wrinkleRemove", "pouchRemove", "smileLinesRemove", "blemishRemove"}

// Levels is a set of levels, each 0 to 1.
type Levels [Count]float32

// Faces narrower than retouchLeast pixels show nothing to retouch; up to
// retouchFull it comes in.
const (
	retouchLeast = 40
	retouchFull  = 70
)

// Apply works on the faces of the frame, which was taken at a time. Frames of the time
// zero follow each other by nothing: what goes by time is there at once. What hides a face
// is left alone; of faces that seen, which may be nil, does not know nothing is hidden.
func (t *Retoucher) Apply(f *pixel.Frame, at time.Time, faces []face.Face, seen *visible.Faces, levels *Levels) {
	t.at = at
	t.r.Begin(f.Y.W, f.Y.H)
	for i := range faces {
		one := &faces[i]
		size := outline.Distance(one.Points[10], one.Points[152])
		fade := outline.Level(one) * pixel.Ease(retouchLeast, retouchFull, size)
		// Written so that what is not a number is left out.
		if !(fade > 0 && size < 4*float32(f.Y.H)) {
			continue
		}
		t.seen = seen.Of(one.ID)
		for k := range t.levels {
			t.levels[k] = levels[k] * fade
		}
		t.face(f, one)
	}
}

func (t *Retoucher) face(f *pixel.Frame, one *face.Face) {
	m := outline.Measure(one)
	side := outline.Facing(one)
	turned := outline.Fading(one) / max(outline.Level(one), 1e-6) // what both halves have a part in
	t.cells.Stats(f)
	lit := skinLuma(t.cells, &m)
	if k := t.levels[blemishRemove] * turned * t.seen.Level(); k > 0 {
		if t.spot == nil {
			t.spot = &blemishes{list: make([]int, 0, 2*spotNodes)}
		}
		t.spot.run(t, f, &m, k)
	}
	for i := range 2 {
		cheek := side[i] * t.seen.Part(visible.RightCheek+visible.Part(i))
		if k := t.levels[pouchRemove] * cheek; k > 0 && t.pouch(&m, i) {
			t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.085 * m.High, fine: 0.004 * m.High, skin: lit, deep: true, lift: 0.55})
			t.circles(f, &m, i, k)
		}
		if k := t.levels[smileLinesRemove] * cheek; k > 0 && t.smileLine(&m, i) {
			t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.09 * m.High, fine: 0.004 * m.High, skin: lit, deep: true})
		}
	}
	if k := t.levels[wrinkleRemove]; k > 0 {
		if k := k * turned * t.seen.Part(visible.Forehead); k > 0 && t.forehead(&m) {
			t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.High, fine: 0.004 * m.High, skin: lit})
		}
		for i := range 2 {
			if k := k * side[i] * t.seen.Level(); k > 0 && t.crowsFeet(&m, i) {
				t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.High, fine: 0.004 * m.High, skin: lit})
			}
		}
	}
	if k := t.levels[eyeLighten]; k > 0 {
		for i := range 2 {
			t.lightenEye(f, &m, i, k*side[i]*t.seen.Part(visible.RightEye+visible.Part(i)), lit)
		}
	}
	if k := t.levels[toothWhiten] * turned * t.seen.Part(visible.Lips); k > 0 {
		t.whitenTeeth(f, &m, k)
	}
}
