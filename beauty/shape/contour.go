package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// contourRows is how many heights of the face a contour knows.
const contourRows = 64

// contour moves the outline of a face towards its middle line: all of slimming
// and narrowing is one such change. What moves is a band about the outline; the
// features inside the band and what lies well outside stay.
type contour struct {
	x, y, ux, uy float32 // top of the middle line, axis to the right
	v0, perRow   float32 // height of the first row, rows a pixel
	mid          [contourRows]float32
	half         [2][contourRows]float32 // from the middle line to the outline: left, right
	pull         [contourRows]float32    // share of half by which the outline comes in
	inner        [contourRows]float32    // share of half inside which all stays
	area         box
	far          float32
}

const (
	contourReach = 1.48 // in halves, where the background stands still again
	contourPeak  = 0.95 // where the pull is strongest
	contourMost  = 0.22 // more pull would squeeze the background flat
	contourLeast = 0.08 // a wider jaw would squeeze the cheeks flat
)

// measure finds the outline and how far it comes in at each height, 0 at the
// forehead's top to 1 at the chin.
func (c *contour) measure(f *face.Face, a *outline.Axes, want *Levels) {
	top, chin := a.Local(f.Points[10]), a.Local(f.Points[152])
	high := chin.V - top.V
	*c = contour{x: a.X, y: a.Y, ux: a.UX, uy: a.UY, v0: top.V - 0.1*high}
	c.perRow = (contourRows - 1) / (1.3 * high)
	bridge := a.Local(f.Points[168])
	lean := (chin.U - bridge.U) / max(chin.V-bridge.V, 1)
	for i := range contourRows {
		v := c.v0 + float32(i)/c.perRow
		q := (v - top.V) / high
		c.mid[i] = bridge.U + lean*(v-bridge.V)
		c.pull[i] = min(max(want.pull(q), -contourLeast), contourMost)
		c.inner[i] = ramp(q, 0.3, 0.77, 0.46, 0.68, 0.75, 0.6, 1, 0.4)
	}
	c.outline(f, a)
	c.bound(a)
}

// outline finds how far out the face goes at each row, both ways.
func (c *contour) outline(f *face.Face, a *outline.Axes) {
	prev := a.Local(f.Points[face.FaceOval[len(face.FaceOval)-1]])
	for _, k := range face.FaceOval {
		p := a.Local(f.Points[k])
		lo, hi := prev, p
		if lo.V > hi.V {
			lo, hi = hi, lo
		}
		for i := max(pixel.Floor((lo.V-c.v0)*c.perRow), 0); i < contourRows; i++ {
			v := c.v0 + float32(i)/c.perRow
			if v > hi.V {
				break
			}
			if v < lo.V || hi.V <= lo.V {
				continue
			}
			u := lo.U + (hi.U-lo.U)*(v-lo.V)/(hi.V-lo.V) - c.mid[i]
			c.half[0][i], c.half[1][i] = max(c.half[0][i], -u), max(c.half[1][i], u)
		}
		prev = p
	}
	for s := range c.half {
		half := &c.half[s]
		var widest float32
		for _, h := range half {
			widest = max(widest, h)
		}
		for i := range half {
			half[i] = max(half[i], 0.32*widest, 1)
		}
		for range 3 {
			last := half[0]
			for i := 1; i < contourRows-1; i++ {
				here := half[i]
				half[i] = (last + 2*here + half[i+1]) / 4
				last = here
			}
		}
	}
}

func (c *contour) bound(a *outline.Axes) {
	c.area = emptyBox()
	for i := range contourRows {
		if c.pull[i] == 0 {
			continue
		}
		// One row more on both sides: between two rows the pull is mixed.
		for _, k := range [...]int{max(i-1, 0), i, min(i+1, contourRows-1)} {
			v := c.v0 + float32(k)/c.perRow
			for s, sign := range [...]float32{-1, 1} {
				p := a.Point(c.mid[k]+sign*contourReach*c.half[s][k], v)
				c.area.point(p.X, p.Y)
				c.far = max(c.far, c.pull[k]*c.half[s][k], -c.pull[k]*c.half[s][k])
			}
		}
	}
}

func (c *contour) bounds() box   { return c.area }
func (c *contour) most() float32 { return c.far }

func (c *contour) from(x, y float32) (float32, float32) {
	dx, dy := x-c.x, y-c.y
	u, v := dx*c.ux+dy*c.uy, dy*c.ux-dx*c.uy
	row := (v - c.v0) * c.perRow
	if row < 0 || row >= contourRows-1 {
		return x, y
	}
	i := int(row)
	t := row - float32(i)
	pull := mix(c.pull[i], c.pull[i+1], t)
	if pull == 0 {
		return x, y
	}
	u -= mix(c.mid[i], c.mid[i+1], t)
	s, sign := 1, float32(1)
	if u < 0 {
		s, sign = 0, -1
	}
	half, inner := mix(c.half[s][i], c.half[s][i+1], t), mix(c.inner[i], c.inner[i+1], t)
	r := u * sign / half
	if r <= inner || r >= contourReach {
		return x, y
	}
	g := (r - inner) / (contourPeak - inner)
	if r > contourPeak {
		g = (contourReach - r) / (contourReach - contourPeak)
	}
	d := sign * pull * half * pixel.Smoothstep(g)
	return x + d*c.ux, y + d*c.uy
}

func mix(a, b, t float32) float32 { return a + (b-a)*t }

// ramp goes through knots (at, value, at, value, ...), smoothly in between.
func ramp(at float32, k ...float32) float32 {
	if at <= k[0] {
		return k[1]
	}
	for ; len(k) >= 4; k = k[2:] {
		if at < k[2] {
			return mix(k[1], k[3], pixel.Smoothstep((at-k[0])/(k[2]-k[0])))
		}
	}
	return k[1]
}
