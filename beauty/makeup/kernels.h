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
	int32_t below_cb, below_cr, keep; // keep is at most 128
} pigment;

typedef struct {
	int64_t weight, sum;
} makeup_sums;

typedef struct {
	int64_t weight, cb, cr;
} makeup_below;

#define MOST_SKINS 6
#define HAIR_STEP 8

typedef struct {
	uint8_t like[256], sure[256], wide[256];
	int32_t mean[3], skins[MOST_SKINS][3], n;
} hair_colours;

makeup_sums beauty_makeup_mean(plane y, coverage c);
makeup_below beauty_makeup_below(plane cb, plane cr, coverage c);
void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity);
void beauty_makeup_hair(plane y, plane cb, plane cr, coverage c, uint8_t *to, const uint8_t *may, const uint8_t *crown, int stride, const hair_colours *h);

#endif
