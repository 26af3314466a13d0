package pixel

// Cell is the side, in luma pixels, of one cell of the small grid on which skin
// and local statistics are found (the subsampling s of He and Sun's fast guided
// filter).
const Cell = 4

// rowCache is how many rows of luma width the kernels may need at once.
const rowCache = 6

// Cells are a frame's luma statistics, one entry a cell, row by row, and scratch
// rows for kernels. They are allocated when the frame size changes and then used
// again. They belong to the goroutine that works on the frame.
type Cells struct {
	W, H   int // luma size they fit
	LW, LH int // cells in a row, and rows of them

	Sum []uint16 // luma sum of the cell's 16 pixels; good after stats
	Sq  []uint32 // sum of squares; likewise

	Rows []int16 // what a kernel may write to while it runs

	ready bool
}

// Begin makes the buffers fit f and forgets the frame before it.
func (c *Cells) Begin(f *Frame) {
	c.ready = false
	if c.W == f.Y.W && c.H == f.Y.H {
		return
	}
	c.W, c.H = f.Y.W, f.Y.H
	c.LW, c.LH = (c.W+Cell-1)/Cell, (c.H+Cell-1)/Cell
	n := c.LW * c.LH
	c.Sum, c.Sq = make([]uint16, n), make([]uint32, n)
	c.Rows = make([]int16, rowCache*(c.W+2*Cell))
}

// Stats finds sum and sq, once a frame and before any filter has changed the luma.
func (c *Cells) Stats(f *Frame) {
	if c.ready {
		return
	}
	c.ready = true
	BlockStats(&f.Y, c.Sum, c.Sq)
}

// Repainted has stats look at the frame anew: its luma has changed altogether.
func (c *Cells) Repainted() { c.ready = false }
