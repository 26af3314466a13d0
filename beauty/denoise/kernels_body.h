// Included by kernels.c once for each instruction set.
#include "base.h"

// The sum of differences of n rows of w bytes; w is 4, 8 or 16.
INLINE int NAME(differ)(const uint8_t *a, int sa, const uint8_t *b, int sb, const int w, const int n) {
#if defined(__SSE2__)
	if (w >= 8) {
		__m128i sum = _mm_setzero_si128();
		for (int j = 0; j < n; j++, a += sa, b += sb) {
			__m128i x = w == 16 ? _mm_loadu_si128((const __m128i *)a) : _mm_loadl_epi64((const __m128i *)a);
			__m128i y = w == 16 ? _mm_loadu_si128((const __m128i *)b) : _mm_loadl_epi64((const __m128i *)b);
			sum = _mm_add_epi32(sum, _mm_sad_epu8(x, y));
		}
		return _mm_cvtsi128_si32(sum) + _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
	}
#endif
	int sum = 0;
	for (int j = 0; j < n; j++, a += sa, b += sb)
		for (int i = 0; i < w; i++) sum += a[i] < b[i] ? b[i] - a[i] : a[i] - b[i];
	return sum;
}

// How two places of side by side bytes differ: the sum of differences, what the first one
// has more, and what it has altogether. side is 4 or 8.
typedef struct {
	int differ, more, sum;
} NAME(compared);

#if defined(__SSE2__)
INLINE __m128i NAME(four)(const uint8_t *p, int stride) {
	int v[4];
	for (int j = 0; j < 4; j++) __builtin_memcpy(v + j, p + (long)j * stride, 4);
	return _mm_set_epi32(v[3], v[2], v[1], v[0]);
}

INLINE __m128i NAME(two)(const uint8_t *p, int stride) {
	return _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)p), _mm_loadl_epi64((const __m128i *)(p + stride)));
}

INLINE int NAME(both)(__m128i v) { return _mm_cvtsi128_si32(v) + _mm_cvtsi128_si32(_mm_srli_si128(v, 8)); }
#endif

INLINE NAME(compared) NAME(compare)(const uint8_t *a, int sa, const uint8_t *b, int sb, const int side) {
#if defined(__SSE2__)
	__m128i zero = _mm_setzero_si128(), d = zero, ta = zero, tb = zero;
	const int rows = side == 4 ? 4 : 2;
	for (int j = 0; j < side; j += rows, a += (long)rows * sa, b += (long)rows * sb) {
		__m128i x = side == 4 ? NAME(four)(a, sa) : NAME(two)(a, sa), y = side == 4 ? NAME(four)(b, sb) : NAME(two)(b, sb);
		d = _mm_add_epi32(d, _mm_sad_epu8(x, y));
		ta = _mm_add_epi32(ta, _mm_sad_epu8(x, zero));
		tb = _mm_add_epi32(tb, _mm_sad_epu8(y, zero));
	}
	int sum = NAME(both)(ta);
	return (NAME(compared)){NAME(both)(d), sum - NAME(both)(tb), sum};
#else
	NAME(compared) c = {0, 0, 0};
	for (int j = 0; j < side; j++, a += sa, b += sb)
		for (int i = 0; i < side; i++) {
			int d = a[i] - b[i];
			c.differ += d < 0 ? -d : d, c.more += d, c.sum += a[i];
		}
	return c;
#endif
}

FN void NAME(reduce)(plane y, plane small) {
	for (int j = 0; j < small.h; j++) {
		const uint8_t *R a = y.p + 4L * j * y.stride, *R b = a + y.stride, *R c = b + y.stride, *R d = c + y.stride;
		uint8_t *R to = small.p + (long)j * small.stride;
		int x = 0;
#if defined(__SSE2__)
		__m128i zero = _mm_setzero_si128(), one = _mm_set1_epi16(1), round = _mm_set1_epi32(8);
#define COLUMNS(unpack) _mm_add_epi16(_mm_add_epi16(unpack(va, zero), unpack(vb, zero)), _mm_add_epi16(unpack(vc, zero), unpack(vd, zero)))
		for (; x + 4 <= small.w; x += 4) {
			__m128i va = _mm_loadu_si128((const __m128i *)(a + 4 * x)), vb = _mm_loadu_si128((const __m128i *)(b + 4 * x));
			__m128i vc = _mm_loadu_si128((const __m128i *)(c + 4 * x)), vd = _mm_loadu_si128((const __m128i *)(d + 4 * x));
			__m128i low = _mm_madd_epi16(COLUMNS(_mm_unpacklo_epi8), one), high = _mm_madd_epi16(COLUMNS(_mm_unpackhi_epi8), one);
			__m128i sum = _mm_madd_epi16(_mm_packs_epi32(low, high), one);
			sum = _mm_srli_epi32(_mm_add_epi32(sum, round), 4);
			sum = _mm_packs_epi32(sum, sum);
			int four = _mm_cvtsi128_si32(_mm_packus_epi16(sum, sum));
			__builtin_memcpy(to + x, &four, 4);
		}
#undef COLUMNS
#endif
		for (; x < small.w; x++) {
			int sum = 8;
			for (int k = 4 * x; k < 4 * x + 4; k++) sum += a[k] + b[k] + c[k] + d[k];
			to[x] = sum >> 4;
		}
	}
}

// What a block is compared with, and the best step found for it.
typedef struct {
	const uint8_t *at;
	int stride, x, y, cost;
	plane was;
	step best;
} NAME(block);

#define TRY(k, side, bias) do { \
	int tx = (k).x, ty = (k).y; \
	if (q.x + tx >= 0 && q.y + ty >= 0 && q.x + tx + side <= q.was.w && q.y + ty + side <= q.was.h) { \
		int c = NAME(differ)(q.at, q.stride, q.was.p + (long)(q.y + ty) * q.was.stride + q.x + tx, q.was.stride, side, side) + (bias); \
		if (c < q.cost) q.cost = c, q.best = (step){tx, ty}; \
	} \
} while (0)

// The eight places around the best one.
#define AROUND(side, by, most, bias) do { \
	step o = q.best; \
	for (int j = -1; j <= 1; j++) \
		for (int i = -1; i <= 1; i++) { \
			int nx = o.x + i * (by), ny = o.y + j * (by); \
			if ((i || j) && nx >= -(most) && nx <= (most) && ny >= -(most) && ny <= (most)) { \
				step k = {nx, ny}; \
				TRY(k, side, bias); \
			} \
		} \
} while (0)

FN void NAME(coarse)(plane now, plane was, step *steps, int bw, int bh, int still) {
	for (int by = 0; by < bh; by++)
		for (int bx = 0; bx < bw; bx++) {
			int x = MIN(8 * bx, now.w - 8), y = MIN(8 * by, now.h - 8);
			NAME(block) q = {now.p + (long)y * now.stride + x, now.stride, x, y, 1 << 30, was, {0, 0}};
			step *to = steps + by * bw + bx, zero = {0, 0};
			TRY(zero, 8, 0);
			if (q.cost > still) {
				if (bx) TRY(to[-1], 8, 0);
				if (by) TRY(to[-bw], 8, 0);
				AROUND(8, 3, 8, 0);
				AROUND(8, 2, 8, 0);
				AROUND(8, 1, 8, 0);
			}
			*to = q.best;
		}
}

FN void NAME(search)(plane now, plane was, const step *coarse, const step *before, step *steps, int bw, int bh, int floor) {
	int bias = floor >> 4, far = (bw + 1) / 2;
	for (int by = 0; by < bh; by++)
		for (int bx = 0; bx < bw; bx++) {
			int x = MIN(16 * bx, now.w - 16), y = MIN(16 * by, now.h - 16), at = by * bw + bx;
			NAME(block) q = {now.p + (long)y * now.stride + x, now.stride, x, y, 1 << 30, was, {0, 0}};
			step zero = {0, 0}, c = coarse[by / 2 * far + bx / 2];
			step tries[4] = {before[at], bx ? steps[at - 1] : zero, by ? steps[at - bw] : zero, {4 * c.x, 4 * c.y}};
			TRY(zero, 16, 0);
			for (int i = 0; i < 4 && q.cost > floor; i++)
				if (tries[i].x || tries[i].y) TRY(tries[i], 16, bias);
			if (q.cost > floor) {
				AROUND(16, 2, 48, bias);
				AROUND(16, 1, 48, bias);
			}
			steps[at] = q.best;
		}
}

INLINE int NAME(pass)(int v, limit l) {
	int left = l.lo + l.span - (v < 0 ? -v : v);
	return (int)((int64_t)MIN(MAX(left, 0), l.span) * l.inv >> 16);
}

FN void NAME(weigh)(picture now, picture was, const step *steps, int bw, gates g,
	const uint8_t *ages, uint8_t *aged, uint8_t *weights, int *luma, int *chroma) {
	for (int cy = 0; cy < g.ch; cy++)
		for (int cx = 0; cx < g.cw; cx++) {
			int x = MIN(8 * cx, now.of[0].w - 8), y = MIN(8 * cy, now.of[0].h - 8);
			step s = steps[cy / 2 * bw + cx / 2];
			const uint8_t *a = now.of[0].p + (long)y * now.of[0].stride + x;
			const uint8_t *b = was.of[0].p + (long)(y + s.y) * was.of[0].stride + x + s.x;
			NAME(compared) l = NAME(compare)(a, now.of[0].stride, b, was.of[0].stride, 8);
			int pass = MIN(NAME(pass)(l.differ, g.differ), NAME(pass)(l.more, g.luma)), dc = 0;
			for (int i = 1; i < 3; i++) {
				int u = MIN(4 * cx, now.of[i].w - 4), v = MIN(4 * cy, now.of[i].h - 4);
				NAME(compared) c = NAME(compare)(now.of[i].p + (long)v * now.of[i].stride + u, now.of[i].stride,
					was.of[i].p + (long)(v + (s.y >> 1)) * was.of[i].stride + u + (s.x >> 1), was.of[i].stride, 4);
				dc += c.differ;
				pass = MIN(pass, NAME(pass)(c.more, g.chroma));
			}
			if (l.sum >= 64 * 24 && l.sum <= 64 * 228) {
				luma[MIN(l.differ >> 4, 255)]++;
				chroma[MIN(dc >> 3, 255)]++;
			}
			int from = MIN((y + s.y + 4) >> 3, g.ch - 1) * g.cw + MIN((x + s.x + 4) >> 3, g.cw - 1);
			int age = ages[from] * pass >> 8, at = cy * g.cw + cx;
			weights[at] = 256 * age / (age + 16);
			aged[at] = MIN(age + 16, g.most);
		}
}

FN void NAME(soften)(const uint8_t *R from, uint8_t *R to, int cw, int ch) {
	for (int j = 0; j < ch; j++) {
		const uint8_t *b = from + j * cw, *a = j ? b - cw : b, *c = j < ch - 1 ? b + cw : b;
		for (int i = 0; i < cw; i++) {
			int l = MAX(i - 1, 0), r = MIN(i + 1, cw - 1);
			int mean = (a[l] + a[r] + c[l] + c[r] + 2 * (a[i] + c[i] + b[l] + b[r]) + 4 * b[i] + 8) >> 4;
			to[j * cw + i] = MIN(mean, b[i]);
		}
	}
}

// A row of pixels' weights, of 32768, from a row of cells of side pixels.
INLINE void NAME(spread)(const uint8_t *R from, int cw, const int side, int16_t *R out) {
	const int half = side / 2, unit = 128 / side;
	for (int i = 0; i < cw; i++) {
		int c = from[i], l = from[MAX(i - 1, 0)] - c, r = from[MIN(i + 1, cw - 1)] - c;
		int16_t *o = out + i * side;
		for (int k = 0; k < half; k++) {
			int w = unit / 2 + unit * k;
			o[half + k] = c * 128 + r * w;
			o[half - 1 - k] = c * 128 + l * w;
		}
	}
}

// Mixes n pixels with those before, whose weights are between two rows.
FN void NAME(mix)(const uint8_t *R a, const uint8_t *R b, uint8_t *R to, const int16_t *R over, const int16_t *R under,
	int part, int lo, int span, int inv, int n) {
	int16_t top = lo + span, most = span, k = inv, p = part;
	for (int x = 0; x < n; x++) {
		int16_t d = b[x] - a[x], far = d < 0 ? -d : d, left = top - far;
		left = left < 0 ? 0 : left > most ? most : left;
		int16_t w = over[x] + SCALE((int16_t)(under[x] - over[x]), p);
		to[x] = a[x] + SCALE(d, SCALE(w, (int16_t)(left * k)));
	}
}

INLINE void NAME(settle)(plane now, plane was, plane next, const step *steps, int bw, const uint8_t *weights, int cw, int ch,
	const int half, int lo, int span, int16_t *rows) {
	const int side = 16 >> half, cell = 8 >> half;
	int inv = 32767 / span, at[2] = {-1, -1};
	for (int y = 0; y < now.h; y++) {
		// Between the middles of the cells of two rows.
		int over = (y + cell / 2) / cell - 1, under = MIN(over + 1, ch - 1), part = (2 * (y + cell / 2 - (over + 1) * cell) + 1) * (16384 / cell);
		over = MAX(over, 0);
		for (int i = over; i <= under; i++)
			if (at[i & 1] != i) NAME(spread)(weights + i * cw, cw, cell, rows + (i & 1) * cw * cell), at[i & 1] = i;
		const int16_t *a = rows + (over & 1) * cw * cell, *b = rows + (under & 1) * cw * cell;
		const step *s = steps + y / side * bw;
		uint8_t *p = now.p + (long)y * now.stride, *to = next.p + (long)y * next.stride;
		for (int i = 0, j; i * side < now.w; i = j) { // as many blocks at once as went together
			for (j = i + 1; j * side < now.w && s[j].x == s[i].x && s[j].y == s[i].y;) j++;
			int x = i * side, n = MIN(j * side, now.w) - x;
			if (x + ((n + 15) & ~15) <= now.w) n = (n + 15) & ~15; // the next ones write over it
			const uint8_t *q = was.p + (long)(y + (s[i].y >> half)) * was.stride + x + (s[i].x >> half);
			NAME(mix)(p + x, q, to + x, a + x, b + x, part, lo, span, inv, n);
		}
		__builtin_memcpy(p, to, now.w);
	}
}

FN void NAME(settle_luma)(plane now, plane was, plane next, const step *steps, int bw, const uint8_t *weights, int cw, int ch,
	int lo, int span, int16_t *rows) {
	NAME(settle)(now, was, next, steps, bw, weights, cw, ch, 0, lo, span, rows);
}

FN void NAME(settle_chroma)(plane now, plane was, plane next, const step *steps, int bw, const uint8_t *weights, int cw, int ch,
	int lo, int span, int16_t *rows) {
	NAME(settle)(now, was, next, steps, bw, weights, cw, ch, 1, lo, span, rows);
}

#undef TRY
#undef AROUND
