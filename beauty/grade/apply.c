#include "apply.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define SHIFT 3
#define STEP (1 << SHIFT)
#define CELLS (256 / STEP)
#define LUMA_KNOTS (CELLS + 3) // one before the first and one past the last
#define CHROMA_KNOTS (CELLS + 1)
#define UNIT 5 // sums are in 1/32 of a level

#define BODY "apply_body.h"
#include "sets.h"

void beauty_grade(plane y, plane cb, plane cr, const int16_t *luma, const int16_t *chroma, int strength) {
	CHOOSE(grade, (y, cb, cr, luma, chroma, strength));
}
