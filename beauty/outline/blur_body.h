// Included by blur.c once for each instruction set, with NAME and TARGET set.
#include "base.h"

INLINE void NAME(add_row)(uint16_t *R sum, const uint8_t *R p, int w) {
	for (int x = 0; x < w; x++) sum[x] += p[x];
}

INLINE void NAME(take_row)(uint16_t *R sum, const uint8_t *R p, int w) {
	for (int x = 0; x < w; x++) sum[x] -= p[x];
}

// (sum * inv + 32768) >> 16 in 16 bits.
INLINE uint8_t NAME(mean)(uint16_t sum, uint16_t inv) {
	return (uint16_t)((uint32_t)sum * inv >> 16) + ((uint16_t)(sum * inv) >> 15);
}

INLINE void NAME(mean_row)(uint8_t *R p, const uint16_t *R sum, int w, uint16_t inv) {
	for (int x = 0; x < w; x++) p[x] = NAME(mean)(sum[x], inv);
}

// A row blurred along itself by radius 1, which is what most masks need.
INLINE void NAME(row_by_one)(const uint8_t *R s, uint8_t *R d, int w, uint16_t inv) {
	d[0] = NAME(mean)(s[0] + s[1], inv);
	for (int x = 1; x < w - 1; x++) d[x] = NAME(mean)(s[x - 1] + s[x] + s[x + 1], inv);
	d[w - 1] = NAME(mean)(s[w - 2] + s[w - 1], inv);
}

FN void NAME(blur)(uint8_t *p, int w, int h, int r, uint8_t *tmp) {
	uint32_t inv = (65536 + r) / (2 * r + 1);
	for (int y = 0; y < h; y++) {
		const uint8_t *R s = p + (long)y * w;
		uint8_t *R d = tmp + (long)y * w;
		if (r == 1 && w > 1) {
			NAME(row_by_one)(s, d, w, inv);
			continue;
		}
		uint32_t sum = 0;
		for (int x = 0; x < MIN(r, w); x++) sum += s[x];
		for (int x = 0; x < w; x++) {
			if (x + r < w) sum += s[x + r];
			if (x - r - 1 >= 0) sum -= s[x - r - 1];
			d[x] = (sum * inv + 32768) >> 16;
		}
	}
	uint16_t *sum = (uint16_t *)(((uintptr_t)(tmp + (long)w * h) + 1) & ~(uintptr_t)1);
	memset(sum, 0, 2 * (long)w);
	for (int y = 0; y < MIN(r, h); y++) NAME(add_row)(sum, tmp + (long)y * w, w);
	for (int y = 0; y < h; y++) {
		if (y + r < h) NAME(add_row)(sum, tmp + (long)(y + r) * w, w);
		if (y - r - 1 >= 0) NAME(take_row)(sum, tmp + (long)(y - r - 1) * w, w);
		NAME(mean_row)(p + (long)y * w, sum, w, inv);
	}
}

#undef FN
#undef INLINE
#undef R
#undef MIN
#undef MAX
#undef BYTE
#undef SCALE
