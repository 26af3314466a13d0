//go:build cgo

package shape

import (
	"testing"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
)

// TestTheNetworksSeeTheNewShape has the real networks find the points of changed
// faces: each level's own distance grows (or shrinks) from step to step, and the
// other features stay. The networks themselves tremble by some tenths of a
// percent and see a face as a whole, so that this is coarser than
// TestEachLevelChangesItsOwnDistanceAndNothingElse.
func TestTheNetworksSeeTheNewShape(t *testing.T) {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for name, s := range pixeltest.Sitters(t, 640, 480) {
		start, err := face.Still(m, s.Frame)
		if err != nil || len(start) != 1 {
			t.Fatalf("%s: %d faces, %v", name, len(start), err)
		}
		width := float64(start[0].Width())
		for _, tc := range shapeCases {
			c := sits(start[0])
			levels := []float32{0, 4.5, 9}
			if signed(tc.id) {
				levels = []float32{-9, -4.5, 0, 4.5, 9}
			}
			var sizes []float64
			var away float64
			awayOf := ""
			for _, v := range levels {
				c.set(tc.id, v)
				f := pixeltest.Clone(s.Frame)
				c.show(f)
				found, err := face.Still(m, f)
				if err != nil || len(found) != 1 {
					t.Fatalf("%s, %s %v: %d faces, %v", name, tc.id, v, len(found), err)
				}
				sizes = append(sizes, tc.way*tc.size(&found[0])/width)
				for _, p := range parts {
					if contains(tc.moving, p.name) {
						continue
					}
					if d := shift(&start[0], &found[0], p.points) / width; d > away {
						away, awayOf = d, p.name
					}
				}
			}
			for i := range sizes[1:] {
				if sizes[i+1] < sizes[i]-0.015 {
					t.Errorf("%s, %s: from %v to %v the distance goes the wrong way: %.3f", name, tc.id, levels[i], levels[i+1], sizes)
				}
			}
			if change := sizes[len(sizes)-1] - sizes[0]; change < 0.002 {
				t.Errorf("%s, %s: the distance changes by %.4f of the face's width: %.3f", name, tc.id, change, sizes)
			}
			if away > 0.012 {
				t.Errorf("%s, %s: %s went %.2f %% of the face's width away", name, tc.id, awayOf, 100*away)
			}
		}
	}
}

// signed tells whether a level goes below zero.
func signed(id string) bool {
	for _, s := range Kinds {
		if s.ID == id {
			return s.Signed
		}
	}
	return false
}

// shift is how far the middle of some points has gone.
func shift(a, b *face.Face, points []int) float64 {
	var p, q face.Point
	for _, k := range points {
		p.X, p.Y = p.X+a.Points[k].X, p.Y+a.Points[k].Y
		q.X, q.Y = q.X+b.Points[k].X, q.Y+b.Points[k].Y
	}
	return float64(outline.Distance(p, q)) / float64(len(points))
}
