package sticker

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// goKernels is the reference that the C kernels are held to.
func goKernels() kernels {
	return kernels{draw: goStickerDraw, fill: goStickerFill, over: goStickerOver}
}

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

// place is where pixel x of a row falls in the picture, and the steps from there.
func (d *drawing) place(x, row int) (u, v, ux, vx, uy, vy int32) {
	if d.nodes == nil {
		return d.u + int32(row)*d.uy + int32(x)*d.ux, d.v + int32(row)*d.vy + int32(x)*d.vx, d.ux, d.vx, d.uy, d.vy
	}
	size := 1 << d.shift
	at := func(i, j, k int) int32 { return d.nodes[2*((row/size+j)*d.cols+x/size+i)+k] }
	var p, sx, sy [2]int32
	for k := range p {
		sy[k] = (at(0, 1, k) - at(0, 0, k)) >> d.shift
		l := at(0, 0, k) + sy[k]*int32(row%size)
		r := at(1, 0, k) + (at(1, 1, k)-at(1, 0, k))>>d.shift*int32(row%size)
		sx[k] = (r - l) >> d.shift
		p[k] = l + sx[k]*int32(x%size)
	}
	return p[0], p[1], sx[0], sx[1], sy[0], sy[1]
}

// sampleRows fills two rows of luma, n apart, and the row of chroma they share.
func (d *drawing) sampleRows(row, n int, y, a, cb, cr, ca []uint8) {
	for x := 0; x < n; x += 2 {
		u, v, ux, vx, uy, vy := d.place(x, row)
		s := [4][4]uint8{d.texel(u, v), d.texel(u+ux, v+vx), d.texel(u+uy, v+vy), d.texel(u+ux+uy, v+vx+vy)}
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
		dst[x] = uint8(min(uint32(s[x])+pixel.Div255(uint32(dst[x])*uint32(255-a[x])), 255))
	}
}

// goStickerDraw is the reference of kernels.draw.
func goStickerDraw(f *pixel.Frame, d *drawing, rows []uint8) {
	n := d.x1 - d.x0
	half := n / 2
	y, a := rows[:2*n], rows[2*n:4*n]
	cb, cr, ca := rows[4*n:][:half], rows[4*n+half:][:half], rows[4*n+2*half:][:half]
	wide := min(n, f.Y.W-d.x0)
	for j := d.y0; j < d.y1; j += 2 {
		d.sampleRows(j-d.y0, n, y, a, cb, cr, ca)
		if d.lit != (relight{}) {
			below := [2][]uint8{f.Y.P[j*f.Y.Stride+d.x0:][:wide], f.Y.P[min(j+1, f.Y.H-1)*f.Y.Stride+d.x0:][:wide]}
			d.lit.rows(below, n, y, a, cb, cr, ca)
		}
		if d.opacity < 256 {
			for i, v := range rows[:4*n+3*half] {
				rows[i] = uint8((int(v)*d.opacity + 128) >> 8)
			}
		}
		if d.hide != nil {
			cut(d.hide, j, d.x0, n, y, a, cb, cr, ca)
		}
		layOver(f.Y.P[j*f.Y.Stride+d.x0:][:wide], y, a)
		if j+1 < f.Y.H {
			layOver(f.Y.P[(j+1)*f.Y.Stride+d.x0:][:wide], y[n:], a[n:])
		}
		layOver(f.Cb.P[j/2*f.Cb.Stride+d.x0/2:][:half], cb, ca)
		layOver(f.Cr.P[j/2*f.Cr.Stride+d.x0/2:][:half], cr, ca)
	}
}

// rows lights two sampled rows, n apart, above what is below, and their row of chroma.
func (l relight) rows(below [2][]uint8, n int, y, a, cb, cr, ca []uint8) {
	gain := func(v int) int { return min(max(int(l.base)+int(l.slope)*v>>8, int(l.low)), int(l.high)) }
	wide := len(below[0])
	for row, under := range below {
		for x, v := range under {
			i := row*n + x
			black := int(pixel.Div255(16 * uint32(a[i])))
			y[i] = uint8(min(black+(max(int(y[i])-black, 0)*gain(int(v))+64)>>7, int(a[i])))
		}
	}
	for x := range wide / 2 {
		g, alpha := gain((int(below[0][2*x])+int(below[1][2*x])+1)>>1), int(ca[x])
		v := max((int(y[2*x])+int(y[n+2*x])+1)>>1-int(pixel.Div255(16*uint32(alpha))), 0)
		grey := int(pixel.Div255(128 * uint32(alpha)))
		for p, own := range map[*uint8]int32{&cb[x]: l.cb, &cr[x]: l.cr} {
			*p = uint8(min(max(grey+(int(*p)-grey)*g>>7+int(own)*v>>8, 0), alpha))
		}
	}
}

// cut takes what the mask hides out of two sampled rows that begin at x0.
func cut(c *outline.Coverage, j, x0, n int, y, a, cb, cr, ca []uint8) {
	if j < c.Y0 || j >= c.Y1 {
		return
	}
	at := func(x, row int) uint32 {
		if x < c.X0 || x >= c.X1 {
			return 0
		}
		return uint32(c.P[(j+row-c.Y0)*c.Width()+x-c.X0])
	}
	for x := range n {
		for row := range 2 {
			k, i := 255-at(x0+x, row), row*n+x
			y[i], a[i] = uint8(pixel.Div255(uint32(y[i])*k)), uint8(pixel.Div255(uint32(a[i])*k))
		}
	}
	for x := range n / 2 {
		l := x0 + 2*x
		k := 255 - (at(l, 0)+at(l+1, 0)+at(l, 1)+at(l+1, 1)+2)>>2
		for _, p := range [3][]uint8{cb, cr, ca} {
			p[x] = uint8(pixel.Div255(uint32(p[x]) * k))
		}
	}
}

// goStickerFill is the reference of kernels.fill.
func goStickerFill(d *drawing, to *overlay) {
	n := d.x1 - d.x0
	half := n / 2
	for j := 0; j < d.y1-d.y0; j += 2 {
		c := j / 2 * half
		d.sampleRows(j, n, to.y[j*n:], to.a[j*n:], to.cb[c:], to.cr[c:], to.ca[c:])
	}
}

// goStickerOver is the reference of kernels.over.
func goStickerOver(f *pixel.Frame, o *overlay, opacity int) {
	half := f.Cb.W
	n := 2 * half
	k := uint32(opacity)
	lay := func(dst, s, a []uint8) {
		for x := range dst {
			sx, ax := (uint32(s[x])*k+128)>>8, (uint32(a[x])*k+128)>>8
			dst[x] = uint8(min(sx+pixel.Div255(uint32(dst[x])*(255-ax)), 255))
		}
	}
	for j := range f.Cb.H {
		for run := range 2 {
			x0, x1 := int(o.spans[4*j+2*run]), int(o.spans[4*j+2*run+1])
			if x0 >= x1 {
				continue
			}
			wide := min(2*x1, f.Y.W) - 2*x0
			for r := 2 * j; r < min(2*j+2, f.Y.H); r++ {
				at := r*n + 2*x0
				lay(f.Y.P[r*f.Y.Stride+2*x0:][:wide], o.y[at:], o.a[at:])
			}
			at := j*half + x0
			lay(f.Cb.P[j*f.Cb.Stride+x0:][:x1-x0], o.cb[at:], o.ca[at:])
			lay(f.Cr.P[j*f.Cr.Stride+x0:][:x1-x0], o.cr[at:], o.ca[at:])
		}
	}
}
