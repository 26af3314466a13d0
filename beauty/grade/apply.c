#include "apply.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define SHIFT 3
#define STEP (1 << SHIFT)
#define CELLS (256 / STEP)

#define BODY "apply_body.h"
#include "sets.h"

int beauty_grade(plane y, plane cb, plane cr, const int16_t *luma, const int16_t *chroma, int strength, grade_rows k) {
	return CHOOSE(grade, (y, cb, cr, luma, chroma, strength, k));
}
