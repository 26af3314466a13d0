package outline

import "math"

// Shade draws a triangle whose weights, 0..255, run evenly from corner to corner.
func (r *Rasters) Shade(c *Coverage, p [3]Point, w [3]float32) {
	area := p[1].Minus(p[0]).Cross(p[2].Minus(p[0]))
	if !(area > 0.01 || area < -0.01) {
		return
	}
	if area < 0 {
		p[1], p[2], w[1], w[2] = p[2], p[1], w[2], w[1]
		area = -area
	}
	top := min(p[0].Y, p[1].Y, p[2].Y)
	bottom := max(p[0].Y, p[1].Y, p[2].Y)
	// What is not a number, or endless, must not become a whole number.
	if !(top < float32(c.Y1) && bottom > float32(c.Y0)) {
		return
	}
	y0 := int(math.Ceil(float64(max(top-0.5, float32(c.Y0)))))
	y1 := int(math.Ceil(float64(min(bottom-0.5, float32(c.Y1)))))
	gx, gy := slope(p, w, area)
	step := int32(min(max(gx, -500), 500) * 65536)
	for y := y0; y < y1; y++ {
		cy := float32(y) + 0.5
		left, right := float32(c.X0), float32(c.X1)
		for i := range 3 {
			a, b := p[i], p[(i+1)%3]
			if a.Y == b.Y {
				continue
			}
			x := a.X + (cy-a.Y)*(b.X-a.X)/(b.Y-a.Y)
			if b.Y > a.Y {
				right = min(right, x)
			} else {
				left = max(left, x)
			}
		}
		if !(left < right) {
			continue
		}
		x0, x1 := int(math.Ceil(float64(left-0.5))), int(math.Ceil(float64(right-0.5)))
		if x0 >= x1 {
			continue
		}
		// In 16.16: the weight stays within 0 to 255 but for rounding.
		v := int32(min(max(w[0]+gx*(float32(x0)+0.5-p[0].X)+gy*(cy-p[0].Y)+0.5, -500), 1000) * 65536)
		row := c.P[(y-c.Y0)*c.Width():][x0-c.X0 : x1-c.X0]
		for i := range row {
			row[i] = uint8(min(max(v, 0), 255<<16) >> 16)
			v += step
		}
	}
}

// slope is what a triangle's weight gains in a pixel to the right and down.
func slope(p [3]Point, w [3]float32, area float32) (gx, gy float32) {
	d1, d2 := w[1]-w[0], w[2]-w[0]
	e1, e2 := p[1].Minus(p[0]), p[2].Minus(p[0])
	return (d1*e2.Y - d2*e1.Y) / area, (d2*e1.X - d1*e2.X) / area
}

// Strip shades between two lines of as many points, each with its weights.
func (r *Rasters) Strip(c *Coverage, a, b []Point, wa, wb []float32) {
	for i := range len(a) - 1 {
		r.Shade(c, [3]Point{a[i], a[i+1], b[i]}, [3]float32{wa[i], wa[i+1], wb[i]})
		r.Shade(c, [3]Point{a[i+1], b[i+1], b[i]}, [3]float32{wa[i+1], wb[i+1], wb[i]})
	}
}
