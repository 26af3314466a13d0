package outline

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "blur.h"
*/
import "C"

import "unsafe"

// blur is a box blur of radius r over w by h bytes, clear beyond the border. tmp
// has room for w*h + 4*w bytes.
func blur(p []uint8, w, h, r int, tmp []uint8) {
	C.beauty_blur((*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(p))), C.int(w), C.int(h), C.int(r), (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(tmp))))
}
