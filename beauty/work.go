package beauty

import (
	"time"

	"onair/beauty/face"
)

// cell is the side, in luma pixels, of one cell of the small grid on which skin
// and local statistics are found (the subsampling s of He and Sun's fast guided
// filter).
const cell = 4

// work holds a chain's buffers and what is known about the frame in the works.
// The small planes have one entry a cell, row by row; everything is allocated
// when the frame size changes and then used again.
type work struct {
	k      kernels
	at     time.Time // when the frame was taken
	w, h   int       // luma size the buffers fit
	lw, lh int       // cells

	sum  []uint16 // luma sum of the cell's 16 pixels
	sq   []uint32 // sum of squares
	box  windows
	cA   []uint32
	cB   []uint32
	cC   []uint32
	tmp  []uint32
	gain []int16 // what smoothing takes of the pixel, Q12
	bias []int16 // what it adds, Q4
	raw  []int16 // skin of this frame alone, 0..256
	soft []int16 // skin, feathered
	mask []int16 // skin, steadied over time, 0..256
	rows []int16 // row cache of the kernels

	inFaces faceSkin
	weights []int16 // what skin returns: mask, without the features of known faces

	now time.Time // when the frame was captured

	faces      []face.Face // in the camera's picture, largest first, 4 at most
	hands      []face.Hand
	person     face.Mask
	personSeen bool // person holds a mask

	behind      behind         // what background and green screen keep
	warp        warp           // what reshape does to this frame
	plans       [maxFaces]plan // the changes it is made of
	moved       []face.Face    // what shaped returns
	shapedReady bool

	statsReady bool
	maskReady  bool
	maskSeen   bool // mask holds the previous frame's
}

// begin makes the buffers fit f and forgets the frame before it.
func (w *work) begin(f *frame) {
	w.statsReady, w.maskReady, w.shapedReady = false, false, false
	w.warp.begin(f.y.w, f.y.h)
	if w.w == f.y.w && w.h == f.y.h {
		return
	}
	w.w, w.h = f.y.w, f.y.h
	w.lw, w.lh = (w.w+cell-1)/cell, (w.h+cell-1)/cell
	n := w.lw * w.lh
	w.sum, w.sq = make([]uint16, n), make([]uint32, n)
	for _, p := range []*[]uint32{
		&w.box.sum, &w.box.sq, &w.box.xx, &w.box.yy, &w.box.xy, &w.cA, &w.cB, &w.cC, &w.tmp,
	} {
		*p = make([]uint32, n)
	}
	w.gain, w.bias = make([]int16, n), make([]int16, n)
	w.raw, w.soft, w.mask = make([]int16, n), make([]int16, n), make([]int16, n)
	w.rows = make([]int16, rowCache*(w.w+2*cell))
	w.maskSeen = false
}

// rowCache is how many rows of luma width the kernels may need at once.
const rowCache = 6

// stats finds each cell's luma sum and sum of squares, once a frame and before
// any filter has changed the luma.
func (w *work) stats(f *frame) {
	if w.statsReady {
		return
	}
	w.statsReady = true
	w.k.blockStats(&f.y, w.sum, w.sq)
}

// skin returns the frame's skin weights, one a cell, 0 (none) to 256 (skin).
func (w *work) skin(f *frame) []int16 {
	if w.maskReady {
		return w.weights
	}
	w.maskReady = true
	w.stats(f)
	w.k.skin(f, w.sum, w.lw, w.lh, w.raw)
	w.k.feather(w.raw, w.soft, w.lw, w.lh)
	if w.maskSeen {
		w.k.settle(w.mask, w.soft)
	} else {
		w.maskSeen = true
		copy(w.mask, w.soft)
	}
	w.weights = w.mask
	if len(w.faces) > 0 {
		w.weights = w.inFaces.keep(w, w.mask)
	}
	return w.weights
}
