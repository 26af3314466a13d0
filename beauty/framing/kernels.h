// The inner loop of framing in C; kernels.go says what it does.
#ifndef ONAIR_BEAUTY_FRAMING_H
#define ONAIR_BEAUTY_FRAMING_H

#include "plane.h"

void framing_crop(plane p, int x, int y, int step, int32_t *bases, uint8_t *pairs, uint8_t *weights, int16_t *rows);

#endif
