package denoise

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goKernels are the reference of the C kernels.
func goKernels() kernels {
	return kernels{reduce: goReduce, coarse: goCoarse, search: goSearch, weigh: goWeigh, soften: goSoften, settle: goSettle}
}

func at(p *pixel.Plane, x, y int) int { return int(p.P[y*p.Stride+x]) }

func abs(v int) int { return max(v, -v) }

func goReduce(y, small *pixel.Plane) {
	for j := range small.H {
		for i := range small.W {
			sum := 8
			for k := range 16 {
				sum += at(y, 4*i+k%4, 4*j+k/4)
			}
			small.P[j*small.Stride+i] = byte(sum >> 4)
		}
	}
}

// compared are two places of side by side pixels: the sum of differences, what the first one has more, and its sum.
func compared(a *pixel.Plane, ax, ay int, b *pixel.Plane, bx, by, side int) (differ, more, sum int) {
	for j := range side {
		for i := range side {
			d := at(a, ax+i, ay+j) - at(b, bx+i, by+j)
			differ, more, sum = differ+abs(d), more+d, sum+at(a, ax+i, ay+j)
		}
	}
	return differ, more, sum
}

// goBlock looks for where a block of one plane was in another.
type goBlock struct {
	now, was         *pixel.Plane
	x, y, side, cost int
	best             step
}

func (b *goBlock) try(s step, bias int) {
	x, y := b.x+int(s.x), b.y+int(s.y)
	if x < 0 || y < 0 || x+b.side > b.was.W || y+b.side > b.was.H {
		return
	}
	if c, _, _ := compared(b.now, b.x, b.y, b.was, x, y, b.side); c+bias < b.cost {
		b.cost, b.best = c+bias, s
	}
}

func (b *goBlock) around(by, most, bias int) {
	o := b.best
	for j := -1; j <= 1; j++ {
		for i := -1; i <= 1; i++ {
			x, y := int(o.x)+i*by, int(o.y)+j*by
			if (i != 0 || j != 0) && abs(x) <= most && abs(y) <= most {
				b.try(step{int8(x), int8(y)}, bias)
			}
		}
	}
}

func goCoarse(now, was *pixel.Plane, to []step, bw, bh, still int) {
	for i := range bw * bh {
		b := goBlock{now: now, was: was, x: min(i%bw*8, now.W-8), y: min(i/bw*8, now.H-8), side: 8, cost: 1 << 30}
		b.try(step{}, 0)
		if b.cost > still {
			if i%bw > 0 {
				b.try(to[i-1], 0)
			}
			if i >= bw {
				b.try(to[i-bw], 0)
			}
			for by := 3; by > 0; by-- {
				b.around(by, 8, 0)
			}
		}
		to[i] = b.best
	}
}

func goSearch(now, was *pixel.Plane, coarse, before, to []step, bw, bh, floor int) {
	for i := range bw * bh {
		b := goBlock{now: now, was: was, x: min(i%bw*16, now.W-16), y: min(i/bw*16, now.H-16), side: 16, cost: 1 << 30}
		b.try(step{}, 0)
		c := coarse[i/bw/2*((bw+1)/2)+i%bw/2]
		tries := [4]step{before[i], {}, {}, {4 * c.x, 4 * c.y}}
		if i%bw > 0 {
			tries[1] = to[i-1]
		}
		if i >= bw {
			tries[2] = to[i-bw]
		}
		for _, s := range tries {
			if b.cost > floor && s != (step{}) {
				b.try(s, floor>>4)
			}
		}
		if b.cost > floor {
			b.around(2, 48, floor>>4)
			b.around(1, 48, floor>>4)
		}
		to[i] = b.best
	}
}

func (l limit) pass(v int) int { return min(max(l.lo+l.span-abs(v), 0), l.span) * l.inv >> 16 }

func goWeigh(now, was *pixel.Frame, s []step, bw int, g *gates, ages, aged, weights []uint8, seen *histograms) {
	for i := range g.cw * g.ch {
		cx, cy := i%g.cw, i/g.cw
		x, y := min(8*cx, now.Y.W-8), min(8*cy, now.Y.H-8)
		sx, sy := int(s[cy/2*bw+cx/2].x), int(s[cy/2*bw+cx/2].y)
		d, more, sum := compared(&now.Y, x, y, &was.Y, x+sx, y+sy, 8)
		pass, dc := min(g.differ.pass(d), g.luma.pass(more)), 0
		for k := 1; k < 3; k++ {
			p := now.Plane(k)
			u, v := min(4*cx, p.W-4), min(4*cy, p.H-4)
			d, more, _ := compared(p, u, v, was.Plane(k), u+sx>>1, v+sy>>1, 4)
			dc += d
			pass = min(pass, g.chroma.pass(more))
		}
		if sum >= 64*24 && sum <= 64*228 {
			seen.luma[min(d>>4, 255)]++
			seen.chroma[min(dc>>3, 255)]++
		}
		age := int(ages[min((y+sy+4)>>3, g.ch-1)*g.cw+min((x+sx+4)>>3, g.cw-1)]) * pass >> 8
		weights[i] = uint8(256 * age / (age + 16))
		aged[i] = uint8(min(age+16, g.most))
	}
}

func goSoften(from, to []uint8, cw, ch int) {
	for j := range ch {
		for i := range cw {
			sum := 8
			for k := -1; k <= 1; k++ {
				for l := -1; l <= 1; l++ {
					w := (2 - abs(k)) * (2 - abs(l))
					sum += w * int(from[min(max(j+k, 0), ch-1)*cw+min(max(i+l, 0), cw-1)])
				}
			}
			to[j*cw+i] = min(uint8(sum>>4), from[j*cw+i])
		}
	}
}

func goSettle(now, was, next *pixel.Plane, s []step, bw int, weights []uint8, cw, ch, half, lo, span int, _ []int16) {
	side, cell := 16>>half, 8>>half
	inv := 32767 / span
	// between are the cells beside a place, the first's share and the second's, of 2*cell.
	between := func(v, n int) (a, b, part int) {
		a = (v+cell/2)/cell - 1
		return max(a, 0), min(a+1, n-1), 2*(v+cell/2-(a+1)*cell) + 1
	}
	for y := range now.H {
		ya, yb, py := between(y, ch)
		for x := range now.W {
			xa, xb, px := between(x, cw)
			row := func(r int) int {
				a, b := int(weights[r*cw+xa]), int(weights[r*cw+xb])
				if x%cell < cell/2 {
					return b*128 + (a-b)*(2*cell-px)*(64/cell)
				}
				return a*128 + (b-a)*px*(64/cell)
			}
			over, under := int32(row(ya)), int32(row(yb))
			w := over + pixeltest.Scale(under-over, int32(py*(16384/cell)))
			st := s[y/side*bw+x/side]
			c := at(now, x, y)
			d := at(was, x+int(st.x)>>half, y+int(st.y)>>half) - c
			left := min(max(lo+span-abs(d), 0), span) * inv
			v := c + int(pixeltest.Scale(int32(d), pixeltest.Scale(w, int32(left))))
			next.P[y*next.Stride+x] = byte(v)
		}
	}
	for y := range now.H {
		copy(now.P[y*now.Stride:][:now.W], next.P[y*next.Stride:][:now.W])
	}
}
