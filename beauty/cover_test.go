package beauty

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/retouch"
)

// TestWhatCoversAFaceIsLeftAlone puts plain things before parts of a face, with all makeup
// and retouch at their most: not a byte of them changes, and the rest of the face has
// its effects.
func TestWhatCoversAFaceIsLeftAlone(t *testing.T) {
	src, who := pixeltest.LargeFace(t)
	w := who.Width()
	for name, c := range map[string]struct {
		point        int
		across, down float32
		y, cb, cr    uint8
		rest         []int // effects are still there
	}{
		"a microphone":            {13, .3, .14, 34, 128, 128, []int{50, 280, 468, 473}},
		"a white mask":            {13, .3, .2, 205, 128, 127, []int{468, 473}},
		"something over an eye":   {159, .24, .2, 60, 120, 120, []int{473, 0, 280}},
		"a telephone on a cheek":  {280, .14, .16, 44, 131, 127, []int{468, 50, 0}},
		"a thing over a forehead": {151, .4, .1, 90, 150, 110, []int{0, 50, 280}},
	} {
		f := pixeltest.Clone(src)
		at := who.Points[c.point]
		x0, x1, y0, y1 := int(at.X-c.across*w), int(at.X+c.across*w), int(at.Y-c.down*w), int(at.Y+c.down*w)
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				f.Y[y*f.YStride+x] = c.y
				f.Cb[y/2*f.CStride+x/2], f.Cr[y/2*f.CStride+x/2] = c.cb, c.cr
			}
		}
		ch := NewChain()
		ch.SetFinder(&facetest.Finder{FaceList: []face.Face{who}})
		for _, k := range makeup.Kinds() {
			ch.SetMakeup(k, makeup.Look{}, 1)
		}
		for _, id := range retouch.IDs {
			ch.Set(id, 9)
		}
		before := pixeltest.Clone(f)
		ch.Process(f)
		n := 0
		// Its edge is half the face's.
		const edge = 9
		for y := y0 + edge; y < y1-edge; y++ {
			for x := x0 + edge; x < x1-edge; x++ {
				if f.Y[y*f.YStride+x] != before.Y[y*f.YStride+x] {
					n++
				}
			}
		}
		if n > 0 {
			t.Errorf("%s: %d of its pixels changed", name, n)
		}
		for _, k := range c.rest {
			p := outline.Landmark(&who, k)
			changed := 0
			for dy := -12; dy <= 12; dy++ {
				for dx := -12; dx <= 12; dx++ {
					i := (int(p.Y)+dy)/2*f.CStride + (int(p.X)+dx)/2
					changed += max(int(f.Cr[i])-int(before.Cr[i]), int(before.Cr[i])-int(f.Cr[i]))
				}
			}
			if changed < 100 {
				t.Errorf("%s: hardly anything changed at point %d of the mesh", name, k)
			}
		}
		ch.Close()
	}
}
