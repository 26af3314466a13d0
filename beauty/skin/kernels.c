#include "kernels.h"
#include "floats.h"

#define BODY "kernels_body.h"
#include "sets.h"

void beauty_skin(plane cb, plane cr, const uint16_t *sum, int lw, int lh, skin_model m, int16_t *out) {
	CHOOSE(skin, (cb, cr, sum, lw, lh, m, out));
}

void beauty_keep(int16_t *weights, const uint8_t *body, int n) { CHOOSE(keep, (weights, body, n)); }

void beauty_weigh_skin(plane cb, plane cr, const uint16_t *sum, int lw, int lh, colours t, places r, int16_t *out) {
	CHOOSE(weigh_skin, (cb, cr, sum, lw, lh, t, r, out));
}

void beauty_products(const uint16_t *sum, const int16_t *weights, uint32_t *l, uint32_t *ll, uint32_t *w, uint32_t *lw, int n) {
	CHOOSE(products, (sum, weights, l, ll, w, lw, n));
}

void beauty_slant(windows in, uint32_t *a, uint32_t *b, int n, int r, float edge) { CHOOSE(slant, (in, a, b, n, r, edge)); }

void beauty_guided(const uint16_t *sum, const uint32_t *box_a, const uint32_t *box_b, int16_t *out, int n, int r) {
	CHOOSE(guided, (sum, box_a, box_b, out, n, r));
}

void beauty_settle(int16_t *mask, const int16_t *now, int n) { CHOOSE(settle, (mask, now, n)); }

void beauty_box_sum(const uint32_t *src, uint32_t *dst, uint32_t *tmp, int lw, int lh, int r) {
	CHOOSE(box_sum, (src, dst, tmp, lw, lh, r));
}

void beauty_slopes(const uint16_t *sum, uint32_t *xx, uint32_t *yy, uint32_t *xy, int lw, int lh) {
	CHOOSE(slopes, (sum, xx, yy, xy, lw, lh));
}

void beauty_flatness(windows in, uint32_t *c, uint32_t *d, int lw, int lh, int r, float edge, float lines) {
	CHOOSE(flatness, (in, c, d, lw, lh, r, edge, lines));
}

void beauty_combine(const uint32_t *bc, const uint32_t *bd, const uint16_t *sum, const int16_t *mask,
	int16_t *gain, int16_t *bias, int n, int window, float strength, float fine) {
	CHOOSE(combine, (bc, bd, sum, mask, gain, bias, n, window, strength, fine));
}

void beauty_linear(plane y, cells gain, cells bias, int per, int first, int end) {
	CHOOSE(linear, (y, gain, bias, per, first, end));
}

void beauty_blocks(plane cb, plane cr, const int16_t *mask, int lw, int lh, chromas out) {
	CHOOSE(blocks, (cb, cr, mask, lw, lh, out));
}

void beauty_targets(chromas near, chromas wide, int16_t *share, int16_t *cb, int16_t *cr, int n, evens e) {
	CHOOSE(targets, (near, wide, share, cb, cr, n, e));
}

void beauty_pull(const int16_t *mask, int lw, int lh, const int16_t *share, const int16_t *to, int16_t *gain, int16_t *bias) {
	CHOOSE(pull, (mask, lw, lh, share, to, gain, bias));
}

void beauty_sharpen(plane y, cells mask, int amount, int on_skin, int core) {
	CHOOSE(sharpen, (y, mask, amount, on_skin, core));
}

void beauty_lift(plane y, cells mask, int32_t c0, int32_t c1, int32_t base, int32_t skin, int first, int end) {
	CHOOSE(lift, (y, mask, c0, c1, base, skin, first, end));
}

void beauty_tint(plane c, cells mask, int32_t scale_base, int32_t scale_skin, int32_t move_skin, int first, int end) {
	CHOOSE(tint, (c, mask, scale_base, scale_skin, move_skin, first, end));
}
