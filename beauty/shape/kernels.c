#include "kernels.h"

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#endif

#define UNIT 64

typedef struct {
	const uint8_t *src;
	int stride;
	const int8_t *taps;
	int32_t *px, *py;
} source;

static inline int limit(int v, int top) { return v < 0 ? 0 : v > top ? top : v; }

static void fetch_plain(uint8_t *restrict row, source s, int x0, int x1) {
	for (int x = x0; x < x1; x++) {
		const uint8_t *p = s.src + (long)(s.py[x] / UNIT) * s.stride + s.px[x] / UNIT;
		const int8_t *wx = s.taps + s.px[x] % UNIT * 4, *wy = s.taps + s.py[x] % UNIT * 4;
		int sum = 0;
		for (int r = 0; r < 4; r++, p += s.stride)
			sum += (p[0] * wx[0] + p[1] * wx[1] + p[2] * wx[2] + p[3] * wx[3]) * wy[r];
		row[x] = limit((sum + 2048) >> 12, 255);
	}
}

#ifdef AVX2
// across filters one row of four taps for eight samples: 16 bits in each 32.
AVX2 static inline __m256i across(const uint8_t *p, __m256i at, __m256i wx) {
	__m256i v = _mm256_i32gather_epi32((const int *)p, at, 1);
	return _mm256_madd_epi16(_mm256_maddubs_epi16(v, wx), _mm256_set1_epi16(1));
}

AVX2 static inline __m256i pair(__m256i a, __m256i b) {
	return _mm256_blend_epi16(a, _mm256_slli_epi32(b, 16), 0xaa);
}

AVX2 static void fetch_avx2(uint8_t *restrict row, source s, int x0, int x1) {
	const __m256i low = _mm256_set1_epi32(UNIT - 1), stride = _mm256_set1_epi32(s.stride);
	// Bytes 0 and 1 (2 and 3) of each 32 bits into the high half of 16.
	const __m256i first = _mm256_setr_epi8(-1, 0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13,
		-1, 0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13);
	const __m256i second = _mm256_setr_epi8(-1, 2, -1, 3, -1, 6, -1, 7, -1, 10, -1, 11, -1, 14, -1, 15,
		-1, 2, -1, 3, -1, 6, -1, 7, -1, 10, -1, 11, -1, 14, -1, 15);
	int x = x0;
	for (; x + 8 <= x1; x += 8) {
		__m256i px = _mm256_loadu_si256((const __m256i *)(s.px + x));
		__m256i py = _mm256_loadu_si256((const __m256i *)(s.py + x));
		__m256i at = _mm256_add_epi32(_mm256_srli_epi32(px, 6), _mm256_mullo_epi32(_mm256_srli_epi32(py, 6), stride));
		__m256i wx = _mm256_i32gather_epi32((const int *)s.taps, _mm256_and_si256(px, low), 4);
		__m256i wy = _mm256_i32gather_epi32((const int *)s.taps, _mm256_and_si256(py, low), 4);
		__m256i r0 = across(s.src, at, wx), r1 = across(s.src + s.stride, at, wx);
		__m256i r2 = across(s.src + 2L * s.stride, at, wx), r3 = across(s.src + 3L * s.stride, at, wx);
		__m256i w01 = _mm256_srai_epi16(_mm256_shuffle_epi8(wy, first), 8);
		__m256i w23 = _mm256_srai_epi16(_mm256_shuffle_epi8(wy, second), 8);
		__m256i sum = _mm256_add_epi32(_mm256_madd_epi16(pair(r0, r1), w01), _mm256_madd_epi16(pair(r2, r3), w23));
		sum = _mm256_srai_epi32(_mm256_add_epi32(sum, _mm256_set1_epi32(2048)), 12);
		__m128i half = _mm_packs_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
		_mm_storel_epi64((__m128i *)(row + x), _mm_packus_epi16(half, half));
	}
	fetch_plain(row, s, x, x1);
}
#endif

// Chroma has no texture to keep: four neighbours do.
static void blend_plain(uint8_t *restrict row, source s, int x0, int x1) {
	for (int x = x0; x < x1; x++) {
		const uint8_t *p = s.src + (long)(s.py[x] / UNIT + 1) * s.stride + s.px[x] / UNIT + 1, *q = p + s.stride;
		int fx = s.px[x] % UNIT, fy = s.py[x] % UNIT;
		int top = p[0] * (UNIT - fx) + p[1] * fx, low = q[0] * (UNIT - fx) + q[1] * fx;
		row[x] = (top * (UNIT - fy) + low * fy + 2048) >> 12;
	}
}

#ifdef AVX2
AVX2 static void blend_avx2(uint8_t *restrict row, source s, int x0, int x1) {
	const __m256i low = _mm256_set1_epi32(UNIT - 1), unit = _mm256_set1_epi32(UNIT), stride = _mm256_set1_epi32(s.stride);
	const uint8_t *p = s.src + s.stride + 1;
	int x = x0;
	for (; x + 8 <= x1; x += 8) {
		__m256i px = _mm256_loadu_si256((const __m256i *)(s.px + x));
		__m256i py = _mm256_loadu_si256((const __m256i *)(s.py + x));
		__m256i at = _mm256_add_epi32(_mm256_srli_epi32(px, 6), _mm256_mullo_epi32(_mm256_srli_epi32(py, 6), stride));
		__m256i fx = _mm256_and_si256(px, low), fy = _mm256_and_si256(py, low);
		__m256i wx = _mm256_or_si256(_mm256_sub_epi32(unit, fx), _mm256_slli_epi32(fx, 8));
		__m256i wy = _mm256_or_si256(_mm256_sub_epi32(unit, fy), _mm256_slli_epi32(fy, 16));
		__m256i a = _mm256_maddubs_epi16(_mm256_i32gather_epi32((const int *)p, at, 1), wx);
		__m256i b = _mm256_maddubs_epi16(_mm256_i32gather_epi32((const int *)(p + s.stride), at, 1), wx);
		__m256i sum = _mm256_madd_epi16(pair(a, b), wy);
		sum = _mm256_srai_epi32(_mm256_add_epi32(sum, _mm256_set1_epi32(2048)), 12);
		__m128i half = _mm_packs_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
		_mm_storel_epi64((__m128i *)(row + x), _mm_packus_epi16(half, half));
	}
	blend_plain(row, s, x, x1);
}
#endif

// tile finds where the samples of one tile's row come from along one axis.
static inline __attribute__((always_inline)) void tile(int32_t *restrict p, const int16_t *d, int gw, int fy, int per, int from, int step, int top) {
	int l = d[0] * (16 - fy) + d[gw] * fy, r = d[1] * (16 - fy) + d[gw + 1] * fy;
	for (int i = 0; i < per; i++) {
		int v = per == 8 ? (l * (16 - 2 * i) + r * 2 * i + 128) >> 8
		                 : (l * (15 - 4 * i) + r * (4 * i + 1) + 256) >> 9;
		p[i] = limit(from + i * step + v, top);
	}
}

#define RUNS 32

// runs finds the stretches of tiles of a row of tiles that have a node that moves.
static int runs(const int16_t *x, const int16_t *y, int gw, int tiles, int (*run)[2]) {
	int n = 0, last = 0;
	for (int i = 0; i <= tiles; i++) {
		int moves = x[i] | y[i] | x[i + gw] | y[i + gw];
		if (i > 0 && (moves || last)) {
			if (n > 0 && (run[n - 1][1] == i - 1 || n == RUNS)) {
				run[n - 1][1] = i;
			} else {
				run[n][0] = i - 1;
				run[n++][1] = i;
			}
		}
		last = moves;
	}
	return n;
}

static inline __attribute__((always_inline)) void places_of(source *s, plane dst, const int16_t *x, const int16_t *y, int gw, int j, int per, int from, int to) {
	int32_t *px = s->px, *py = s->py;
	int right = (dst.w - 1) * UNIT, low = (dst.h - 1) * UNIT;
	for (int i = from; i < to; i++) {
		if (per == 8) {
			tile(px + i * 8, x + i, gw, 2 * (j % 8), 8, i * 8 * UNIT, UNIT, right);
			tile(py + i * 8, y + i, gw, 2 * (j % 8), 8, j * UNIT, 0, low);
		} else {
			tile(px + i * 4, x + i, gw, 4 * (j % 4) + 1, 4, i * 4 * UNIT, UNIT, right);
			tile(py + i * 4, y + i, gw, 4 * (j % 4) + 1, 4, j * UNIT, 0, low);
		}
	}
}

static void places_plain(source *s, plane dst, const int16_t *x, const int16_t *y, int gw, int j, int per, int from, int to) {
	if (per == 8) places_of(s, dst, x, y, gw, j, 8, from, to);
	else places_of(s, dst, x, y, gw, j, 4, from, to);
}

#ifdef AVX2
AVX2 static void places_avx2(source *s, plane dst, const int16_t *x, const int16_t *y, int gw, int j, int per, int from, int to) {
	if (per == 8) places_of(s, dst, x, y, gw, j, 8, from, to);
	else places_of(s, dst, x, y, gw, j, 4, from, to);
}
#endif

void beauty_warp(plane dst, const uint8_t *src, int stride, const int16_t *dx, const int16_t *dy, int gw, int per,
	const int8_t *taps, int32_t *px, int32_t *py, int first, int end) {
	source s = {src, stride, taps, px, py};
	int tiles = (dst.w + per - 1) / per, run[RUNS][2], n = 0;
#ifdef AVX2
	int fast = __builtin_cpu_supports("avx2");
#endif
	dst.p += (long)first * dst.stride;
	for (int j = first; j < end; j++, dst.p += dst.stride) {
		const int16_t *x = dx + (long)(j / per) * gw, *y = dy + (long)(j / per) * gw;
		if (j == first || j % per == 0) n = runs(x, y, gw, tiles, run);
		for (int r = 0; r < n; r++) {
			int x0 = run[r][0] * per, x1 = run[r][1] * per < dst.w ? run[r][1] * per : dst.w;
#ifdef AVX2
			if (fast) {
				places_avx2(&s, dst, x, y, gw, j, per, run[r][0], run[r][1]);
				if (per == 8) fetch_avx2(dst.p, s, x0, x1);
				else blend_avx2(dst.p, s, x0, x1);
				continue;
			}
#endif
			places_plain(&s, dst, x, y, gw, j, per, run[r][0], run[r][1]);
			if (per == 8) fetch_plain(dst.p, s, x0, x1);
			else blend_plain(dst.p, s, x0, x1);
		}
	}
}
