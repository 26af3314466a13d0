// The blur of masks in C; blur_cgo.go says what it does.
#ifndef ONAIR_BEAUTY_BLUR_H
#define ONAIR_BEAUTY_BLUR_H

#include <stdint.h>

void beauty_blur(uint8_t *p, int w, int h, int r, uint8_t *tmp);

#endif
