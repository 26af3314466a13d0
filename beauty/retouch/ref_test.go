package retouch

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goEven is the reference of kernels.even. The window's upper rows have
// been changed already when it gets to the lower ones; keeping a copy of what
// they were would cost more than it shows.
func goEven(y *pixel.Plane, p *evenPart, base, share []int16, rows []int16) {
	c, n := p.mask, p.lw*pixel.Cell
	eb := pixeltest.NewExpander(base, p.lw, p.lh, n, pixel.Cell, rows)
	es := pixeltest.NewExpander(share, p.lw, p.lh, n, pixel.Cell, rows[2*n:])
	side := 2*p.fine + 1
	mul := evenMul(side)
	x0, x1 := c.X0, min(c.X1, y.W)
	cols := rows[4*n:][:x1-x0+2*p.fine]
	for j := c.Y0; j < min(c.Y1, y.H); j++ {
		ba, bb, wt := eb.Row(j - p.y0*pixel.Cell)
		sa, sb, _ := es.Row(j - p.y0*pixel.Cell)
		for i := range cols {
			x := min(max(x0+i-p.fine, 0), y.W-1)
			var s int16
			for d := -p.fine; d <= p.fine; d++ {
				s += int16(y.P[min(max(j+d, 0), y.H-1)*y.Stride+x])
			}
			cols[i] = s
		}
		row := y.P[j*y.Stride:]
		mask := c.P[(j-c.Y0)*c.Width():]
		for x := x0; x < x1; x++ {
			var s int32
			for d := range side {
				s += int32(cols[x-x0+d])
			}
			k := x - p.x0*pixel.Cell
			d := pixeltest.Lerp(ba[k], bb[k], wt) - (s*mul+2048)>>12
			d -= min(max(d, -int32(p.core)*evenUnit), int32(p.core)*evenUnit)
			row[x] = pixel.Byte(int32(row[x]) + evened(d, pixeltest.Lerp(sa[k], sb[k], wt)*int32(mask[x-x0]), int32(p.none)))
		}
	}
}

// evened is what of a difference in 1/16 level is made up for, with a weight of
// 256 * 255 for all. What is darker than around it goes wholly, what is brighter
// by half, what differs very much not at all.
func evened(d, weight, none int32) int32 {
	a := max(d, -d)
	k := min(max(none*evenUnit-a, 0)*256/(evenFade*evenUnit), 256)
	if d < 0 {
		weight >>= 1
	}
	return (d*((weight>>8)*k>>8) + 2048) >> 12
}
