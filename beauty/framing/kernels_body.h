// Included by kernels.c once for each instruction set.
#include "base.h"

// Where each pixel of a row comes from. A group's sixteen bytes from its base on are in
// the row.
FN void NAME(columns)(int w, int x, int step, int32_t *R bases, uint8_t *R pairs, uint8_t *R weights) {
	for (int i = 0; i < w; i += 8) {
		int base = MIN(MAX(x + i * step, 0) >> 16, w - 16);
		bases[i >> 3] = base;
		for (int k = i; k < i + 8; k++) {
			int at = MIN(MAX(x + MIN(k, w - 1) * step, 0), (w - 1) << 16), part = at >> 9 & 127;
			pairs[2 * k] = (at >> 16) - base;
			pairs[2 * k + 1] = MIN((at >> 16) + 1, w - 1) - base;
			weights[2 * k] = 128 - part;
			weights[2 * k + 1] = part;
		}
	}
}

// A row of the plane, made as wide as it comes out; 128 less, and times 128.
FN void NAME(across)(const uint8_t *R from, int w, const int32_t *R bases, const uint8_t *R pairs, const uint8_t *R weights, int16_t *R to) {
	for (int i = 0; i < w; i += 8, pairs += 16, weights += 16) {
		const uint8_t *p = from + *bases++;
#if defined(AVX2)
		__m128i v = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)p), _mm_loadu_si128((const __m128i *)pairs));
		v = _mm_maddubs_epi16(_mm_loadu_si128((const __m128i *)weights), _mm_xor_si128(v, _mm_set1_epi8(-128)));
		_mm_storeu_si128((__m128i *)(to + i), v);
#else
		for (int k = 0; k < 8; k++)
			to[i + k] = weights[2 * k] * (p[pairs[2 * k]] - 128) + weights[2 * k + 1] * (p[pairs[2 * k + 1]] - 128);
#endif
	}
}

FN void NAME(between)(const int16_t *R a, const int16_t *R b, int part, uint8_t *R to, int w) {
	int16_t p = part << 8;
	for (int x = 0; x < w; x++) {
		int16_t v = a[x] + SCALE((int16_t)(b[x] - a[x]), p);
		to[x] = ((int16_t)(v + 64) >> 7) + 128;
	}
}

INLINE int NAME(from)(int y, int step, int j, int h) { return MIN(MAX(y + j * step, 0), (h - 1) << 16); }

// In place: rows that come from further down are made from the top down, those that come
// from further up, from turn on, from the bottom up. Only the last row of the first ones
// is needed by both.
FN void NAME(crop)(plane p, int x, int y, int step, int32_t *bases, uint8_t *pairs, uint8_t *weights, int16_t *rows) {
	int wide = (p.w + 7) & ~7, at[2] = {-1, -1}, turn = 0;
	NAME(columns)(p.w, x, step, bases, pairs, weights);
	while (turn < p.h && NAME(from)(y, step, turn, p.h) >= turn << 16) turn++;
	int16_t *kept = rows + 2 * wide;
	NAME(across)(p.p + (long)(turn - 1) * p.stride, p.w, bases, pairs, weights, kept);
	for (int i = 0; i < p.h; i++) {
		int j = i < turn ? i : p.h - 1 - (i - turn), from = NAME(from)(y, step, j, p.h);
		const int16_t *of[2];
		for (int k = 0; k < 2; k++) {
			int row = MIN((from >> 16) + k, p.h - 1), slot = row & 1;
			if (row == turn - 1) {
				of[k] = kept;
				continue;
			}
			of[k] = rows + slot * wide;
			if (at[slot] == row) continue;
			NAME(across)(p.p + (long)row * p.stride, p.w, bases, pairs, weights, rows + slot * wide);
			at[slot] = row;
		}
		NAME(between)(of[0], of[1], from >> 9 & 127, p.p + (long)j * p.stride, p.w);
	}
}
