// Package retouch works on small regions of faces: eyes, teeth, wrinkles, pouches
// under the eyes, smile lines.
package retouch

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
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

	at     time.Time // of the frame
	levels Levels    // of the face in the works
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
// zero follow each other by nothing: what goes by time is there at once.
func (t *Retoucher) Apply(f *pixel.Frame, at time.Time, faces []face.Face, levels *Levels) {
	t.at = at
	t.r.Begin(f.Y.W, f.Y.H)
	for i := range faces {
		one := &faces[i]
		size := outline.Distance(one.Points[10], one.Points[152])
		fade := outline.Fading(one) * pixel.Ease(retouchLeast, retouchFull, size)
		// Written so that what is not a number is left out.
		if !(fade > 0 && size < 4*float32(f.Y.H)) {
			continue
		}
		for k := range t.levels {
			t.levels[k] = levels[k] * fade
		}
		t.face(f, one)
	}
}

func (t *Retoucher) face(f *pixel.Frame, one *face.Face) {
	m := outline.Measure(one)
	t.cells.Stats(f)
	lit := skinLuma(t.cells, &m)
	if k := t.levels[blemishRemove]; k > 0 {
		if t.spot == nil {
			t.spot = &blemishes{list: make([]int, 0, 2*spotNodes)}
		}
		t.spot.run(t, f, &m, k)
	}
	if k := t.levels[pouchRemove]; k > 0 {
		for side := range 2 {
			if t.pouch(&m, side) {
				t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.085 * m.High, fine: 0.004 * m.High, skin: lit, deep: true, lift: 0.55})
				t.circles(f, &m, side, k)
			}
		}
	}
	if k := t.levels[smileLinesRemove]; k > 0 {
		for side := range 2 {
			if t.smileLine(&m, side) {
				t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.09 * m.High, fine: 0.004 * m.High, skin: lit, deep: true})
			}
		}
	}
	if k := t.levels[wrinkleRemove]; k > 0 {
		if t.forehead(&m) {
			t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.High, fine: 0.004 * m.High, skin: lit})
		}
		for side := range 2 {
			if t.crowsFeet(&m, side) {
				t.even.run(t, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.High, fine: 0.004 * m.High, skin: lit})
			}
		}
	}
	if k := t.levels[eyeLighten]; k > 0 {
		t.lightenEyes(f, &m, k, lit)
	}
	if k := t.levels[toothWhiten]; k > 0 {
		t.whitenTeeth(f, &m, k)
	}
}
