package retouch

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// At full level: how much of the way the colour under an eye goes to that of the cheek
// below it, in how large a square of the face's height that is looked at, and by how
// many levels it goes at most.
const (
	circlesGo   = .85
	circlesLook = .035
	circlesMost = 9
)

// cheeks are points of the mesh below the circles.
var cheeks = [2][2]int{{101, 50}, {330, 280}}

// circles takes the blue and the brown of dark circles, in the region of the pouch that
// is in the mask.
func (t *Retoucher) circles(f *pixel.Frame, m *outline.Measures, side int, level float32) {
	cheekB, cheekR, ok := t.cheek(f, m, side)
	if !ok {
		return
	}
	var weight, b, r float32
	t.underEye(f, func(cb, cr *uint8, k float32) {
		weight, b, r = weight+k, b+k*float32(*cb), r+k*float32(*cr)
	})
	if weight < 4 {
		return
	}
	part := func(d float32) float32 { return circlesGo * level * min(max(d, -circlesMost), circlesMost) }
	moveB, moveR := part(cheekB-b/weight), part(cheekR-r/weight)
	t.underEye(f, func(cb, cr *uint8, k float32) {
		*cb = pixel.Byte(int32(float32(*cb) + k*moveB + .5))
		*cr = pixel.Byte(int32(float32(*cr) + k*moveR + .5))
	})
}

// underEye gives the chroma of the mask and how much of it is in, 0 to 1.
func (t *Retoucher) underEye(f *pixel.Frame, do func(cb, cr *uint8, k float32)) {
	c := &t.mask
	for y := c.Y0 / 2; y < min(c.Y1/2, f.Cb.H); y++ {
		row := c.P[(2*y-c.Y0)*c.Width():]
		for x := c.X0 / 2; x < min(c.X1/2, f.Cb.W); x++ {
			if k := row[2*x-c.X0]; k != 0 {
				do(&f.Cb.P[y*f.Cb.Stride+x], &f.Cr.P[y*f.Cr.Stride+x], float32(k)*(1.0/255))
			}
		}
	}
}

// cheek is the colour of the skin below the circles.
func (t *Retoucher) cheek(f *pixel.Frame, m *outline.Measures, side int) (cb, cr float32, ok bool) {
	half := max(int(circlesLook*m.High/4), 1)
	n := float32(0)
	skin := t.skin.Weights(f)
	for _, k := range cheeks[side] {
		p := outline.Landmark(m.F, k)
		for y := int(p.Y)/2 - half; y <= int(p.Y)/2+half; y++ {
			for x := int(p.X)/2 - half; x <= int(p.X)/2+half; x++ {
				if x < 0 || y < 0 || x >= f.Cb.W || y >= f.Cb.H {
					continue
				}
				w := float32(skin[y/2*t.cells.LW+x/2])
				n, cb, cr = n+w, cb+w*float32(f.Cb.P[y*f.Cb.Stride+x]), cr+w*float32(f.Cr.P[y*f.Cr.Stride+x])
			}
		}
	}
	if n < 256 {
		return 0, 0, false
	}
	return cb / n, cr / n, true
}
