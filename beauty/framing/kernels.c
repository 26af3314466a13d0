#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define BODY "kernels_body.h"
#include "sets.h"

void framing_crop(plane p, int x, int y, int step, int32_t *bases, uint8_t *pairs, uint8_t *weights, int16_t *rows) {
	CHOOSE(crop, (p, x, y, step, bases, pairs, weights, rows));
}
