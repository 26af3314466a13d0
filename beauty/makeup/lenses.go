package makeup

import (
	"math"

	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// lens colours an iris around the pupil, with a darker ring at its edge, as far
// as the lids leave it open.
func (t *model) lens(side int, l Look, strength float32) {
	m := t.m
	e := t.eye(side)
	m.a = t.points(m.a, irises[side])
	centre, radius := m.a[0], float32(0)
	for _, p := range m.a[1:] {
		radius += p.Minus(centre).Length() / 4
	}
	lid := lidRow[side]
	corner, inner := outline.Landmark(t.fc, lid[8]), outline.Landmark(t.fc, lid[0])
	width := corner.Minus(inner).Length()
	// Points of the iris that lie somewhere else belong to no eye.
	if !(radius > 1.5 && radius < 0.5*width && centre.Minus(corner.To(inner, 0.5)).Length() < 0.6*width) {
		return
	}
	strength *= pixel.Ease(0.12, 0.38, t.fc.EyeOpen(side == 1))
	if e == nil || strength <= 0 {
		return
	}
	radius *= [forms]float32{1.02, 1.05, 1.12}[l.Form]
	co := coats[Lenses][l.Form]
	for ring := range 2 {
		if !m.r.Open(&m.mask, radius+1, m.a[:1]) {
			return
		}
		t.iris(centre, radius, ring == 1)
		m.mask.Within(e)
		c := l.Color
		if ring == 1 {
			c, co.cover, co.opacity = l.second(), 0, co.opacity*[forms]float32{0.7, 0.5, 1}[l.Form]
		}
		t.lay(c, &co, strength)
	}
}

// iris shades the mask around the pupil with the streaks of an iris, or its ring.
func (t *model) iris(centre outline.Point, radius float32, ring bool) {
	c := &t.m.mask
	streaks := pixel.Ease(5, 10, radius)
	soft := 1 / radius
	for y := c.Y0; y < c.Y1; y++ {
		row := c.P[(y-c.Y0)*c.Width():][:c.Width()]
		for i := range row {
			d := outline.Point{X: float32(c.X0+i) + 0.5, Y: float32(y) + 0.5}.Minus(centre)
			r := d.Length() / radius
			if r >= 1+soft {
				continue
			}
			edge := 1 - pixel.Ease(1-soft, 1+soft, r)
			if ring {
				row[i] = uint8(255 * edge * pixel.Ease(0.62, 0.95, r))
				continue
			}
			k := pixel.Ease(0.3, 0.5, r)
			if streaks > 0 {
				a := math.Atan2(float64(d.Y), float64(d.X))
				k *= 1 - streaks*(0.16+0.1*float32(math.Sin(19*a))+0.06*float32(math.Sin(43*a+1)))
			}
			row[i] = uint8(255 * edge * max(k, 0))
		}
	}
}
