package backdrop

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goGuide is the reference of kernels.guide: a guided filter with a colour
// guide (He, Sun, Tang, TPAMI 35(6) 2013, section 3.5). columns holds, for each
// column of cells, the sums over the window's rows of (v, Y*v, Cb*v, Cr*v), v
// being the cell's four numbers.
func goGuide(cells, columns, out []float32, lw, lh, r int, epsY, epsC float32) {
	n := 4 * lw
	g := guideNumbers{inv: 1 / float32((2*r+1)*(2*r+1)), epsY: epsY, epsC: epsC}
	clear(columns[:4*n])
	for i := -r; i <= r; i++ {
		addMoments(cells[min(max(i, 0), lh-1)*n:][:n], columns, 1)
	}
	for y := range lh {
		if y > 0 {
			addMoments(cells[min(y+r, lh-1)*n:][:n], columns, 1)
			addMoments(cells[max(y-r-1, 0)*n:][:n], columns, -1)
		}
		var s [16]float32
		for i := -r; i <= r; i++ {
			for k := range s {
				s[k] += columns[16*min(max(i, 0), lw-1)+k]
			}
		}
		for x := range lw {
			g.solve(&s, out[y*n+4*x:][:4])
			in, gone := 16*min(x+r+1, lw-1), 16*max(x-r, 0)
			for k := range s {
				s[k] += columns[in+k] - columns[gone+k]
			}
		}
	}
}

func addMoments(row, columns []float32, sign float32) {
	for x := 0; x < len(row); x += 4 {
		v, c := row[x:x+4], columns[4*x:4*x+16]
		for k, e := range v {
			e *= sign
			c[k] += e
			c[4+k] += float32(v[0] * e)
			c[8+k] += float32(v[1] * e)
			c[12+k] += float32(v[2] * e)
		}
	}
}

type guideNumbers struct{ inv, epsY, epsC float32 }

// guideSure is how near to 0 or 1 a window's mask must be to be left so.
const guideSure = 1.0 / 256

// solve finds the map of a window from its sums: three factors and what to add.
func (g guideNumbers) solve(s *[16]float32, o []float32) {
	my, mb, mr, mp := s[0]*g.inv, s[1]*g.inv, s[2]*g.inv, s[3]*g.inv
	if mp < guideSure || mp > 1-guideSure {
		o[0], o[1], o[2], o[3] = 0, 0, 0, mp
		return
	}
	yy := float32(s[4]*g.inv) - float32(my*my) + g.epsY
	yb := float32(s[5]*g.inv) - float32(my*mb)
	yr := float32(s[6]*g.inv) - float32(my*mr)
	yp := float32(s[7]*g.inv) - float32(my*mp)
	bb := float32(s[9]*g.inv) - float32(mb*mb) + g.epsC
	br := float32(s[10]*g.inv) - float32(mb*mr)
	bp := float32(s[11]*g.inv) - float32(mb*mp)
	rr := float32(s[14]*g.inv) - float32(mr*mr) + g.epsC
	rp := float32(s[15]*g.inv) - float32(mr*mp)
	// Cramer's rule on the symmetric matrix.
	i00 := float32(bb*rr) - float32(br*br)
	i01 := float32(br*yr) - float32(yb*rr)
	i02 := float32(yb*br) - float32(bb*yr)
	i11 := float32(yy*rr) - float32(yr*yr)
	i12 := float32(yb*yr) - float32(yy*br)
	i22 := float32(yy*bb) - float32(yb*yb)
	det := float32(yy*i00) + float32(yb*i01) + float32(yr*i02)
	inv := 1 / max(det, float32(float32(g.epsY*g.epsC)*g.epsC))
	a := float32(float32(i00*yp)+float32(i01*bp)+float32(i02*rp)) * inv
	b := float32(float32(i01*yp)+float32(i11*bp)+float32(i12*rp)) * inv
	c := float32(float32(i02*yp)+float32(i12*bp)+float32(i22*rp)) * inv
	o[0], o[1], o[2] = a, b, c
	o[3] = mp - float32(a*my) - float32(b*mb) - float32(c*mr)
}

// goMatte is the reference of kernels.matte.
func goMatte(f *pixel.Frame, maps []float32, lw, lh int, c curve, rows []float32, kept []int16, _ []uint8, rate []int16, alpha *pixel.Plane, from, to int) {
	n, cw := 4*lw, f.Cb.W
	mixed, wide := rows[:n], rows[n:n+4*cw]
	for cy := from; cy < to; cy++ {
		i, w := pixeltest.Phase(cy, 2)
		a, b := maps[max(i, 0)*n:][:n], maps[min(i+1, lh-1)*n:][:n]
		wa, wb := float32(w[0])*0.125, float32(w[1])*0.125
		for x := range mixed {
			mixed[x] = float32(a[x]*wa) + float32(b[x]*wb)
		}
		for x := range cw {
			i, w := pixeltest.Phase(x, 2)
			l, r := 4*max(i, 0), 4*min(i+1, lw-1)
			wl, wr := float32(w[0])*0.125, float32(w[1])*0.125
			for k := range 4 {
				wide[4*x+k] = float32(mixed[l+k]*wl) + float32(mixed[r+k]*wr)
			}
		}
		up, low := make([]int, lw), make([]int, lw)
		for x := range lw {
			up[x], low[x] = c.verdict(a[4*x:]), c.verdict(b[4*x:])
		}
		bs, rs := f.Cb.P[cy*f.Cb.Stride:][:cw], f.Cr.P[cy*f.Cr.Stride:][:cw]
		for x := range cw {
			m := wide[4*x : 4*x+4]
			m[3] = float32(m[1]*float32(int(bs[x])-128)) + float32(m[2]*float32(int(rs[x])-128)) + m[3]
		}
		for y := 2 * cy; y < min(2*cy+2, f.Y.H); y++ {
			in, out := f.Y.P[y*f.Y.Stride:][:f.Y.W], alpha.P[y*alpha.Stride:]
			for x, v := range in {
				m := wide[x>>1*4:][:4]
				a := float32(m[0]*float32(int(v)-128)) + m[3]
				if all, same := agreed(up, low, x/16*4, lw); same {
					out[x] = byte(255 * all)
					if kept != nil {
						kept[y*f.Y.W+x] = int16(all * keptOne)
					}
					continue
				}
				if kept != nil {
					now := int(float32(min(max(a, 0), 1)*keptOne) + 0.5)
					held := &kept[y*f.Y.W+x]
					*held += int16(((now-int(*held))*int(rate[y/4*lw+x/4]) + 128) >> 8)
					a = float32(*held) * (1.0 / keptOne)
				}
				out[x] = c.at(a)
			}
		}
	}
}

// agreed is what two rows of four cells from one on say, and the ones beside them, if all say the same.
func agreed(up, low []int, from, lw int) (int, bool) {
	all := up[from]
	for x := max(from-1, 0); x <= min(from+4, lw-1); x++ {
		if up[x] != all || low[x] != all {
			return 0, false
		}
	}
	return all, all != 2
}

// verdict is what a cell's map makes of every colour: 0 nobody, 1 the person, 2 it depends.
func (c curve) verdict(m []float32) int {
	most := (max(m[0], -m[0]) + max(m[1], -m[1]) + max(m[2], -m[2])) * 128
	switch {
	case m[3]+most <= c.lo:
		return 0
	case m[3]-most >= c.lo+1/c.steep:
		return 1
	}
	return 2
}

func (c curve) at(v float32) byte {
	q := min(max(float32((v-c.lo)*c.steep), 0), 1)
	q = float32(float32(q*q) * (3 - float32(2*q)))
	return byte(float32(q*255) + 0.5)
}
