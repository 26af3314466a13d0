#include "kernels.h"
#include "floats.h"

#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Four floats that belong together: Y, Cb, Cr and one more. SSE and NEON have
// registers of that size; others do it piece by piece.
typedef float v4 __attribute__((vector_size(16), aligned(4), may_alias));
typedef float v8 __attribute__((vector_size(32), aligned(4), may_alias)); // two of them
typedef int v8i __attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t h8 __attribute__((vector_size(16), aligned(2), may_alias));
typedef uint8_t b8 __attribute__((vector_size(8), aligned(1), may_alias));

#define BODY "kernels_body.h"
#include "sets.h"

void beauty_stretch(const uint8_t *mask, int mw, int mh, int16_t *out, int lw, int lh) {
	CHOOSE(stretch, (mask, mw, mh, out, lw, lh));
}

void beauty_stir(int16_t *known, const uint16_t *sum, int16_t *rate, int16_t *far, int lw, int lh, stir_numbers s) {
	CHOOSE(stir, (known, sum, rate, far, lw, lh, s));
}

void beauty_follow(int16_t *mask, const int16_t *now, const int16_t *rate, int n, int more) {
	CHOOSE(follow, (mask, now, rate, n, more));
}

void beauty_gather(plane cb, plane cr, const uint16_t *sum, const int16_t *mask, int lw, int lh, float *out) {
	CHOOSE(gather, (cb, cr, sum, mask, lw, lh, out));
}

void beauty_guide(const float *cells, float *columns, float *out, int lw, int lh, int r, float eps_y, float eps_c) {
	CHOOSE(guide, (cells, columns, out, lw, lh, r, eps_y, eps_c));
}

void beauty_box4(const float *src, float *columns, float *dst, int lw, int lh, int r) {
	CHOOSE(box4, (src, columns, dst, lw, lh, r));
}

void beauty_matte(plane y, plane cb, plane cr, const float *maps, int lw, int lh, curve c, uint8_t *rows, int16_t *kept,
	uint8_t *idle, const int16_t *rate, plane alpha, int begin, int end) {
	CHOOSE(matte, (y, cb, cr, maps, lw, lh, c, rows, kept, idle, rate, alpha, begin, end));
}

void beauty_weigh(const float *cells, const uint16_t *alpha, int lw, int lh, float *out) {
	CHOOSE(weigh, (cells, alpha, lw, lh, out));
}

void beauty_level(const float *cells, cells3 out, int n) { CHOOSE(level, (cells, out, n)); }

void beauty_wrap(const float *cells, const float *shares, cells3 light, float amount, cells3 out, int n) {
	CHOOSE(wrap, (cells, shares, light, amount, out, n));
}

void beauty_resample(plane src, plane dst, part win, int16_t *rows) { CHOOSE(resample, (src, dst, win, rows)); }

void beauty_key(plane cb, plane cr, key_numbers k, uint8_t *out) { CHOOSE(key, (cb, cr, k, out)); }

void beauty_widen(const uint8_t *in, int cw, int ch, plane alpha) { CHOOSE(widen, (in, cw, ch, alpha)); }

void beauty_bound(const uint8_t *in, int cw, int ch, plane alpha, uint8_t *rows) { CHOOSE(bound, (in, cw, ch, alpha, rows)); }

int beauty_search(const uint8_t *now, const uint8_t *then, const int16_t *mask, int lw, int lh, uint8_t *edges, int n,
	motion_numbers m, uint8_t *person, int16_t *field, int16_t *sure) {
	return CHOOSE(search, (now, then, mask, lw, lh, edges, n, m, person, field, sure));
}

void beauty_ranges(const int16_t *mask, int lw, int lh, int16_t *to) { CHOOSE(ranges, (mask, lw, lh, to)); }

void beauty_shift(const int16_t *mask, const int16_t *field, int lw, int lh, int16_t *out, int16_t *blocks) {
	CHOOSE(shift, (mask, field, lw, lh, out, blocks));
}

void beauty_compose(plane p, plane alpha, cells old, cells wrap, plane back, int clean, int16_t *shares, int first, int end) {
	CHOOSE(compose, (p, alpha, old, wrap, back, clean, shares, first, end));
}
