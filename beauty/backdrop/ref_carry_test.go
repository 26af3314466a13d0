package backdrop

// goSearch is the reference of kernels.search.
func goSearch(now, then []uint8, mask []int16, lw, lh int, edges []uint8, still int, _ []uint8, field, sure []int16) bool {
	const side = motionSide
	bw, any := (lw+motionBlock-1)/motionBlock, false
	counts := func(x, y int) bool {
		l, r := max(x-motionRim, 0), min(x+motionRim, lw-1)
		up, down := max(y-motionRim, 0), min(y+motionRim, lh-1)
		return max(mask[y*lw+x], mask[y*lw+l], mask[y*lw+r], mask[up*lw+x], mask[down*lw+x]) > motionLeast
	}
	for i, edge := range edges {
		field[2*i], field[2*i+1], sure[2*i], sure[2*i+1] = 0, 0, 0, 0
		if edge == 0 {
			continue
		}
		x := min(max(i%bw*motionBlock-motionSight, 0), lw-side)
		y := min(max(i/bw*motionBlock-motionSight, 0), lh-side)
		cells, across, down := 0, 0, 0
		for j := range side {
			for k := range side {
				if !counts(x+k, y+j) {
					continue
				}
				cells++
				at := (y+j)*lw + x + k
				if j < side-1 && k < side-1 && counts(x+k+1, y+j) {
					across += max(int(then[at])-int(then[at+1]), int(then[at+1])-int(then[at]))
				}
				if j < side-1 && k < side-1 && counts(x+k, y+j+1) {
					down += max(int(then[at])-int(then[at+lw]), int(then[at+lw])-int(then[at]))
				}
			}
		}
		sure[2*i], sure[2*i+1] = int16(max(16*across/max(cells, 1)-still, 0)), int16(max(16*down/max(cells, 1)-still, 0))
		if cells < motionFewest || sure[2*i]|sure[2*i+1] == 0 {
			edges[i], sure[2*i], sure[2*i+1] = 0, 0, 0
			continue
		}
		price := motionPrice * cells >> 8
		cost := func(dx, dy int) int {
			s := price * (max(dx, -dx) + max(dy, -dy))
			for j := range side {
				a, b := now[(y+dy+j)*lw+x+dx:][:side], then[(y+j)*lw+x:][:side]
				for k, v := range b {
					if counts(x+k, y+j) {
						s += max(int(v)-int(a[k]), int(a[k])-int(v))
					}
				}
			}
			return s
		}
		least := cost(0, 0)
		if least <= still*cells>>4 {
			continue
		}
		x0, x1 := max(-motionReach, -x), min(motionReach, lw-side-x)
		y0, y1 := max(-motionReach, -y), min(motionReach, lh-side-y)
		mx, my := 0, 0
		try := func(fromX, toX, fromY, toY, step int) {
			for dy := fromY; dy <= toY; dy += step {
				for dx := fromX; dx <= toX; dx += step {
					if c := cost(dx, dy); c < least {
						least, mx, my = c, dx, dy
					}
				}
			}
		}
		// Every other place first, then around the best of them.
		try(x0, x1, y0, y1, 2)
		try(max(mx-1, x0), min(mx+1, x1), max(my-1, y0), min(my+1, y1), 1)
		fx, fy := 16*mx, 16*my
		if mx > x0 && mx < x1 {
			fx += lowest(cost(mx-1, my), least, cost(mx+1, my))
		}
		if my > y0 && my < y1 {
			fy += lowest(cost(mx, my-1), least, cost(mx, my+1))
		}
		field[2*i], field[2*i+1] = int16(-fx), int16(-fy)
		any = any || fx != 0 || fy != 0
	}
	return any
}

// lowest is where the parabola through three neighbours is lowest, in 1/16 of a
// step from the middle.
func lowest(l, m, r int) int {
	d := l - 2*m + r
	if d <= 0 {
		return 0
	}
	return min(max(8*(l-r)/d, -8), 8)
}

// goRanges is the reference of kernels.ranges.
func goRanges(mask []int16, lw, lh int, to []int16) {
	bw, bh := (lw+motionBlock-1)/motionBlock, (lh+motionBlock-1)/motionBlock
	for i := range bw * bh {
		to[2*i], to[2*i+1] = 256, 0
	}
	for y := range lh {
		for x := range lw {
			i := 2 * (y/motionBlock*bw + x/motionBlock)
			to[i], to[i+1] = min(to[i], mask[y*lw+x]), max(to[i+1], mask[y*lw+x])
		}
	}
}

// goShift is the reference of kernels.shift.
func goShift(mask, field []int16, lw, lh int, out, _ []int16) {
	bw, bh := (lw+motionBlock-1)/motionBlock, (lh+motionBlock-1)/motionBlock
	for y := range lh {
		v := 2*y + 1 - motionBlock // from the blocks' middles, in half cells
		j, fy := v>>4, v&15
		top, low := max(j, 0)*bw, min(j+1, bh-1)*bw
		for x := range lw {
			u := 2*x + 1 - motionBlock
			i, fx := u>>4, u&15
			l, r := max(i, 0), min(i+1, bw-1)
			at := func(k int) int {
				a := int(field[2*(top+l)+k])*(16-fx) + int(field[2*(top+r)+k])*fx
				b := int(field[2*(low+l)+k])*(16-fx) + int(field[2*(low+r)+k])*fx
				return (a*(16-fy) + b*fy) >> 8
			}
			px := min(max(16*x+at(0), 0), 16*(lw-1))
			py := min(max(16*y+at(1), 0), 16*(lh-1))
			x0, y0, gx, gy := px>>4, py>>4, px&15, py&15
			x1, y1 := min(x0+1, lw-1), min(y0+1, lh-1)
			a := int(mask[y0*lw+x0])*(16-gx) + int(mask[y0*lw+x1])*gx
			b := int(mask[y1*lw+x0])*(16-gx) + int(mask[y1*lw+x1])*gx
			out[y*lw+x] = int16((a*(16-gy) + b*gy + 128) >> 8)
		}
	}
}
