// Included by kernels.c once for each instruction set.
#include "base.h"

FN void NAME(means)(const uint8_t *R a, const uint8_t *R b, uint8_t *R to, int cw, int w) {
	for (int x = 0; x < w / 2; x++) to[x] = (a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2;
	if (w & 1) to[cw - 1] = (a[w - 1] + b[w - 1] + 1) >> 1;
}

FN void NAME(tint)(uint8_t *R c, const uint8_t *R gain, const uint8_t *R share, int n, int lamp) {
	int16_t off = lamp;
	for (int x = 0; x < n; x++) {
		int16_t v = (c[x] - 128) * 8 - SCALE(off, (int16_t)(share[x] << 7));
		c[x] = BYTE(128 + SCALE(v, (int16_t)(gain[x] << 6)));
	}
}

FN void NAME(light)(plane y, plane cb, plane cr, const tones *t, uint8_t *rows) {
	uint8_t *mean = rows, *gain = rows + cb.w, *share = rows + 2 * cb.w;
	for (int j = 0; j < cb.h; j++) {
		uint8_t *a = y.p + 2L * j * y.stride, *b = y.p + (long)MIN(2 * j + 1, y.h - 1) * y.stride;
		NAME(means)(a, b, mean, cb.w, y.w);
		NAME(bend)(mean, gain, cb.w, &t->gain);
		NAME(bend)(mean, share, cb.w, &t->share);
		NAME(tint)(cb.p + (long)j * cb.stride, gain, share, cb.w, t->cb);
		NAME(tint)(cr.p + (long)j * cr.stride, gain, share, cb.w, t->cr);
		if (t->flat) continue;
		NAME(bend)(a, a, y.w, &t->luma);
		if (a != b) NAME(bend)(b, b, y.w, &t->luma);
	}
}
