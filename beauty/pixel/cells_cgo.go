package pixel

/*
#cgo CFLAGS: -O3 -Wall
#include "cells.h"
*/
import "C"

import "unsafe"

// BlockStats sums luma and its square over each 4x4 cell of y; a cell over the
// border repeats the last row and column. sum and sq have an entry for every cell.
func BlockStats(y *Plane, sum []uint16, sq []uint32) {
	C.beauty_block_stats(C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&y.P[0])), stride: C.int(y.Stride), w: C.int(y.W), h: C.int(y.H),
	}, (*C.uint16_t)(unsafe.Pointer(&sum[0])), (*C.uint32_t)(unsafe.Pointer(&sq[0])))
}
