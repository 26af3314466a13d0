package pixeltest

import (
	"onair/beauty/pixel"
)

// phase4 are the two weights, in eighths, of the cells left and right of a
// pixel, by its place in the cell; the first two places lean on the cell before.
var phase4 = [pixel.Cell][2]int32{{3, 5}, {1, 7}, {7, 1}, {5, 3}}

// phase2 is the same for chroma, two samples a cell.
var phase2 = [2][2]int32{{2, 6}, {6, 2}}

// expandRow interpolates a row of cells to n samples, per samples a cell.
func expandRow(src []int16, dst []int16, n, per int) {
	last := len(src) - 1
	for x := range n {
		i, w := Phase(x, per)
		a, b := src[max(i, 0)], src[min(i+1, last)]
		dst[x] = int16(Lerp(a, b, w))
	}
}

// Phase gives the left (or upper) cell of sample x and the weights of it and
// the next.
func Phase(x, per int) (int, [2]int32) {
	if per == 2 {
		return x>>1 - (1 - x&1), phase2[x&1]
	}
	i := x >> 2
	if x&3 < 2 {
		i--
	}
	return i, phase4[x&3]
}

// Expander hands out the rows of a plane of cells interpolated to pixels. It
// keeps the two rows it is between.
type Expander struct {
	Cells  []int16
	lw, lh int
	n, per int
	rows   [2][]int16
	at     [2]int
}

// NewExpander hands out rows of n samples, per samples a cell; rows has room for two.
func NewExpander(cells []int16, lw, lh, n, per int, rows []int16) Expander {
	return Expander{
		Cells: cells, lw: lw, lh: lh, n: n, per: per,
		rows: [2][]int16{rows[:n], rows[n : 2*n]}, at: [2]int{-1, -1},
	}
}

// Row returns the two expanded rows around row y and their weights in eighths.
func (e *Expander) Row(y int) (a, b []int16, w [2]int32) {
	i, w := Phase(y, e.per)
	return e.expanded(max(i, 0)), e.expanded(min(i+1, e.lh-1)), w
}

func (e *Expander) expanded(i int) []int16 {
	k := i & 1
	if e.at[k] != i {
		e.at[k] = i
		expandRow(e.Cells[i*e.lw:(i+1)*e.lw], e.rows[k], e.n, e.per)
	}
	return e.rows[k]
}

// Lerp mixes two cells by their weights in eighths.
func Lerp(a, b int16, w [2]int32) int32 {
	return int32(a) + ((int32(b)-int32(a))*w[1]+4)>>3
}

// Scale is a*b in 1/32768, rounded.
func Scale(a, b int32) int32 { return (a*b + 1<<14) >> 15 }
