// The inner loop of retouch in C; kernels.go says what it does.
#ifndef ONAIR_BEAUTY_RETOUCH_H
#define ONAIR_BEAUTY_RETOUCH_H

#include "plane.h"

typedef struct {
	const uint8_t *mask;
	int width, x0, y0, x1, y1, left, top, fine, mul, none, core;
} even_part;

void beauty_even(plane y, even_part p, cells base, cells share, int16_t *cols);

#endif
