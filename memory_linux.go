//go:build linux && cgo

package main

// #include <malloc.h>
//
// // glibc is kept from giving texture-sized blocks back to the system after each upload, only to
// // ask for them again with the next picture; and from keeping free memory in as many places as
// // there are threads. That has to be said before any thread has asked for memory.
// __attribute__((constructor)) static void tune(void)
// {
// 	mallopt(M_TRIM_THRESHOLD, 256 << 20);
// 	mallopt(M_MMAP_THRESHOLD, 64 << 20);
// 	mallopt(M_ARENA_MAX, 2);
// }
import "C"

// trim gives back what is free on C's heap.
func trim() { C.malloc_trim(0) }
