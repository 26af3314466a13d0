package beauty

// goGrade is the reference of kernels.grade. Luma is interpolated in all three
// directions, with the chroma of its own sample; chroma likewise, with the mean
// of the up to four luma pixels it belongs to.
func goGrade(f *frame, t *LUT, strength int) {
	s := int32(strength)
	for cy := range f.cb.h {
		rb, rr := f.cb.p[cy*f.cb.stride:], f.cr.p[cy*f.cr.stride:]
		y0 := f.y.p[2*cy*f.y.stride:]
		y1 := f.y.p[min(2*cy+1, f.y.h-1)*f.y.stride:]
		two := 2*cy+1 < f.y.h
		for cx := range f.cb.w {
			xa, xb := 2*cx, min(2*cx+1, f.y.w-1)
			b, r := int32(rb[cx]), int32(rr[cx])
			a, c, d, e := int32(y0[xa]), int32(y0[xb]), int32(y1[xa]), int32(y1[xb])
			base := (int(b>>gridShift)*gridNodes + int(r>>gridShift)) * gridNodes
			w := corners(b, r)
			y0[xa] = t.lumaAt(base, w, a, s)
			if xb > xa {
				y0[xb] = t.lumaAt(base, w, c, s)
			}
			if two {
				y1[xa] = t.lumaAt(base, w, d, s)
				if xb > xa {
					y1[xb] = t.lumaAt(base, w, e, s)
				}
			}
			m := (a + c + d + e + 2) >> 2
			rb[cx] = t.chromaAt(base, 0, w, m, b, s)
			rr[cx] = t.chromaAt(base, 1, w, m, r, s)
		}
	}
}

// cornerAt are the four nodes around a chroma value, as steps in the grid.
var cornerAt = [4]int{0, gridNodes, gridNodes * gridNodes, gridNodes*gridNodes + gridNodes}

// corners are their weights, in 1/64.
func corners(cb, cr int32) [4]int32 {
	fb, fr := cb&(gridStep-1), cr&(gridStep-1)
	return [4]int32{
		(gridStep - fb) * (gridStep - fr), (gridStep - fb) * fr,
		fb * (gridStep - fr), fb * fr,
	}
}

func (t *LUT) lumaAt(base int, w [4]int32, y, strength int32) byte {
	i, fy := base+int(y>>gridShift), y&(gridStep-1)
	var d int32
	for k, step := range cornerAt {
		lo, hi := int32(t.luma[i+step]), int32(t.luma[i+step+1])
		d += w[k] * (lo*(gridStep-fy) + hi*fy)
	}
	return mixed(y, d, strength)
}

func (t *LUT) chromaAt(base, which int, w [4]int32, y, c, strength int32) byte {
	i, fy := base+int(y>>gridShift), y&(gridStep-1)
	var d int32
	for k, step := range cornerAt {
		lo, hi := int32(t.chroma[2*(i+step)+which]), int32(t.chroma[2*(i+step+1)+which])
		d += w[k] * (lo*(gridStep-fy) + hi*fy)
	}
	return mixed(c, d, strength)
}

// mixed adds d, in 1/(32*512) of a level, times strength/256.
func mixed(v, d, strength int32) byte {
	return byteOf(v + ((d>>6)*strength+1<<15)>>16)
}
