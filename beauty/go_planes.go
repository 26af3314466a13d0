package beauty

// phase4 are the two weights, in eighths, of the cells left and right of a
// pixel, by its place in the cell; the first two places lean on the cell before.
var phase4 = [cell][2]int32{{3, 5}, {1, 7}, {7, 1}, {5, 3}}

// phase2 is the same for chroma, two samples a cell.
var phase2 = [2][2]int32{{2, 6}, {6, 2}}

// expandRow interpolates a row of cells to n samples, per samples a cell.
func expandRow(src []int16, dst []int16, n, per int) {
	last := len(src) - 1
	for x := range n {
		i, w := phase(x, per)
		a, b := src[max(i, 0)], src[min(i+1, last)]
		dst[x] = int16(lerp(a, b, w))
	}
}

// phase gives the left (or upper) cell of sample x and the weights of it and
// the next.
func phase(x, per int) (int, [2]int32) {
	if per == 2 {
		return x>>1 - (1 - x&1), phase2[x&1]
	}
	i := x >> 2
	if x&3 < 2 {
		i--
	}
	return i, phase4[x&3]
}

// expander hands out the rows of a plane of cells interpolated to pixels. It
// keeps the two rows it is between.
type expander struct {
	cells  []int16
	lw, lh int
	n, per int
	rows   [2][]int16
	at     [2]int
}

func newExpander(cells []int16, lw, lh, n, per int, rows []int16) expander {
	return expander{
		cells: cells, lw: lw, lh: lh, n: n, per: per,
		rows: [2][]int16{rows[:n], rows[n : 2*n]}, at: [2]int{-1, -1},
	}
}

// row returns the two expanded rows around row y and their weights in eighths.
func (e *expander) row(y int) (a, b []int16, w [2]int32) {
	i, w := phase(y, e.per)
	return e.expanded(max(i, 0)), e.expanded(min(i+1, e.lh-1)), w
}

func (e *expander) expanded(i int) []int16 {
	k := i & 1
	if e.at[k] != i {
		e.at[k] = i
		expandRow(e.cells[i*e.lw:(i+1)*e.lw], e.rows[k], e.n, e.per)
	}
	return e.rows[k]
}

func lerp(a, b int16, w [2]int32) int32 {
	return int32(a) + ((int32(b)-int32(a))*w[1]+4)>>3
}

// scale is a*b in 1/32768, rounded.
func scale(a, b int32) int32 { return (a*b + 1<<14) >> 15 }

func byteOf(v int32) byte { return byte(min(max(v, 0), 255)) }

// goLinear is the reference of kernels.linear.
func goLinear(y *plane, gain, bias []int16, lw, lh int, rows []int16) {
	eg := newExpander(gain, lw, lh, y.w, cell, rows)
	eb := newExpander(bias, lw, lh, y.w, cell, rows[2*y.w:])
	for j := range y.h {
		ga, gb, w := eg.row(j)
		ba, bb, _ := eb.row(j)
		row := y.p[j*y.stride:][:y.w]
		for x, v := range row {
			take := (lerp(ga[x], gb[x], w) * int32(v)) >> 8
			row[x] = byteOf(int32(v) + (lerp(ba[x], bb[x], w)-take+8)>>4)
		}
	}
}

// goSharpen is the reference of kernels.sharpen. Differences up to sharpenCore
// are taken for noise.
func goSharpen(y *plane, mask []int16, lw, lh int, amount, onSkin int, rows []int16) {
	e := newExpander(mask, lw, lh, y.w, cell, rows)
	above, here := rows[2*y.w:3*y.w], rows[3*y.w:4*y.w]
	for x := range y.w {
		here[x] = int16(y.p[x])
	}
	copy(above, here)
	for j := range y.h {
		row := y.p[j*y.stride:][:y.w]
		below := y.p[min(j+1, y.h-1)*y.stride:][:y.w]
		ma, mb, w := e.row(j)
		column := func(x int) int32 {
			return int32(above[x]) + 2*int32(here[x]) + int32(below[x])
		}
		// The row below is original still, unless there is none: then it is
		// this row, of which only columns up to x have changed.
		last := j == y.h-1
		if last {
			column = func(x int) int32 { return int32(above[x]) + 3*int32(here[x]) }
		}
		for x := range row {
			blur := column(max(x-1, 0)) + 2*column(x) + column(min(x+1, y.w-1))
			high := 16*int32(here[x]) - blur
			high -= min(max(high, -sharpenCore), sharpenCore)
			a := int32(amount) + (int32(onSkin)*lerp(ma[x], mb[x], w))>>8
			row[x] = byteOf(int32(here[x]) + scale(8*high, a))
		}
		above, here = here, above
		if !last {
			for x, v := range below {
				here[x] = int16(v)
			}
		}
	}
}

const sharpenCore = 48 // three levels, times the 16 of the blur's weights

// goLift is the reference of kernels.lift.
func goLift(y *plane, mask []int16, lw, lh int, t tone, rows []int16) {
	e := newExpander(mask, lw, lh, y.w, cell, rows)
	for j := range y.h {
		ma, mb, w := e.row(j)
		row := y.p[j*y.stride:][:y.w]
		for x, b := range row {
			v := int32(b)
			hump := max((v-16)*(235-v), 0)
			up := scale(hump, t.c0+t.c1*v)
			k := t.base + (t.skin*lerp(ma[x], mb[x], w))>>8
			row[x] = byteOf(v + scale(8*up, k))
		}
	}
}

// goTint is the reference of kernels.tint.
func goTint(c *plane, mask []int16, lw, lh int, t tint, rows []int16) {
	e := newExpander(mask, lw, lh, c.w, 2, rows)
	for j := range c.h {
		ma, mb, w := e.row(j)
		row := c.p[j*c.stride:][:c.w]
		for x, b := range row {
			v, m := int32(b), lerp(ma[x], mb[x], w)
			k := t.scaleBase<<8 + t.scaleSkin*m
			row[x] = byteOf(v + ((v-128)*k+t.moveSkin*m+1<<15)>>16)
		}
	}
}
