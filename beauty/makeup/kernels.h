// The inner loops of makeup in C; kernels.go says what each does.
#ifndef ONAIR_BEAUTY_MAKEUP_H
#define ONAIR_BEAUTY_MAKEUP_H

#include "plane.h"

typedef struct {
	const uint8_t *p;
	int x0, y0, x1, y1; // even
} coverage;

typedef struct {
	uint8_t luma[256], cb[256], cr[256];
	int32_t below_cb, below_cr, keep;
} pigment;

typedef struct {
	int64_t weight, sum;
} makeup_sums;

makeup_sums beauty_makeup_mean(plane y, coverage c);
void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity);

#endif
