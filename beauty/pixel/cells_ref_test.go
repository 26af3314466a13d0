package pixel_test

import "onair/beauty/pixel"

// goBlockStats is the reference of blockStats.
func goBlockStats(y *pixel.Plane, sum []uint16, sq []uint32) {
	lw, lh := (y.W+pixel.Cell-1)/pixel.Cell, (y.H+pixel.Cell-1)/pixel.Cell
	for by := range lh {
		for bx := range lw {
			var s, q uint32
			for dy := range pixel.Cell {
				row := y.P[min(by*pixel.Cell+dy, y.H-1)*y.Stride:]
				for dx := range pixel.Cell {
					v := uint32(row[min(bx*pixel.Cell+dx, y.W-1)])
					s += v
					q += v * v
				}
			}
			sum[by*lw+bx], sq[by*lw+bx] = uint16(s), q
		}
	}
}
