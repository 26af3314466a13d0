package beauty

import "math"

// lens colours an iris around the pupil, with a darker ring at its edge, as far
// as the lids leave it open.
func (t *model) lens(side int, l Look, strength float32) {
	m := t.m
	e := t.eye(side)
	m.a = t.points(m.a, irises[side])
	centre, radius := m.a[0], float32(0)
	for _, p := range m.a[1:] {
		radius += p.minus(centre).length() / 4
	}
	lid := lidRow[side]
	corner, inner := landmark(t.fc, lid[8]), landmark(t.fc, lid[0])
	width := corner.minus(inner).length()
	// Points of the iris that lie somewhere else belong to no eye.
	if !(radius > 1.5 && radius < 0.5*width && centre.minus(corner.to(inner, 0.5)).length() < 0.6*width) {
		return
	}
	strength *= ease(0.12, 0.38, t.fc.EyeOpen(side == 1))
	if e == nil || strength <= 0 {
		return
	}
	radius *= [forms]float32{1.02, 1.05, 1.12}[l.Form]
	co := coats[MakeupLenses][l.Form]
	for ring := range 2 {
		if !m.r.open(&m.mask, radius+1, m.a[:1]) {
			return
		}
		t.iris(centre, radius, l.Form, ring == 1)
		m.mask.within(e)
		c := l.Color
		if ring == 1 {
			c, co.cover, co.opacity = l.second(), 0, co.opacity*[forms]float32{0.7, 0.5, 1}[l.Form]
		}
		t.lay(c, &co, strength)
	}
}

// iris shades the mask around the pupil with the streaks of an iris, or its ring.
func (t *model) iris(centre pt, radius float32, form Form, ring bool) {
	c := &t.m.mask
	streaks := ease(5, 10, radius)
	soft := 1 / radius
	for y := c.y0; y < c.y1; y++ {
		row := c.p[(y-c.y0)*c.width():][:c.width()]
		for i := range row {
			d := pt{float32(c.x0+i) + 0.5, float32(y) + 0.5}.minus(centre)
			r := d.length() / radius
			if r >= 1+soft {
				continue
			}
			edge := 1 - ease(1-soft, 1+soft, r)
			if ring {
				row[i] = uint8(255 * edge * ease(0.62, 0.95, r))
				continue
			}
			k := ease(0.3, 0.5, r)
			if streaks > 0 {
				a := math.Atan2(float64(d.y), float64(d.x))
				k *= 1 - streaks*(0.16+0.1*float32(math.Sin(19*a))+0.06*float32(math.Sin(43*a+1)))
			}
			row[i] = uint8(255 * edge * max(k, 0))
		}
	}
}
