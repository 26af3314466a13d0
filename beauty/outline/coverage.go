package outline

import (
	"onair/beauty/pixel"
)

// Coverage is a mask over a part of the frame with even borders: 255 is full.
type Coverage struct {
	X0, Y0, X1, Y1 int
	P              []uint8
}

// Width is how many bytes a row has.
func (c *Coverage) Width() int  { return c.X1 - c.X0 }
func (c *Coverage) height() int { return c.Y1 - c.Y0 }

// Without takes what d covers out of c.
func (c *Coverage) Without(d *Coverage) { c.combine(d, 255) }

// Within keeps of c only what d covers.
func (c *Coverage) Within(d *Coverage) {
	for y := c.Y0; y < c.Y1; y++ {
		if y < d.Y0 || y >= d.Y1 {
			clear(c.P[(y-c.Y0)*c.Width():][:c.Width()])
			continue
		}
		row := c.P[(y-c.Y0)*c.Width():][:c.Width()]
		clear(row[:min(max(d.X0-c.X0, 0), len(row))])
		clear(row[min(max(d.X1-c.X0, 0), len(row)):])
	}
	c.combine(d, 0)
}

// combine multiplies c, where the two overlap, by d xor flip.
func (c *Coverage) combine(d *Coverage, flip uint8) {
	x0, x1 := max(c.X0, d.X0), min(c.X1, d.X1)
	if x0 >= x1 {
		return
	}
	for y := max(c.Y0, d.Y0); y < min(c.Y1, d.Y1); y++ {
		row := c.P[(y-c.Y0)*c.Width():][x0-c.X0 : x1-c.X0]
		other := d.P[(y-d.Y0)*d.Width():][x0-d.X0 : x1-d.X0]
		for i, v := range other {
			if v ^= flip; v != 255 {
				row[i] = uint8(pixel.Div255(uint32(row[i]) * uint32(v)))
			}
		}
	}
}
