//go:build cgo

package beauty

/*
#include "warp.h"
*/
import "C"

import "unsafe"

func cWarpKernels() warpKernels { return warpKernels{warp: cWarp} }

func cWarp(dst *plane, src *spared, f *field, per int, rows []int32) {
	half := dst.w + mesh
	C.beauty_warp(cPlane(dst), (*C.uint8_t)(unsafe.Pointer(&src.p[0])), C.int(src.stride),
		i16(f.dx), i16(f.dy), C.int(f.gw), C.int(per),
		(*C.int8_t)(unsafe.Pointer(&warpTaps[0][0])), i32(rows[:half]), i32(rows[half:]))
}

func i32(s []int32) *C.int32_t { return (*C.int32_t)(unsafe.Pointer(&s[0])) }
