package skin

import "onair/beauty/pixel"

// goBlocks is the reference of kernels.blocks.
func goBlocks(f *pixel.Frame, mask []int16, lw, lh int, out *chromas) {
	w, h := (lw+1)/2, (lh+1)/2
	sum := func(p *pixel.Plane, x, y int) int {
		n := 0
		for j := y; j < y+4; j++ {
			for i := x; i < x+4; i++ {
				n += int(p.P[min(j, p.H-1)*p.Stride+min(i, p.W-1)])
			}
		}
		return (n + 4) >> 3
	}
	for y := range h {
		for x := range w {
			k := 0
			for _, i := range [...]int{2 * x, min(2*x+1, lw-1)} {
				k += int(mask[2*y*lw+i]) + int(mask[min(2*y+1, lh-1)*lw+i])
			}
			k = (k + 32) >> 6
			b, r, at := sum(&f.Cb, 4*x, 4*y), sum(&f.Cr, 4*x, 4*y), y*w+x
			out.w[at], out.cb[at], out.cr[at] = uint32(k), uint32(k*b), uint32(k*r)
			out.sq[at] = uint32(k * ((b-256)*(b-256) + (r-256)*(r-256)))
		}
	}
}

// goTargets is the reference of kernels.targets.
func goTargets(near, wide *chromas, share, cb, cr []int16, e evens) {
	means := func(c *chromas, i int, edge float32) (b, r, flat float32) {
		inv := 1 / float32(c.w[i])
		b, r = float32(c.cb[i])*inv, float32(c.cr[i])*inv
		v := max((float32(c.sq[i])*inv-(b-256)*(b-256)-(r-256)*(r-256))/4, 0)
		return b, r, edge * edge / (v*v + edge*edge)
	}
	for i := range share {
		share[i], cb[i], cr[i] = 0, 128*16, 128*16
		if near.w[i] == 0 {
			continue
		}
		b, r, flat := means(near, i, e.edge)
		if e.red > 0 {
			wb, wr, to := means(wide, i, e.far)
			to *= e.red
			if r < wr {
				to /= 2
			}
			b, r = b+(wb-b)*to, r+(wr-r)*to
		}
		share[i], cb[i], cr[i] = int16(e.mottled*flat*256+.5), int16(b*8+.5), int16(r*8+.5)
	}
}

// goPull is the reference of kernels.pull.
func goPull(mask []int16, lw, lh int, share, to, gain, bias []int16) {
	w := (lw + 1) / 2
	for i, m := range mask {
		at := i/lw/2*w + i%lw/2
		g := int(m) * int(share[at]) >> 4
		gain[i], bias[i] = int16(g), int16((g*int(to[at])+2048)>>12)
	}
}
