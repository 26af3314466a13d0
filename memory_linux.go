//go:build linux && cgo

package main

// #include <malloc.h>
import "C"

// tuneMemory keeps glibc from giving texture-sized blocks back to the system
// after each upload, only to ask for them again with the next picture; and from keeping
// free memory in as many places as there are threads.
func tuneMemory() {
	C.mallopt(C.M_TRIM_THRESHOLD, 256<<20)
	C.mallopt(C.M_MMAP_THRESHOLD, 64<<20)
	C.mallopt(C.M_ARENA_MAX, 2)
}

// trim gives back what is free on C's heap.
func trim() { C.malloc_trim(0) }
