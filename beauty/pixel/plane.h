// What the C of every filter shares: the planes it works on.
#ifndef ONAIR_BEAUTY_PLANE_H
#define ONAIR_BEAUTY_PLANE_H

#include <stdint.h>

typedef struct {
	uint8_t *p;
	int stride, w, h;
} plane;

typedef struct {
	int16_t *cells;
	int lw, lh;
	int16_t *rows;
} cells;

#endif
