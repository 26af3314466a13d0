// The inner loops of what goes behind a person; kernels.go says what
// each does.
#ifndef ONAIR_BEAUTY_BACKGROUND_H
#define ONAIR_BEAUTY_BACKGROUND_H

#include "plane.h"

typedef struct {
	int16_t *y, *cb, *cr;
} cells3;

typedef struct {
	int noise, gain, rest;
} stir_numbers;

typedef struct {
	float lo, steep;
} curve;

typedef struct {
	int64_t x, y, w, h;
} part;

typedef struct {
	float x, y, inv, spill, stray;
	curve curve;
} key_numbers;

#define KEPT_ONE 4096 // keptOne

#define MOTION_BLOCK 8 // motionBlock
#define MOTION_SIGHT 4 // motionSight
#define MOTION_RIM 2   // motionRim
#define MOTION_SIDE (MOTION_BLOCK + 2 * MOTION_SIGHT)

typedef struct {
	int reach, still, price, least, fewest;
} motion_numbers;

#define BACK_KERNELS(X) \
	X(void, stretch, (const uint8_t *mask, int mw, int mh, int16_t *out, int lw, int lh)) \
	X(void, stir, (int16_t *known, const uint16_t *sum, int16_t *rate, int16_t *far, int lw, int lh, stir_numbers s)) \
	X(void, follow, (int16_t *mask, const int16_t *now, const int16_t *rate, int n, int more)) \
	X(void, gather, (plane cb, plane cr, const uint16_t *sum, const int16_t *mask, int lw, int lh, float *out)) \
	X(void, guide, (const float *cells, float *columns, float *out, int lw, int lh, int r, float eps_y, float eps_c)) \
	X(void, box4, (const float *src, float *columns, float *dst, int lw, int lh, int r)) \
	X(void, matte, (plane y, plane cb, plane cr, const float *maps, int lw, int lh, curve c, uint8_t *rows, int16_t *kept, \
		uint8_t *idle, const int16_t *rate, plane alpha, int begin, int end)) \
	X(void, weigh, (const float *cells, const uint16_t *alpha, int lw, int lh, float *out)) \
	X(void, level, (const float *cells, cells3 out, int n)) \
	X(void, wrap, (const float *cells, const float *shares, cells3 light, float amount, cells3 out, int n)) \
	X(void, resample, (plane src, plane dst, part win, int16_t *rows)) \
	X(void, key, (plane cb, plane cr, key_numbers k, uint8_t *out)) \
	X(void, widen, (const uint8_t *in, int cw, int ch, plane alpha)) \
	X(void, bound, (const uint8_t *in, int cw, int ch, plane alpha, uint8_t *rows)) \
	X(int, search, (const uint8_t *now, const uint8_t *then, const int16_t *mask, int lw, int lh, uint8_t *edges, int n, \
		motion_numbers m, uint8_t *person, int16_t *field, int16_t *sure)) \
	X(void, ranges, (const int16_t *mask, int lw, int lh, int16_t *to)) \
	X(void, shift, (const int16_t *mask, const int16_t *field, int lw, int lh, int16_t *out, int16_t *blocks)) \
	X(void, compose, (plane p, plane alpha, cells old, cells wrap, plane back, int clean, int16_t *shares, int first, int end))

#define DECLARE(ret, name, args) ret beauty_##name args;
BACK_KERNELS(DECLARE)
#undef DECLARE

#endif
