package skin

import "onair/beauty/pixel"

// goKeep is the reference of kernels.keep.
func goKeep(weights []int16, body []uint8) {
	for i, b := range body {
		weights[i] = int16(int(weights[i]) * (int(b) + int(b)>>7) >> 8)
	}
}

// goWeigh is the reference of kernels.weigh.
func goWeigh(f *pixel.Frame, sum []uint16, lw, lh int, t *colours, r *regions, out []int16) {
	for y := range lh {
		for x := range lw {
			i := y*lw + x
			cb, cr, l := chromaOf(&f.Cb, x, y), chromaOf(&f.Cr, x, y), sum[i]>>6
			in, body := int(r.inside[i]), int(r.body[i])*(255-int(r.hair[i]))/255
			w := (likely(&t.inside, cb, cr)*int(t.insideL[l]) + 127) / 255 * in / 255
			w = max(w, (likely(&t.beyond, cb, cr)*int(t.beyondL[l])+127)/255*body/255)
			out[i] = int16(w + w>>7)
		}
	}
}

// likely interpolates a table.
func likely(t *[fitBins]uint8, cb, cr int) int {
	u, v := max(cb-8, 0), max(cr-8, 0)
	at := func(y, x int) int { return int(t[min(y, fitSide-1)*fitSide+min(x, fitSide-1)]) }
	y, x, ky, kx := u>>4, v>>4, u&15, v&15
	return ((at(y, x)*(16-kx)+at(y, x+1)*kx)*(16-ky) + (at(y+1, x)*(16-kx)+at(y+1, x+1)*kx)*ky) >> 8
}

// goProducts is the reference of kernels.products.
func goProducts(sum []uint16, weights []int16, l, ll, w, lw []uint32) {
	for i, s := range sum {
		l[i], ll[i] = uint32(s), uint32(s)*uint32(s)
		w[i], lw[i] = uint32(weights[i]), uint32(s)*uint32(weights[i])
	}
}

// goSlant is the reference of kernels.slant.
func goSlant(in *windows, a, b []uint32, r int, edge float32) {
	inv := 1 / float32((2*r+1)*(2*r+1))
	for i := range a {
		l, w := float32(in.sum[i])*inv, float32(in.xx[i])*inv
		v, c := float32(in.sq[i])*inv-l*l, float32(in.yy[i])*inv-l*w
		k := c / (max(v, 0) + edge*edge*256)
		a[i], b[i] = uint32(int32(k*(1<<20))), uint32(int32((w-k*l)*256))
	}
}

// goGuided is the reference of kernels.guided.
func goGuided(sum []uint16, boxA, boxB []uint32, out []int16, r int) {
	inv := 1 / float32((2*r+1)*(2*r+1))
	for i, s := range sum {
		v := float32(int32(boxA[i]))/(1<<20)*float32(s) + float32(int32(boxB[i]))/256
		out[i] = int16(min(max(v*inv+.5, 0), 256))
	}
}
