// Included by apply.c once for each instruction set: the colour table. Eight corners of a cell are one
// 16-byte load, so a pixel costs one multiply-add of vectors and no gather.
#include "base.h"

#if defined(__SSE2__)

// The weights of the corners: w[k]*(STEP-fy), w[k]*fy for k = 0..3.
INLINE __m128i NAME(chroma_weights)(int b, int r) {
	int fb = b & (STEP - 1), fr = r & (STEP - 1);
	int w0 = (STEP - fb) * (STEP - fr), w1 = (STEP - fb) * fr, w2 = fb * (STEP - fr), w3 = fb * fr;
	return _mm_set_epi32(w3 * 0x10001, w2 * 0x10001, w1 * 0x10001, w0 * 0x10001);
}

INLINE __m128i NAME(blend)(const int16_t *at, __m128i w, int y) {
	int fy = y & (STEP - 1);
	__m128i f = _mm_mullo_epi16(w, _mm_set1_epi32(fy << 16 | (STEP - fy)));
	return _mm_madd_epi16(_mm_loadu_si128((const __m128i *)at), f);
}

// Sums the lanes of each of a, b, c, d.
INLINE __m128i NAME(sums)(__m128i a, __m128i b, __m128i c, __m128i d) {
	__m128i ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
	__m128i cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
	return _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
}

// v + d*strength, as four bytes in the low lane.
INLINE uint32_t NAME(mix4)(__m128i v, __m128i d, __m128i strength) {
	d = _mm_madd_epi16(_mm_srai_epi32(d, 7), strength);
	d = _mm_add_epi32(v, _mm_srai_epi32(_mm_add_epi32(d, _mm_set1_epi32(1 << 14)), 15));
	d = _mm_packs_epi32(d, d);
	return _mm_cvtsi128_si32(_mm_packus_epi16(d, d));
}

#define GRADE_SAMPLE \
	__m128i w = NAME(chroma_weights)(b, r); \
	__m128i d = NAME(sums)(NAME(blend)(l + 8 * (p >> SHIFT), w, p), NAME(blend)(l + 8 * (q >> SHIFT), w, q), \
		NAME(blend)(l + 8 * (s >> SHIFT), w, s), NAME(blend)(l + 8 * (t >> SHIFT), w, t)); \
	uint32_t out = NAME(mix4)(_mm_set_epi32(t, s, q, p), d, strength4); \
	__m128i zero = _mm_setzero_si128(); \
	d = NAME(sums)(NAME(blend)(c, w, m), NAME(blend)(c + 8, w, m), zero, zero); \
	uint32_t tint = NAME(mix4)(_mm_set_epi32(0, 0, r, b), d, strength4);

#else

INLINE int NAME(blend)(const int16_t *at, const int *w, int y) {
	int fy = y & (STEP - 1), d = 0;
	for (int k = 0; k < 4; k++) d += w[k] * (at[2 * k] * (STEP - fy) + at[2 * k + 1] * fy);
	return d;
}

INLINE uint32_t NAME(mix)(int v, int d, int strength) {
	return BYTE(v + (((d >> 7) * strength + (1 << 14)) >> 15));
}

#define LUMA(v) NAME(mix)(v, NAME(blend)(l + 8 * (v >> SHIFT), w, v), strength)
#define GRADE_SAMPLE \
	int fb = b & (STEP - 1), fr = r & (STEP - 1); \
	int w[4] = {(STEP - fb) * (STEP - fr), (STEP - fb) * fr, fb * (STEP - fr), fb * fr}; \
	uint32_t out = LUMA(p) | LUMA(q) << 8 | LUMA(s) << 16 | LUMA(t) << 24; \
	uint32_t tint = NAME(mix)(b, NAME(blend)(c, w, m), strength) | NAME(mix)(r, NAME(blend)(c + 8, w, m), strength) << 8;

#endif

// What becomes of every luma with one chroma, and of the chroma.
FN void NAME(grade_row)(const int16_t *R l, const int16_t *R c, int b, int r, int strength, grade_row *R row) {
#if defined(__SSE2__)
	__m128i strength4 = _mm_set1_epi32(strength), zero = _mm_setzero_si128(), w = NAME(chroma_weights)(b, r);
	for (int v = 0; v < 256; v++) {
		const int16_t *at = c + 16 * (v >> SHIFT);
		__m128i d = NAME(sums)(NAME(blend)(l + 8 * (v >> SHIFT), w, v), NAME(blend)(at, w, v), NAME(blend)(at + 8, w, v), zero);
		uint32_t out = NAME(mix4)(_mm_set_epi32(0, r, b, v), d, strength4);
		row->luma[v] = out;
		row->chroma[v] = out >> 8;
	}
#else
	int fb = b & (STEP - 1), fr = r & (STEP - 1);
	int w[4] = {(STEP - fb) * (STEP - fr), (STEP - fb) * fr, fb * (STEP - fr), fb * fr};
	for (int v = 0; v < 256; v++) {
		const int16_t *at = c + 16 * (v >> SHIFT);
		row->luma[v] = LUMA(v);
		row->chroma[v] = NAME(mix)(b, NAME(blend)(at, w, v), strength) | NAME(mix)(r, NAME(blend)(at + 8, w, v), strength) << 8;
	}
#endif
}

FN int NAME(grade)(plane y, plane cb, plane cr, const int16_t *R luma, const int16_t *R chroma, int strength, grade_rows k) {
#if defined(__SSE2__)
	__m128i strength4 = _mm_set1_epi32(strength);
#endif
	int missed = 0, made = k.made;
	uint16_t *R index = k.index;
	grade_row *R rows = k.rows;
	for (int cy = 0; cy < cb.h; cy++) {
		uint8_t *R rb = cb.p + (long)cy * cb.stride, *R rr = cr.p + (long)cy * cr.stride;
		uint8_t *y0 = y.p + 2L * cy * y.stride;
		uint8_t *y1 = y.p + (long)MIN(2 * cy + 1, y.h - 1) * y.stride;
		for (int cx = 0; cx < cb.w; cx++) {
			int xa = 2 * cx, xb = MIN(2 * cx + 1, y.w - 1), b = rb[cx], r = rr[cx];
			int p = y0[xa], q = y0[xb], s = y1[xa], t = y1[xb], m = (p + q + s + t + 2) >> 2;
			int base = ((b >> SHIFT) * CELLS + (r >> SHIFT)) * CELLS, key = b << 8 | r, at = index[key];
			if (!at && made < k.most) {
				NAME(grade_row)(luma + 8 * base, chroma + 16 * base, b, r, strength, rows + made);
				at = index[key] = ++made;
			}
			if (at) {
				const grade_row *R row = rows + at - 1;
				int tint = row->chroma[m];
				uint8_t yp = row->luma[p], yq = row->luma[q], ys = row->luma[s], yt = row->luma[t];
				y0[xa] = yp, y0[xb] = yq;
				y1[xa] = ys, y1[xb] = yt;
				rb[cx] = tint, rr[cx] = tint >> 8;
				continue;
			}
			missed++;
			const int16_t *l = luma + 8 * base, *c = chroma + 16 * (base + (m >> SHIFT));
			GRADE_SAMPLE
			// A pixel that stands for two, at the border, is written twice alike.
			y0[xa] = out;
			y0[xb] = out >> 8;
			y1[xa] = out >> 16;
			y1[xb] = out >> 24;
			rb[cx] = tint;
			rr[cx] = tint >> 8;
		}
	}
	*k.missed = missed;
	return made;
}

#undef GRADE_SAMPLE
#undef LUMA

#undef FN
#undef INLINE
#undef R
#undef MIN
#undef MAX
#undef BYTE
#undef SCALE
