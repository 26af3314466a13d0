// The inner loop of sampler.line, which says what it does.
#ifndef ONAIR_FACE_LINE_H
#define ONAIR_FACE_LINE_H

#include <stdint.h>

void face_line(const uint32_t *packed, int w, int h, int32_t x, int32_t y, int32_t dx, int32_t dy, int n, float *r, float *g, float *b);

#endif
