// From any YCbCr to BT.601 limited range.
#ifndef ONAIR_AV_COLOUR_H
#define ONAIR_AV_COLOUR_H

#include "common.h"

// oa_recolour says what to do: bring full range to limited, then add to each
// sample what cb and cr (less 128) give, in 1/256.
typedef struct oa_recolour {
	int full, matrix;
	int16_t yb, yr, bb, br, rb, rr;
} oa_recolour;

// oa_recolour_for returns 0 if pictures of that kind are BT.601 limited already.
int oa_recolour_for(oa_recolour *m, enum AVColorSpace space, int full);

// oa_recolour_i420 maps a picture in place.
void oa_recolour_i420(const oa_recolour *m, oa_planes p);

#endif
