// Included by line.c once for each instruction set.
#include "base.h"

INLINE float NAME(unit)(int32_t v) {
	return (float)MIN(MAX(v, 0), 255 << 16) * (1.0f / (255 << 16));
}

FN void NAME(line)(const uint32_t *R packed, int w, int h, int32_t x, int32_t y, int32_t dx, int32_t dy, int n, float *R r, float *R g, float *R b) {
	for (int u = 0; u < n; u++) {
		int32_t px = (int32_t)((uint32_t)x + (uint32_t)u * (uint32_t)dx), py = (int32_t)((uint32_t)y + (uint32_t)u * (uint32_t)dy);
		int x0 = px >> 16, y0 = py >> 16;
		int x1 = MIN(MAX(x0 + 1, 0), w - 1), p = MIN(MAX(y0, 0), h - 1) * w, q = MIN(MAX(y0 + 1, 0), h - 1) * w;
		x0 = MIN(MAX(x0, 0), w - 1);
		uint32_t a = packed[p + x0], c = packed[p + x1], d = packed[q + x0], e = packed[q + x1];
		// Two of the three share a word while they are weighed.
		uint32_t fx = (uint32_t)px >> 8 & 255, fy = (uint32_t)py >> 8 & 255, we = fx * fy >> 8, wc = fx - we, wd = fy - we, wa = 256 - fx - wd;
		const uint32_t ends = 0xff00ff;
		uint32_t both = (a & ends) * wa + (c & ends) * wc + (d & ends) * wd + (e & ends) * we;
		uint32_t mid = (a >> 8 & 255) * wa + (c >> 8 & 255) * wc + (d >> 8 & 255) * wd + (e >> 8 & 255) * we;
		// BT.601, limited range; sums have 16 fractional bits.
		int32_t l = ((int32_t)(both & 0xffff) - (16 << 8)) * 298, cb = (int32_t)mid - (128 << 8), cr = (int32_t)(both >> 16) - (128 << 8);
		r[u] = NAME(unit)(l + cr * 409);
		g[u] = NAME(unit)(l - cb * 100 - cr * 208);
		b[u] = NAME(unit)(l + cb * 516);
	}
}
