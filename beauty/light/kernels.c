#include "kernels.h"

// What a bend makes of a byte.
#define BENT(b, v) (((b)->base[(v) >> 4] + (b)->slope[(v) >> 4] * ((v) & 15) + 16) >> 5)

static void bend_plain(const uint8_t *from, uint8_t *to, int n, const bend *b) {
	uint8_t table[256];
	for (int v = 0; v < 256; v++) {
		int d = BENT(b, v);
		table[v] = d < 0 ? 0 : d > 255 ? 255 : d;
	}
	for (int x = 0; x < n; x++) to[x] = table[from[x]];
}

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#include <immintrin.h>

// The pieces are looked up 32 at a time, by shuffles.
__attribute__((target("avx2"))) static void bend_avx2(const uint8_t *from, uint8_t *to, int n, const bend *b) {
	uint8_t low[16], high[16];
	for (int i = 0; i < 16; i++) low[i] = b->base[i], high[i] = (uint16_t)b->base[i] >> 8;
	__m256i lows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)low));
	__m256i highs = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)high));
	__m256i slopes = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)b->slope));
	__m256i nibble = _mm256_set1_epi8(15), zero = _mm256_setzero_si256(), round = _mm256_set1_epi16(16);
	int x = 0;
	for (; x + 32 <= n; x += 32) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(from + x));
		__m256i at = _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble), in = _mm256_and_si256(v, nibble);
		__m256i l = _mm256_shuffle_epi8(lows, at), h = _mm256_shuffle_epi8(highs, at), s = _mm256_shuffle_epi8(slopes, at);
		__m256i a = _mm256_maddubs_epi16(_mm256_unpacklo_epi8(in, zero), _mm256_unpacklo_epi8(s, zero));
		__m256i c = _mm256_maddubs_epi16(_mm256_unpackhi_epi8(in, zero), _mm256_unpackhi_epi8(s, zero));
		a = _mm256_add_epi16(_mm256_add_epi16(a, _mm256_unpacklo_epi8(l, h)), round);
		c = _mm256_add_epi16(_mm256_add_epi16(c, _mm256_unpackhi_epi8(l, h)), round);
		_mm256_storeu_si256((__m256i *)(to + x), _mm256_packus_epi16(_mm256_srai_epi16(a, 5), _mm256_srai_epi16(c, 5)));
	}
	for (; x < n; x++) {
		int v = from[x], d = BENT(b, v);
		to[x] = d < 0 ? 0 : d > 255 ? 255 : d;
	}
}
#define bend_avx512 bend_avx2
#endif

#define BODY "kernels_body.h"
#include "sets.h"

void beauty_light(plane y, plane cb, plane cr, const tones *t, uint8_t *rows) { CHOOSE(light, (y, cb, cr, t, rows)); }
