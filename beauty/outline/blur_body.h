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

// The sums of the places that have r others on both sides, all at once.
INLINE void NAME(sum_along)(const uint8_t *R s, uint16_t *R sum, int w, int r) {
	memset(sum + r, 0, 2 * (long)(w - 2 * r));
	for (int i = -r; i <= r; i++) {
		const uint8_t *R from = s + i;
		for (int x = r; x < w - r; x++) sum[x] += from[x];
	}
}

// Wider than this a sum that slides is faster.
#define WIDE 12

FN void NAME(blur)(uint8_t *p, int w, int h, int r, uint8_t *tmp) {
	uint32_t inv = (65536 + r) / (2 * r + 1);
	uint16_t *sum = (uint16_t *)(((uintptr_t)(tmp + (long)w * h) + 1) & ~(uintptr_t)1);
	for (int y = 0; y < h; y++) {
		const uint8_t *R s = p + (long)y * w;
		uint8_t *R d = tmp + (long)y * w;
		if (r == 1 && w > 1) {
			NAME(row_by_one)(s, d, w, inv);
			continue;
		}
		int most = r <= WIDE && w > 2 * r ? r : w; // places of a border
		uint32_t along = 0;
		for (int x = 0; x < MIN(r, w); x++) along += s[x];
		for (int x = 0; x < most; x++) {
			if (x + r < w) along += s[x + r];
			if (x - r - 1 >= 0) along -= s[x - r - 1];
			d[x] = (along * inv + 32768) >> 16;
		}
		if (most == w) continue;
		NAME(sum_along)(s, sum, w, r);
		NAME(mean_row)(d + r, sum + r, w - 2 * r, inv);
		along = 0;
		for (int x = w - 2 * r; x < w; x++) along += s[x];
		for (int x = w - r; x < w; x++) {
			along -= x > w - r ? s[x - r - 1] : 0;
			d[x] = (along * inv + 32768) >> 16;
		}
	}
	memset(sum, 0, 2 * (long)w);
	for (int y = 0; y < MIN(r, h); y++) NAME(add_row)(sum, tmp + (long)y * w, w);
	for (int y = 0; y < h; y++) {
		if (y + r < h) NAME(add_row)(sum, tmp + (long)(y + r) * w, w);
		if (y - r - 1 >= 0) NAME(take_row)(sum, tmp + (long)(y - r - 1) * w, w);
		NAME(mean_row)(p + (long)y * w, sum, w, inv);
	}
}

#undef WIDE
