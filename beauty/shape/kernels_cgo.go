package shape

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

func defaultKernels() kernels { return kernels{warp: cWarp} }

func cWarp(dst *pixel.Plane, src *spared, f *field, per int, rows []int32, from, to int) {
	half := dst.W + mesh
	C.beauty_warp(cPlane(dst), (*C.uint8_t)(unsafe.Pointer(&src.p[0])), C.int(src.stride),
		i16(f.dx), i16(f.dy), C.int(f.gw), C.int(per),
		(*C.int8_t)(unsafe.Pointer(&warpTaps[0][0])), i32(rows[:half]), i32(rows[half:]), C.int(from), C.int(to))
}

func i32(s []int32) *C.int32_t { return (*C.int32_t)(unsafe.Pointer(&s[0])) }

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}

func i16(s []int16) *C.int16_t { return (*C.int16_t)(unsafe.Pointer(&s[0])) }
