#include "kernels.h"
#include "floats.h"

#define BODY "kernels_body.h"
#include "sets.h"

void beauty_even(plane y, even_part p, cells base, cells share, int16_t *cols) {
	CHOOSE(even, (y, p, base, share, cols));
}
