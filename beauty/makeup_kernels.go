package beauty

// makeupKernels are the inner loops of makeup, in Go and in C, with the same
// results. None allocates or keeps its arguments.
type makeupKernels struct {
	// blur is a box blur of radius r, clear beyond the border. tmp has room for
	// w*h + 4*w bytes.
	blur func(p []uint8, w, h, r int, tmp []uint8)
	// mean sums the mask, and luma weighted with it.
	mean func(y *plane, c *coverage) (weight, sum int64)
	// paint mixes what the pigment makes of a pixel into the frame, by the mask
	// and the opacity 0..256.
	paint func(f *frame, c *coverage, p *pigment, opacity int)
}

// pigment says what luma becomes under a paint, and which chroma goes with the
// luma there was.
type pigment struct{ luma, cb, cr [256]uint8 }

// goMakeup is the reference.
func goMakeup() makeupKernels {
	return makeupKernels{blur: goBlur, mean: goMean, paint: goPaint}
}

// goBlur is the reference of makeupKernels.blur.
func goBlur(p []uint8, w, h, r int, tmp []uint8) {
	inv := uint32((65536 + r) / (2*r + 1))
	at := func(s []uint8, i, n, step int) uint32 {
		if i < 0 || i >= n {
			return 0
		}
		return uint32(s[i*step])
	}
	line := func(src, dst []uint8, n, step int) {
		var sum uint32
		for i := range r {
			sum += at(src, i, n, step)
		}
		for i := range n {
			sum += at(src, i+r, n, step) - at(src, i-r-1, n, step)
			dst[i*step] = uint8((sum*inv + 32768) >> 16)
		}
	}
	for y := range h {
		line(p[y*w:], tmp[y*w:], w, 1)
	}
	for x := range w {
		line(tmp[x:], p[x:], h, w)
	}
}

// goMean is the reference of makeupKernels.mean.
func goMean(y *plane, c *coverage) (weight, sum int64) {
	for j := c.y0; j < min(c.y1, y.h); j++ {
		row := y.p[j*y.stride:]
		m := c.p[(j-c.y0)*c.width():]
		for x := c.x0; x < min(c.x1, y.w); x++ {
			k := int64(m[x-c.x0])
			weight += k
			sum += k * int64(row[x])
		}
	}
	return weight, sum
}

// goPaint is the reference of makeupKernels.paint. Chroma goes by the luma that was
// there before. A pixel beyond the border counts as the one beside it.
func goPaint(f *frame, c *coverage, p *pigment, opacity int) {
	mix := func(v, to uint8, k uint32) uint8 {
		return uint8(div255(uint32(v)*(255-k) + uint32(to)*k))
	}
	for cy := c.y0 / 2; cy < c.y1/2; cy++ {
		m := c.p[(2*cy-c.y0)*c.width():]
		y0 := f.y.p[2*cy*f.y.stride:]
		y1 := f.y.p[min(2*cy+1, f.y.h-1)*f.y.stride:]
		for cx := c.x0 / 2; cx < c.x1/2; cx++ {
			xa, xb, i := 2*cx, min(2*cx+1, f.y.w-1), 2*cx-c.x0
			px := [4]*uint8{&y0[xa], &y0[xb], &y1[xa], &y1[xb]}
			in := [4]uint8{*px[0], *px[1], *px[2], *px[3]}
			var k, luma uint32
			for n, a := range [4]uint8{m[i], m[i+1], m[c.width()+i], m[c.width()+i+1]} {
				a := (uint32(a)*uint32(opacity) + 128) >> 8
				*px[n] = mix(in[n], p.luma[in[n]], a)
				k += a
				luma += uint32(in[n])
			}
			k, luma = (k+2)>>2, (luma+2)>>2
			b, r := &f.cb.p[cy*f.cb.stride+cx], &f.cr.p[cy*f.cr.stride+cx]
			*b, *r = mix(*b, p.cb[luma], k), mix(*r, p.cr[luma], k)
		}
	}
}
