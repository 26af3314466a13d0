#include "line.h"

#define BODY "line_body.h"
#include "sets.h"

void face_line(const uint32_t *packed, int w, int h, int32_t x, int32_t y, int32_t dx, int32_t dy, int n, float *r, float *g, float *b) {
	CHOOSE(line, (packed, w, h, x, y, dx, dy, n, r, g, b));
}
