// The inner loops on skin in C; kernels.go says what each does, the Go of the
// tests is their reference. On x86-64 a second set is compiled for AVX2.
#ifndef ONAIR_BEAUTY_SKIN_H
#define ONAIR_BEAUTY_SKIN_H

#include "plane.h"

#define SETTLE 64 // settleFull

typedef struct {
	const uint32_t *sum, *sq, *xx, *yy, *xy;
} windows;

typedef struct {
	float inv_long, inv_wide, cb, cr, cosine, sine, inner, outer;
	float ref, min, max, dark, lit;
} skin_model;

#define FIT_SIDE 64 // fitSide

typedef struct {
	const uint8_t *inside, *beyond, *inside_luma, *beyond_luma;
} colours;

typedef struct {
	const uint8_t *inside, *hair, *body;
} places;

typedef struct {
	uint32_t *w, *cb, *cr, *sq;
} chromas;

typedef struct {
	float mottled, red, edge, far;
} evens;

#define KERNELS(X) \
	X(void, skin, (plane cb, plane cr, const uint16_t *sum, int lw, int lh, skin_model m, int16_t *out)) \
	X(void, keep, (int16_t *weights, const uint8_t *body, int n)) \
	X(void, weigh_skin, (plane cb, plane cr, const uint16_t *sum, int lw, int lh, colours t, places r, int16_t *out)) \
	X(void, products, (const uint16_t *sum, const int16_t *weights, uint32_t *l, uint32_t *ll, uint32_t *w, uint32_t *lw, int n)) \
	X(void, slant, (windows in, uint32_t *a, uint32_t *b, int n, int r, float edge)) \
	X(void, guided, (const uint16_t *sum, const uint32_t *box_a, const uint32_t *box_b, int16_t *out, int n, int r)) \
	X(void, settle, (int16_t *mask, const int16_t *now, int n)) \
	X(void, box_sum, (const uint32_t *src, uint32_t *dst, uint32_t *tmp, int lw, int lh, int r)) \
	X(void, slopes, (const uint16_t *sum, uint32_t *xx, uint32_t *yy, uint32_t *xy, int lw, int lh)) \
	X(void, flatness, (windows in, uint32_t *c, uint32_t *d, int lw, int lh, int r, float edge, float lines)) \
	X(void, combine, (const uint32_t *bc, const uint32_t *bd, const uint16_t *sum, const int16_t *mask, \
		int16_t *gain, int16_t *bias, int n, int window, float strength, float fine)) \
	X(void, linear, (plane y, cells gain, cells bias, int per, int first, int end)) \
	X(void, blocks, (plane cb, plane cr, const int16_t *mask, int lw, int lh, chromas out)) \
	X(void, targets, (chromas near, chromas wide, int16_t *share, int16_t *cb, int16_t *cr, int n, evens e)) \
	X(void, pull, (const int16_t *mask, int lw, int lh, const int16_t *share, const int16_t *to, int16_t *gain, int16_t *bias)) \
	X(void, sharpen, (plane y, cells mask, int amount, int on_skin, int core)) \
	X(void, lift, (plane y, cells mask, int32_t c0, int32_t c1, int32_t base, int32_t skin, int first, int end)) \
	X(void, tint, (plane c, cells mask, int32_t scale_base, int32_t scale_skin, int32_t move_skin, int first, int end))

#define DECLARE(ret, name, args) ret beauty_##name args;
KERNELS(DECLARE)
#undef DECLARE

#endif
