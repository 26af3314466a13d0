#include "kernels.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define BODY "kernels_body.h"
#include "sets.h"

void denoise_reduce(plane y, plane small) { CHOOSE(reduce, (y, small)); }

void denoise_coarse(plane now, plane was, step *steps, int bw, int bh, int still) {
	CHOOSE(coarse, (now, was, steps, bw, bh, still));
}

void denoise_search(plane now, plane was, const step *coarse, const step *before, step *steps, int bw, int bh, int floor) {
	CHOOSE(search, (now, was, coarse, before, steps, bw, bh, floor));
}

void denoise_weigh(picture now, picture was, const step *steps, int bw, gates g,
	const uint8_t *ages, uint8_t *aged, uint8_t *weights, int *luma, int *chroma) {
	CHOOSE(weigh, (now, was, steps, bw, g, ages, aged, weights, luma, chroma));
}

void denoise_soften(const uint8_t *from, uint8_t *to, int cw, int ch) { CHOOSE(soften, (from, to, cw, ch)); }

void denoise_settle(plane now, plane was, plane next, const step *steps, int bw, const uint8_t *weights, int cw, int ch,
	int half, int lo, int span, int16_t *rows) {
	if (half) CHOOSE(settle_chroma, (now, was, next, steps, bw, weights, cw, ch, lo, span, rows));
	else CHOOSE(settle_luma, (now, was, next, steps, bw, weights, cw, ch, lo, span, rows));
}
