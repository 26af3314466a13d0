package beauty

func goStickers() stickerKernels {
	return stickerKernels{draw: goStickerDraw, fill: goStickerFill, over: goStickerOver}
}

// div255 is v/255, rounded, for v up to 255*255.
func div255(v uint32) uint32 { return (v + 128 + (v+128)>>8) >> 8 }

// texel is the drawing's picture at u, v, bilinear: luma, Cb, Cr and alpha.
func (d *drawing) texel(u, v int32) (out [4]uint8) {
	iu, iv := int(u>>16), int(v>>16)
	if iu < 0 || iu > d.w || iv < 0 || iv > d.h {
		return out
	}
	stride := 4 * (d.w + 2)
	p := d.tex[iv*stride+4*iu:]
	fu, fv := uint32(u>>8)&255, uint32(v>>8)&255
	for c := range 4 {
		l := (uint32(p[c])*(256-fv) + uint32(p[stride+c])*fv + 128) >> 8
		r := (uint32(p[4+c])*(256-fv) + uint32(p[stride+4+c])*fv + 128) >> 8
		out[c] = uint8((l*(256-fu) + r*fu + 128) >> 8)
	}
	return out
}

// sampleRows fills two rows of luma, n apart, and the row of chroma they share.
func (d *drawing) sampleRows(row, n int, y, a, cb, cr, ca []uint8) {
	u, v := d.u+int32(row)*d.uy, d.v+int32(row)*d.vy
	for x := 0; x < n; x, u, v = x+2, u+2*d.ux, v+2*d.vx {
		s := [4][4]uint8{
			d.texel(u, v), d.texel(u+d.ux, v+d.vx),
			d.texel(u+d.uy, v+d.vy), d.texel(u+d.ux+d.uy, v+d.vx+d.vy),
		}
		var sum [4]uint32
		for i, at := range [4]int{x, x + 1, n + x, n + x + 1} {
			y[at], a[at] = s[i][0], s[i][3]
			for c := range sum {
				sum[c] += uint32(s[i][c])
			}
		}
		cb[x/2], cr[x/2], ca[x/2] = uint8((sum[1]+2)>>2), uint8((sum[2]+2)>>2), uint8((sum[3]+2)>>2)
	}
}

// layOver lays s with its alpha a over dst.
func layOver(dst, s, a []uint8) {
	for x := range dst {
		dst[x] = uint8(min(uint32(s[x])+div255(uint32(dst[x])*uint32(255-a[x])), 255))
	}
}

// goStickerDraw is the reference of stickerKernels.draw.
func goStickerDraw(f *frame, d *drawing, rows []uint8) {
	n := d.x1 - d.x0
	half := n / 2
	y, a := rows[:2*n], rows[2*n:4*n]
	cb, cr, ca := rows[4*n:][:half], rows[4*n+half:][:half], rows[4*n+2*half:][:half]
	wide := min(n, f.y.w-d.x0)
	for j := d.y0; j < d.y1; j += 2 {
		d.sampleRows(j-d.y0, n, y, a, cb, cr, ca)
		if d.opacity < 256 {
			for i, v := range rows[:4*n+3*half] {
				rows[i] = uint8((int(v)*d.opacity + 128) >> 8)
			}
		}
		if d.hide != nil {
			d.hide.cut(j, d.x0, n, y, a, cb, cr, ca)
		}
		layOver(f.y.p[j*f.y.stride+d.x0:][:wide], y, a)
		if j+1 < f.y.h {
			layOver(f.y.p[(j+1)*f.y.stride+d.x0:][:wide], y[n:], a[n:])
		}
		layOver(f.cb.p[j/2*f.cb.stride+d.x0/2:][:half], cb, ca)
		layOver(f.cr.p[j/2*f.cr.stride+d.x0/2:][:half], cr, ca)
	}
}

// cut takes what the mask hides out of two sampled rows that begin at x0.
func (c *coverage) cut(j, x0, n int, y, a, cb, cr, ca []uint8) {
	if j < c.y0 || j >= c.y1 {
		return
	}
	at := func(x, row int) uint32 {
		if x < c.x0 || x >= c.x1 {
			return 0
		}
		return uint32(c.p[(j+row-c.y0)*c.width()+x-c.x0])
	}
	for x := range n {
		for row := range 2 {
			k, i := 255-at(x0+x, row), row*n+x
			y[i], a[i] = uint8(div255(uint32(y[i])*k)), uint8(div255(uint32(a[i])*k))
		}
	}
	for x := range n / 2 {
		l := x0 + 2*x
		k := 255 - (at(l, 0)+at(l+1, 0)+at(l, 1)+at(l+1, 1)+2)>>2
		for _, p := range [3][]uint8{cb, cr, ca} {
			p[x] = uint8(div255(uint32(p[x]) * k))
		}
	}
}

// goStickerFill is the reference of stickerKernels.fill.
func goStickerFill(d *drawing, to *overlay) {
	n := d.x1 - d.x0
	half := n / 2
	for j := 0; j < d.y1-d.y0; j += 2 {
		c := j / 2 * half
		d.sampleRows(j, n, to.y[j*n:], to.a[j*n:], to.cb[c:], to.cr[c:], to.ca[c:])
	}
}

// goStickerOver is the reference of stickerKernels.over.
func goStickerOver(f *frame, o *overlay, opacity int) {
	half := f.cb.w
	n := 2 * half
	k := uint32(opacity)
	lay := func(dst, s, a []uint8) {
		for x := range dst {
			sx, ax := (uint32(s[x])*k+128)>>8, (uint32(a[x])*k+128)>>8
			dst[x] = uint8(min(sx+div255(uint32(dst[x])*(255-ax)), 255))
		}
	}
	for j := range f.cb.h {
		for run := range 2 {
			x0, x1 := int(o.spans[4*j+2*run]), int(o.spans[4*j+2*run+1])
			if x0 >= x1 {
				continue
			}
			wide := min(2*x1, f.y.w) - 2*x0
			for r := 2 * j; r < min(2*j+2, f.y.h); r++ {
				at := r*n + 2*x0
				lay(f.y.p[r*f.y.stride+2*x0:][:wide], o.y[at:], o.a[at:])
			}
			at := j*half + x0
			lay(f.cb.p[j*f.cb.stride+x0:][:x1-x0], o.cb[at:], o.ca[at:])
			lay(f.cr.p[j*f.cr.stride+x0:][:x1-x0], o.cr[at:], o.ca[at:])
		}
	}
}
