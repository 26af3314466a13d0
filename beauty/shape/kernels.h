// The warp's inner loop in C; apply.go says what it does, the Go of the
// tests is its reference.
#ifndef ONAIR_BEAUTY_WARP_H
#define ONAIR_BEAUTY_WARP_H

#include "plane.h"

void beauty_warp(plane dst, const uint8_t *src, int stride, const int16_t *dx, const int16_t *dy, int gw, int per,
	const int8_t *taps, int32_t *px, int32_t *py, int first, int end);

#endif
