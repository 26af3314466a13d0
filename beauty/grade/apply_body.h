// Included by apply.c once for each instruction set: the colour table. With one chroma,
// what the table does to luma is a line from knot to knot; a block of four pixels has one,
// and most blocks lie between the knots around their mean.
#include "base.h"

// What is added at a knot, in 1/32 of a level.
INLINE int NAME(knot)(const int16_t *at, const int16_t *w) {
	return SCALE(at[0], w[0]) + SCALE(at[1], w[1]) + SCALE(at[2], w[2]) + SCALE(at[3], w[3]);
}

#ifdef AVX2
INLINE int64_t NAME(four)(const int16_t *w) {
	int64_t v;
	memcpy(&v, w, sizeof v);
	return v;
}
#endif

// v with what lies between two knots added, v&7 past the first.
INLINE int NAME(between)(int v, int to, int low, int high) {
	int d = low + SCALE(2 * (high - low), (v & (STEP - 1)) << 11);
	return BYTE(((to << UNIT) + d + (1 << (UNIT - 1))) >> UNIT);
}

INLINE int NAME(graded)(int v, const int16_t *l, const int16_t *w) {
	l += 4 * ((v >> SHIFT) + 1);
#ifdef AVX2
	__m128i two = _mm_mulhrs_epi16(_mm_loadu_si128((const __m128i *)l), _mm_set1_epi64x(NAME(four)(w)));
	two = _mm_hadd_epi16(two, two);
	uint32_t ends = _mm_cvtsi128_si32(_mm_hadd_epi16(two, two));
	return NAME(between)(v, v, (int16_t)ends, (int16_t)(ends >> 16));
#else
	return NAME(between)(v, v, NAME(knot)(l, w), NAME(knot)(l + 4, w));
#endif
}

// One block; xa and xb are the same at a border, and so may the rows be.
INLINE void NAME(grade_block)(uint8_t *y0, uint8_t *y1, int xa, int xb, uint8_t *cb, uint8_t *cr,
	const int16_t *luma, const int16_t *chroma, const int16_t *weights) {
	int b = *cb, r = *cr, p = y0[xa], q = y0[xb], s = y1[xa], t = y1[xb], m = (p + q + s + t + 2) >> 2;
	int cell = (b >> SHIFT) * CELLS + (r >> SHIFT);
	const int16_t *w = weights + 4 * ((b & (STEP - 1)) * STEP + (r & (STEP - 1)));
	const int16_t *l = luma + 4L * cell * LUMA_KNOTS, *c = chroma + 8L * (cell * CHROMA_KNOTS + (m >> SHIFT));
	y0[xa] = NAME(graded)(p, l, w);
	y0[xb] = NAME(graded)(q, l, w);
	y1[xa] = NAME(graded)(s, l, w);
	y1[xb] = NAME(graded)(t, l, w);
	*cb = NAME(between)(m, b, NAME(knot)(c, w), NAME(knot)(c + 8, w));
	*cr = NAME(between)(m, r, NAME(knot)(c + 4, w), NAME(knot)(c + 12, w));
}

#ifdef AVX2

#define HIGH(v) _mm256_extracti128_si256(v, 1)
#define LOW(v) _mm256_castsi256_si128(v)

// Each of eight twice: what a block has, for its two pixels of a row.
INLINE __m256i NAME(twice)(__m128i v) { return _mm256_set_m128i(_mm_unpackhi_epi16(v, v), _mm_unpacklo_epi16(v, v)); }

// Luma of a row, as far from its block's first knot as d says, over the three stretches
// around that knot; the slopes are twice what they are.
INLINE __m256i NAME(stretches)(__m256i y, __m256i d, __m256i at, __m256i before, __m256i here, __m256i after) {
	__m256i zero = _mm256_setzero_si256(), step = _mm256_set1_epi16(STEP);
	__m256i l = _mm256_mulhrs_epi16(before, _mm256_slli_epi16(_mm256_min_epi16(d, zero), 11));
	__m256i m = _mm256_mulhrs_epi16(here, _mm256_slli_epi16(_mm256_max_epi16(_mm256_min_epi16(d, step), zero), 11));
	__m256i r = _mm256_mulhrs_epi16(after, _mm256_slli_epi16(_mm256_max_epi16(_mm256_sub_epi16(d, step), zero), 11));
	__m256i sum = _mm256_add_epi16(_mm256_add_epi16(at, l), _mm256_add_epi16(m, r));
	sum = _mm256_add_epi16(sum, _mm256_add_epi16(_mm256_slli_epi16(y, UNIT), _mm256_set1_epi16(1 << (UNIT - 1))));
	return _mm256_srai_epi16(sum, UNIT);
}

INLINE __m256i NAME(outside)(__m256i d) {
	return _mm256_or_si256(_mm256_cmpgt_epi16(d, _mm256_set1_epi16(2 * STEP - 1)), _mm256_cmpgt_epi16(_mm256_set1_epi16(-STEP), d));
}

INLINE __m128i NAME(chroma8)(__m128i v, __m128i part, __m256i ends) {
	__m128i low = LOW(ends), slope = _mm_slli_epi16(_mm_sub_epi16(HIGH(ends), low), 1);
	__m128i d = _mm_add_epi16(low, _mm_mulhrs_epi16(slope, part));
	d = _mm_add_epi16(d, _mm_add_epi16(_mm_slli_epi16(v, UNIT), _mm_set1_epi16(1 << (UNIT - 1))));
	return _mm_srai_epi16(d, UNIT);
}

// Eight blocks: four knots of luma and two of each chroma are one load each.
INLINE void NAME(grade8)(uint8_t *y0, uint8_t *y1, uint8_t *cb, uint8_t *cr, const int16_t *luma, const int16_t *chroma, const int16_t *weights) {
	__m128i top = _mm_loadu_si128((const __m128i *)y0), low = _mm_loadu_si128((const __m128i *)y1), ones = _mm_set1_epi8(1);
	__m128i m = _mm_add_epi16(_mm_maddubs_epi16(top, ones), _mm_maddubs_epi16(low, ones));
	m = _mm_srli_epi16(_mm_add_epi16(m, _mm_set1_epi16(2)), 2);
	__m128i b = _mm_cvtepu8_epi16(_mm_loadl_epi64((const __m128i *)cb)), r = _mm_cvtepu8_epi16(_mm_loadl_epi64((const __m128i *)cr));
	__m128i rest = _mm_set1_epi16(STEP - 1), knot = _mm_srli_epi16(m, SHIFT);
	__m128i cell = _mm_add_epi16(_mm_mullo_epi16(_mm_srli_epi16(b, SHIFT), _mm_set1_epi16(CELLS)), _mm_srli_epi16(r, SHIFT));
	uint16_t in_luma[8], in_chroma[8], place[8];
	_mm_storeu_si128((__m128i *)in_luma, _mm_add_epi16(_mm_mullo_epi16(cell, _mm_set1_epi16(LUMA_KNOTS)), knot));
	_mm_storeu_si128((__m128i *)in_chroma, _mm_add_epi16(_mm_mullo_epi16(cell, _mm_set1_epi16(CHROMA_KNOTS)), knot));
	_mm_storeu_si128((__m128i *)place, _mm_or_si128(_mm_slli_epi16(_mm_and_si128(b, rest), SHIFT), _mm_and_si128(r, rest)));
	__m256i two[4];
	for (int i = 0; i < 4; i++) {
		__m256i one[2];
		for (int k = 0; k < 2; k++) {
			int j = 2 * i + k;
			__m256i w = _mm256_set1_epi64x(NAME(four)(weights + 4 * place[j]));
			__m256i l = _mm256_mulhrs_epi16(_mm256_loadu_si256((const __m256i *)(luma + 4L * in_luma[j])), w);
			__m256i c = _mm256_mulhrs_epi16(_mm256_loadu_si256((const __m256i *)(chroma + 8L * in_chroma[j])), w);
			one[k] = _mm256_hadd_epi16(l, c);
		}
		two[i] = _mm256_hadd_epi16(one[0], one[1]);
	}
	// Of blocks with their knots come knots with their blocks.
	__m256i s = _mm256_unpacklo_epi16(two[0], two[1]), t = _mm256_unpackhi_epi16(two[0], two[1]);
	__m256i u = _mm256_unpacklo_epi16(two[2], two[3]), v = _mm256_unpackhi_epi16(two[2], two[3]);
	__m256i st = _mm256_unpacklo_epi16(s, t), uv = _mm256_unpacklo_epi16(u, v);
	__m256i even = _mm256_unpacklo_epi64(st, uv), odd = _mm256_unpackhi_epi64(st, uv);
	st = _mm256_unpackhi_epi16(s, t), uv = _mm256_unpackhi_epi16(u, v);
	__m128i part = _mm_slli_epi16(_mm_and_si128(m, rest), 11);
	__m128i colours = _mm_packus_epi16(NAME(chroma8)(b, part, _mm256_unpacklo_epi64(st, uv)), NAME(chroma8)(r, part, _mm256_unpackhi_epi64(st, uv)));
	_mm_storel_epi64((__m128i *)cb, colours);
	_mm_storel_epi64((__m128i *)cr, _mm_unpackhi_epi64(colours, colours));

	__m256i at = NAME(twice)(LOW(odd)), from = NAME(twice)(_mm_andnot_si128(rest, m));
	__m256i before = NAME(twice)(_mm_slli_epi16(_mm_sub_epi16(LOW(odd), LOW(even)), 1));
	__m256i here = NAME(twice)(_mm_slli_epi16(_mm_sub_epi16(HIGH(even), LOW(odd)), 1));
	__m256i after = NAME(twice)(_mm_slli_epi16(_mm_sub_epi16(HIGH(odd), HIGH(even)), 1));
	__m256i yt = _mm256_cvtepu8_epi16(top), yl = _mm256_cvtepu8_epi16(low);
	__m256i dt = _mm256_sub_epi16(yt, from), dl = _mm256_sub_epi16(yl, from);
	__m256i out = _mm256_packus_epi16(NAME(stretches)(yt, dt, at, before, here, after), NAME(stretches)(yl, dl, at, before, here, after));
	out = _mm256_permute4x64_epi64(out, 0xd8);
	_mm_storeu_si128((__m128i *)y0, LOW(out));
	_mm_storeu_si128((__m128i *)y1, HIGH(out));
	// Pixels farther off, as at edges, one by one.
	unsigned far = _mm256_movemask_epi8(_mm256_permute4x64_epi64(_mm256_packs_epi16(NAME(outside)(dt), NAME(outside)(dl)), 0xd8));
	if (far) {
		uint8_t was[32];
		_mm_storeu_si128((__m128i *)was, top);
		_mm_storeu_si128((__m128i *)(was + 16), low);
		for (; far; far &= far - 1) {
			int i = __builtin_ctz(far), x = i & 15, j = x >> 1;
			const int16_t *l = luma + 4L * (in_luma[j] / LUMA_KNOTS) * LUMA_KNOTS;
			(i < 16 ? y0 : y1)[x] = NAME(graded)(was[i], l, weights + 4 * place[j]);
		}
	}
}

#undef HIGH
#undef LOW
#endif

FN void NAME(grade)(plane y, plane cb, plane cr, const int16_t *R luma, const int16_t *R chroma, int strength) {
	// Of the four corners of a cell of chroma, for each place in it.
	int16_t weights[4 * STEP * STEP];
	for (int i = 0; i < 4 * STEP * STEP; i++) {
		int b = i / 4 / STEP, r = i / 4 % STEP;
		weights[i] = strength * (i & 2 ? b : STEP - b) * (i & 1 ? r : STEP - r);
	}
	for (int cy = 0; cy < cb.h; cy++) {
		uint8_t *rb = cb.p + (long)cy * cb.stride, *rr = cr.p + (long)cy * cr.stride;
		uint8_t *y0 = y.p + 2L * cy * y.stride, *y1 = y.p + (long)MIN(2 * cy + 1, y.h - 1) * y.stride;
		int cx = 0;
#ifdef AVX2
		for (; cx + 8 <= y.w / 2; cx += 8) NAME(grade8)(y0 + 2 * cx, y1 + 2 * cx, rb + cx, rr + cx, luma, chroma, weights);
#endif
		for (; cx < cb.w; cx++) NAME(grade_block)(y0, y1, 2 * cx, MIN(2 * cx + 1, y.w - 1), rb + cx, rr + cx, luma, chroma, weights);
	}
}
